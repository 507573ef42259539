import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ChangeState } from '../stores/change-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { endedHow, failureOf } from '../wizard/change-end';
import { ChangeLog } from './change-log';
import { Elapsed, seconds } from './elapsed';
import { ErrorNotice } from './error-notice';
import { PhaseList } from './phase-list';

type Begun = Exclude<ChangeState, { readonly kind: 'none' }>;

/** A change while it runs and after it: phases, time, the way to stop it, what went wrong, the log. */
export function ChangeProgress({ state }: { readonly state: Begun }): ReactElement {
  const { change: texts } = useTexts();
  const failure = failureOf(state);
  return (
    <>
      {failure !== undefined && <ErrorNotice error={failure} />}
      <PhaseList journey={state.journey} ended={endedHow(state)} />
      <Announcement state={state} />
      {state.kind === 'running' && <Elapsed startedAtMs={state.journey.startedAtMs} />}
      {state.kind === 'ended' && <p className="elapsed">{texts.elapsed(seconds(state.tookMs))}</p>}
      {state.kind === 'running' && <StopButton stopping={state.stopping} />}
      <ChangeLog journey={state.journey} />
    </>
  );
}

/** For screen readers: the phase when it begins, not every step. */
function Announcement({ state }: { readonly state: Begun }): ReactElement {
  const { change: texts } = useTexts();
  const phase = state.journey.phases.at(-1);
  return (
    <p role="status" className="visually-hidden">
      {phase === undefined ? '' : texts.phase(phase)}
    </p>
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
