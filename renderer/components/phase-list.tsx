import { ProgressBar } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTexts } from '../i18n/texts-context';
import {
  type Journey,
  type JourneyStep,
  type PhaseLine,
  phaseLines,
  type PhasesShown,
  type PhaseState,
} from '../wizard/journey';
import { Icon, type IconName } from './icon';

const icons: Readonly<Record<PhaseState, IconName>> = {
  waiting: 'open',
  running: 'refresh',
  done: 'check',
  failed: 'block',
  skipped: 'dash',
  'not-reached': 'dash',
};

interface PhaseListProps {
  readonly journey: Journey;
  readonly shown: PhasesShown;
}

/** The phases of a change; the current one is open, its steps tick. */
export function PhaseList({ journey, shown }: PhaseListProps): ReactElement {
  const { change, groupPolicy } = useTexts();
  return (
    <ol className="phases" aria-label={change.phasesLabel}>
      {phaseLines(journey, shown).map((line) => (
        <Phase
          key={line.phase}
          line={line}
          name={(shown.inGpo === true ? groupPolicy.phase(line.phase) : undefined) ?? change.phase(line.phase)}
          steps={line.phase === 'apply' ? journey.steps : []}
        />
      ))}
    </ol>
  );
}

function Phase({
  line: { state },
  name,
  steps,
}: {
  readonly line: PhaseLine;
  readonly name: string;
  readonly steps: readonly JourneyStep[];
}): ReactElement {
  const { change } = useTexts();
  const newest = steps.at(-1);
  return (
    <li className={`phase phase-${state}`} {...(state === 'running' ? { 'aria-current': 'step' as const } : {})}>
      <p>
        <Icon name={icons[state]} /> <span className="phase-name">{name}</span>{' '}
        <span className="phase-state">
          {change.phaseState(state)}
          {newest !== undefined && `, ${change.stepCount(newest.number, newest.of)}`}
        </span>
      </p>
      {newest !== undefined && state === 'running' && (
        <ProgressBar aria-label={name} value={newest.number} max={newest.of} />
      )}
      {steps.length > 0 && state !== 'done' && <Steps steps={steps} />}
    </li>
  );
}

/** The newest steps; all of them are in the log. */
function Steps({ steps }: { readonly steps: readonly JourneyStep[] }): ReactElement {
  const { change } = useTexts();
  return (
    <ul className="steps" aria-label={change.stepsLabel}>
      {steps.slice(-6).map(({ id, cmdlet, state }) => (
        <li key={id}>
          <code>{cmdlet}</code> <span className="hint">{change.stepState(state)}</span>
        </li>
      ))}
    </ul>
  );
}
