import type { EventValue } from '#contract/derive';

export type Progress = EventValue<'progress'>;

/** The phases of a change, in their order; `undo` joins them when something failed. */
export const phases = ['apply', 'read-back', 'enforcement', 'record', 'retire'] as const;

export interface JourneyStep {
  readonly id: string;
  readonly cmdlet: string;
  readonly number: number;
  readonly of: number;
  /** `running`, then the word with which it ended. */
  readonly state: string;
}

export interface LogLine {
  /** Milliseconds since the change began. */
  readonly atMs: number;
  readonly progress: Progress;
}

/** How far a change has come, told by its events. */
export interface Journey {
  readonly startedAtMs: number;
  /** As they were seen; the last is the current one. */
  readonly phases: readonly string[];
  readonly steps: readonly JourneyStep[];
  readonly log: readonly LogLine[];
}

export const beginJourney = (startedAtMs: number): Journey => ({ startedAtMs, phases: [], steps: [], log: [] });

/** A change has fewer than a hundred events; a flood is not kept. */
const longestLog = 5_000;

function stepEnded(steps: readonly JourneyStep[], id: string, state: string): readonly JourneyStep[] {
  return steps.map((step) => (step.id === id ? { ...step, state } : step));
}

/** The journey with one more event. */
export function travel(journey: Journey, progress: Progress, nowMs: number): Journey {
  const log = [...journey.log, { atMs: nowMs - journey.startedAtMs, progress }].slice(-longestLog);
  switch (progress.kind) {
    case 'phase':
      return {
        ...journey,
        log,
        phases: [...journey.phases.filter((phase) => phase !== progress.phase), progress.phase],
      };
    case 'step': {
      const { id, cmdlet, number, of } = progress;
      return { ...journey, log, steps: [...journey.steps, { id, cmdlet, number, of, state: 'running' }] };
    }
    case 'step-ended':
      return { ...journey, log, steps: stepEnded(journey.steps, progress.id, progress.state) };
  }
}

export type PhaseState = 'waiting' | 'running' | 'done' | 'failed' | 'skipped' | 'not-reached';

export interface PhaseLine {
  readonly phase: string;
  readonly state: PhaseState;
}

/** Every phase with its state: the current one runs until the change has ended, and what `undo` follows has failed. */
export function phaseLines({ phases: seen }: Journey, ended: 'no' | 'well' | 'badly'): readonly PhaseLine[] {
  const undone = seen.includes('undo');
  const listed = [...phases, ...seen.filter((phase) => !phases.some((known) => known === phase))];
  const forward = seen.filter((phase) => phase !== 'undo');
  const stateOf = (phase: string): PhaseState => {
    const isLast = forward.at(-1) === phase;
    if (phase === 'undo') return ended === 'no' ? 'running' : 'done';
    if (!seen.includes(phase))
      return undone || ended === 'badly' ? 'not-reached' : ended === 'no' ? 'waiting' : 'skipped';
    if (isLast && (undone || ended === 'badly')) return 'failed';
    return isLast && ended === 'no' ? 'running' : 'done';
  };
  return listed.map((phase) => ({ phase, state: stateOf(phase) }));
}
