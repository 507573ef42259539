import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { ChangeProgress } from '../components/change-progress';
import { Page } from '../components/page';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { useComputerName } from '../wizard/use-wizard';

/** The change while it happens. */
export function AssignPage(): ReactElement {
  const { change: texts } = useTexts();
  const state = useStore(useStores().change.state);
  const computer = useComputerName();
  return (
    <Page title={texts.title} lead={state.kind === 'running' ? texts.lead(computer) : texts.leadEnded(computer)}>
      {state.kind === 'none' ? <p>{texts.notBegun}</p> : <ChangeProgress state={state} />}
    </Page>
  );
}
