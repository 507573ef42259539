import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { UnfinishedChange } from '#contract/unfinished';
import { BreakGlassPart } from '../components/break-glass-part';
import { ChangeProgress } from '../components/change-progress';
import { Notice } from '../components/notice';
import { Page } from '../components/page';
import { PendingPanel } from '../components/pending-panel';
import { useTexts } from '../i18n/texts-context';
import { gpoOf, isInPlace, type ChangeState } from '../stores/change-store';
import { useStores } from '../stores/stores-context';
import type { Waiting } from '../stores/unfinished-store';
import { canUndo, isEarned } from '../wizard/countdown';
import { usePlaceName } from '../wizard/use-wizard';

type Begun = Exclude<ChangeState, { readonly kind: 'none' }>;

/** Ends a change that is neither kept nor undone, and says how it ended. */
export function RecoverPage(): ReactElement {
  const { change, unfinished: texts } = useTexts();
  const { page } = texts;
  const stores = useStores();
  const state = useStore(stores.change.state);
  const unfinished = useStore(stores.unfinished.state);
  const gpo =
    unfinished.kind === 'waiting' ? unfinished.change.gpo : state.kind === 'none' ? undefined : gpoOf(state.deed);
  const where = usePlaceName(gpo);
  const ending = state.kind !== 'none' && state.ending !== null ? state : undefined;
  const waiting = unfinished.kind === 'waiting' && state.kind !== 'running' ? unfinished : undefined;
  const pending = waiting?.change.kind === 'pending';
  return (
    <Page
      title={pending ? page.titlePending : page.title}
      lead={waiting === undefined ? change.leadEnded(where) : page.lead(where)}
    >
      {ending !== undefined && <Ended state={ending} />}
      {waiting !== undefined && (pending ? <PendingPanel waiting={waiting} /> : <Choice change={waiting.change} />)}
      {waiting !== undefined && <KnownOf waiting={waiting} />}
      {waiting !== undefined && <BreakGlassPart gpo={gpo} />}
      {waiting === undefined && ending === undefined && <p>{page.nothing}</p>}
    </Page>
  );
}

/** How it ended, said like the end of an assignment. */
function Ended({ state }: { readonly state: Begun }): ReactElement {
  const { over } = useTexts().unfinished;
  const unchanged = state.kind === 'ended' && state.end.outcome === 'unchanged';
  return (
    <>
      {isInPlace(state) && (
        <Notice tone={unchanged ? 'plain' : 'good'} title={unchanged ? over.nothing : over.keptTitle} live>
          {!unchanged && <p>{over.keptHere}</p>}
        </Notice>
      )}
      <ChangeProgress state={state} />
    </>
  );
}

/** Undo or keep, each with what will happen. Undo comes first, unless nothing is left to undo with. */
function Choice({ change }: { readonly change: UnfinishedChange }): ReactElement {
  const { page } = useTexts().unfinished;
  const { recover: inGpo } = useTexts().groupPolicy;
  const { change: changes } = useStores();
  const undo = canUndo(change);
  const canText = change.gpo === undefined ? page.keepText : inGpo.keepText;
  const keepText = undo ? (change.canKeep ? canText : page.keepNot) : page.finishText;
  const unproved = undo && change.canKeep && !isEarned(change) ? ` ${page.keepUnproved}` : '';
  return (
    <div className="choices">
      {undo && (
        <section className="choice" aria-labelledby="choice-undo">
          <h2 id="choice-undo">{page.undoTitle}</h2>
          <p>{change.gpo === undefined ? page.undoText : inGpo.undoText}</p>
          <Button appearance="primary" onClick={() => void changes.recover(change, 'undo')}>
            {page.undo}
          </Button>
        </section>
      )}
      <section className="choice" aria-labelledby="choice-keep">
        <h2 id="choice-keep">{page.keepTitle}</h2>
        <p>{`${keepText}${unproved}`}</p>
        <Button
          appearance={undo ? 'secondary' : 'primary'}
          disabledFocusable={!change.canKeep}
          onClick={() => void changes.recover(change, 'keep')}
        >
          {undo ? page.keep : page.finish}
        </Button>
      </section>
    </div>
  );
}

function KnownOf({ waiting: { change, secondsLeft } }: { readonly waiting: Waiting }): ReactElement {
  const { unfinished: texts, date, time } = useTexts();
  const { page } = texts;
  const { undoAt } = change;
  const automatic =
    undoAt === null
      ? page.automaticNone
      : secondsLeft === 0
        ? page.automaticDue(time(undoAt))
        : page.automaticAt(time(undoAt));
  const rows = [
    [page.change, texts.what(change)],
    [page.begunLabel, page.begunValue(date(change.begunAt), change.who)],
    ...(change.kind === 'pending' ? [] : [[page.stoppedLabel, texts.stopped(change)] as const]),
    [page.automatic, automatic],
  ] as const;
  return (
    <section>
      <h2>{page.facts}</h2>
      <dl className="known">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
