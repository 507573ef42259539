import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { gpoOf, type ChangeState } from '../stores/change-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { endedHow, failureOf, isTakenBack } from '../wizard/change-end';
import type { Journey, PhasesShown } from '../wizard/journey';
import { ChangeLog } from './change-log';
import { Elapsed, seconds } from './elapsed';
import { ErrorNotice } from './error-notice';
import { PhaseList } from './phase-list';
import { TakenBackNotice } from './taken-back-notice';
import { Silence } from './waiting';

type Begun = Exclude<ChangeState, { readonly kind: 'none' }>;

const shownOf = (state: Begun): PhasesShown => ({
  ended: endedHow(state),
  wanted: state.ending === 'undo',
  onlySeen: state.deed.kind === 'found',
  inGpo: gpoOf(state.deed) !== undefined,
});

/** A change while it runs and after it: phases, time, the way to stop it, what went wrong, the log. */
export function ChangeProgress({ state }: { readonly state: Begun }): ReactElement {
  const { change: texts } = useTexts();
  const failure = failureOf(state);
  return (
    <>
      {failure !== undefined && <ErrorNotice error={failure} />}
      {isTakenBack(state) && <TakenBackNotice begunAt={state.ended?.begunAt} byItself={state.ending === 'by-itself'} />}
      <PhaseList journey={state.journey} shown={shownOf(state)} />
      <Announcement state={state} />
      {state.kind === 'running' && <Running state={state} />}
      {state.kind === 'ended' && <p className="elapsed">{texts.elapsed(seconds(state.tookMs))}</p>}
      <ChangeLog journey={state.journey} />
    </>
  );
}

/** For screen readers: the phase when it begins, not every step. */
function Announcement({ state }: { readonly state: Begun }): ReactElement {
  const { change: texts, groupPolicy } = useTexts();
  const phase = state.journey.phases.at(-1) ?? '';
  const inGpo = gpoOf(state.deed) !== undefined ? groupPolicy.phase(phase) : undefined;
  return (
    <p role="status" className="visually-hidden">
      {phase === '' ? '' : (inGpo ?? texts.phase(phase))}
    </p>
  );
}

const newestEventMs = ({ startedAtMs, log }: Journey): number => startedAtMs + (log.at(-1)?.atMs ?? 0);

/** Time, the word that nobody answers, and the way to stop. What is being undone is not stopped. */
function Running({ state }: { readonly state: Extract<Begun, { readonly kind: 'running' }> }): ReactElement {
  const { unfinished } = useTexts();
  const { journey, stopping, ending } = state;
  const isUndoing = ending === 'undo' || journey.phases.includes('undo');
  return (
    <>
      <Elapsed startedAtMs={journey.startedAtMs} />
      <Silence sinceMs={newestEventMs(journey)}>{isUndoing ? '' : unfinished.waiting.slowChange}</Silence>
      {!isUndoing && <StopButton stopping={stopping} />}
    </>
  );
}

function StopButton({ stopping }: { readonly stopping: boolean }): ReactElement {
  const { change: texts } = useTexts();
  const { change } = useStores();
  return (
    <div className="buttons">
      <Button disabledFocusable={stopping} onClick={() => void change.stop()}>
        {texts.stop}
      </Button>
      <span role="status">{stopping ? texts.stopping : ''}</span>
    </div>
  );
}
