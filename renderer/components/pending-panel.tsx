import { Button } from '@fluentui/react-components';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { useStore } from 'zustand';
import type { UnfinishedChange } from '#contract/unfinished';
import { useStores } from '../stores/stores-context';
import type { Waiting as WaitingChange } from '../stores/unfinished-store';
import { useTexts } from '../i18n/texts-context';
import { canUndo, isEarned, moreTime } from '../wizard/countdown';
import { CountdownRing } from './countdown-ring';
import { ErrorNotice } from './error-notice';
import { Notice, ThreeSentences } from './notice';

// It brings Fluent's dialogs along, and the first page can do without.
const AskDialog = lazy(async () => ({ default: (await import('./ask-dialog')).AskDialog }));

interface PendingPanelProps {
  readonly waiting: WaitingChange;
  /** Called when keeping or undoing has begun. */
  readonly onBegin?: () => void;
}

/** A change that waits to be kept: the time that is left, and the three things that a person can do. */
export function PendingPanel({ waiting, onBegin }: PendingPanelProps): ReactElement {
  const { pending } = useTexts().unfinished;
  const { change, secondsLeft, ofSeconds, problem } = waiting;
  return (
    <section className="pending" aria-labelledby="pending-title">
      <h2 id="pending-title">{pending.title}</h2>
      <div className="pending-body">
        {secondsLeft !== null && <CountdownRing secondsLeft={secondsLeft} ofSeconds={ofSeconds} />}
        <div className="pending-words">
          <When waiting={waiting} />
          <Advice change={change} />
          <PendingDeeds waiting={waiting} {...(onBegin && { onBegin })} />
        </div>
      </div>
      {problem !== null && <ErrorNotice error={problem} />}
    </section>
  );
}

/** When it undoes itself; and when that time is over, what became of it. */
function When({ waiting: { change, secondsLeft } }: PendingPanelProps): ReactElement {
  const { unfinished, time } = useTexts();
  const { pending } = unfinished;
  if (change.undoAt === null || secondsLeft === null) return <p>{pending.noUndo}</p>;
  if (secondsLeft > 0) return <p className="pending-when">{pending.undoesAt(time(change.undoAt))}</p>;
  if (change.kind === 'pending') return <p role="status">{pending.due}</p>;
  return (
    <Notice tone="bad" live>
      <ThreeSentences sentences={pending.overdue} />
    </Notice>
  );
}

function Advice({ change }: { readonly change: UnfinishedChange }): ReactElement {
  const { pending } = useTexts().unfinished;
  const [first] = change.policies;
  const about = change.deed === 'remove' ? 'remove' : (first?.role ?? 'server');
  if (!change.canKeep) return <p>{pending.cannotKeep}</p>;
  return <p>{(isEarned(change) ? pending.earned : pending.notEarned)[about]}</p>;
}

function PendingDeeds({ waiting, onBegin }: PendingPanelProps): ReactElement {
  const { pending } = useTexts().unfinished;
  const { change: changes } = useStores();
  const { change } = waiting;
  const busy = useStore(changes.state, ({ kind }) => kind === 'running');
  const undo = (): void => {
    void changes.recover(change, 'undo');
    onBegin?.();
  };
  return (
    <div className="buttons">
      <KeepButton change={change} busy={busy} {...(onBegin && { onBegin })} />
      <Button disabledFocusable={busy || !canUndo(change)} onClick={undo}>
        {pending.undo}
      </Button>
      <MoreTime waiting={waiting} busy={busy} />
    </div>
  );
}

interface KeepButtonProps {
  readonly change: UnfinishedChange;
  readonly busy: boolean;
  readonly onBegin?: () => void;
}

/** Primary once it is earned; before that it asks in words. */
function KeepButton({ change, busy, onBegin }: KeepButtonProps): ReactElement {
  const { unfinished, start } = useTexts();
  const { pending } = unfinished;
  const { change: changes } = useStores();
  const [asking, setAsking] = useState(false);
  const earned = isEarned(change);
  const keep = (): void => {
    setAsking(false);
    void changes.keep(change, !earned);
    onBegin?.();
  };
  return (
    <>
      <Button
        appearance={earned ? 'primary' : 'secondary'}
        disabledFocusable={busy || !change.canKeep}
        onClick={() => {
          if (earned) keep();
          else setAsking(true);
        }}
      >
        {earned ? pending.keep : pending.keepWithoutProof}
      </Button>
      <Suspense fallback={null}>
        {asking && (
          <AskDialog
            title={pending.withoutProof.title}
            text={pending.withoutProof.text(start.policies.levels[change.level])}
            deed={pending.withoutProof.keep}
            safe={pending.withoutProof.wait}
            onDeed={keep}
            onClose={() => {
              setAsking(false);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

function MoreTime({ waiting, busy }: { readonly waiting: WaitingChange; readonly busy: boolean }): ReactElement | null {
  const { pending } = useTexts().unfinished;
  const { unfinished } = useStores();
  const { secondsLeft, extending, change } = waiting;
  if (secondsLeft === null || change.kind !== 'pending') return null;
  const seconds = moreTime(secondsLeft);
  return (
    <span className="with-word">
      <Button disabledFocusable={busy || extending} onClick={() => void unfinished.extend(seconds)}>
        {pending.more}
      </Button>
      <span className="hint">{pending.moreHint(seconds)}</span>
      <span role="status" className="visually-hidden">
        {extending ? pending.extending : ''}
      </span>
    </span>
  );
}
