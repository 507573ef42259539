import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';

/** Says on every page that nothing real happens. It cannot be closed. */
export function Ribbon(): ReactElement | null {
  const { frame } = useTexts();
  const overview = useStore(useStores().computer.state, overviewOf);
  if (overview === undefined || (overview.host !== 'simulated' && !overview.preview)) return null;
  return (
    <aside className="ribbon" aria-label={frame.simulation}>
      {overview.host === 'simulated' && <strong>{frame.simulation}</strong>}
      {overview.preview && <span>{frame.preview}</span>}
    </aside>
  );
}
