import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { BreakGlassPart } from '../components/break-glass-part';
import { ChangeProgress } from '../components/change-progress';
import { Page } from '../components/page';
import { PendingPanel } from '../components/pending-panel';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { useComputerName } from '../wizard/use-wizard';

/** The change while it happens, and while it waits to be kept. */
export function AssignPage(): ReactElement {
  const { change: texts } = useTexts();
  const stores = useStores();
  const state = useStore(stores.change.state);
  const unfinished = useStore(stores.unfinished.state);
  const computer = useComputerName();
  const waiting = unfinished.kind === 'waiting' && state.kind !== 'running' ? unfinished : undefined;
  const ended = waiting === undefined ? texts.leadEnded : texts.leadPending;
  return (
    <Page title={texts.title} lead={state.kind === 'running' ? texts.lead(computer) : ended(computer)}>
      {waiting !== undefined && <PendingPanel waiting={waiting} />}
      {state.kind === 'none' ? <p>{texts.notBegun}</p> : <ChangeProgress state={state} />}
      {waiting !== undefined && <BreakGlassPart />}
    </Page>
  );
}
