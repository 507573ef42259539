import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { BreakGlassPart } from '../components/break-glass-part';
import { ChangeProgress } from '../components/change-progress';
import { Notice } from '../components/notice';
import { Page } from '../components/page';
import { PendingPanel } from '../components/pending-panel';
import { useTexts } from '../i18n/texts-context';
import { gpoOf } from '../stores/change-store';
import { useStores } from '../stores/stores-context';
import { usePlaceName } from '../wizard/use-wizard';

/** The change while it happens, and while it waits to be kept. */
export function AssignPage(): ReactElement {
  const { change: texts, groupPolicy } = useTexts();
  const stores = useStores();
  const state = useStore(stores.change.state);
  const unfinished = useStore(stores.unfinished.state);
  const gpo = state.kind === 'none' ? undefined : gpoOf(state.deed);
  const where = usePlaceName(gpo);
  const waiting = unfinished.kind === 'waiting' && state.kind !== 'running' ? unfinished : undefined;
  const running = gpo === undefined ? texts.lead : groupPolicy.lead;
  const ended = waiting === undefined ? texts.leadEnded : texts.leadPending;
  return (
    <Page title={texts.title} lead={state.kind === 'running' ? running(where) : ended(where)}>
      {gpo !== undefined && state.kind === 'running' && (
        <Notice tone="plain" title={groupPolicy.commitTitle}>
          <p>{groupPolicy.review.commit}</p>
        </Notice>
      )}
      {waiting !== undefined && <PendingPanel waiting={waiting} />}
      {state.kind === 'none' ? <p>{texts.notBegun}</p> : <ChangeProgress state={state} />}
      {waiting !== undefined && <BreakGlassPart />}
    </Page>
  );
}
