import type { EventValue } from '#contract/derive';

export type Progress = EventValue<'progress'>;

/** The phases of a change, in their order; others join them as they are told, and `undo` when it comes to that. */
export const phases = ['snapshot', 'arm', 'apply', 'read-back', 'enforcement', 'keep', 'record', 'retire'] as const;

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

/** `held`: in place, and waiting to be kept. `taken-back`: undone because somebody wanted it, or nobody kept it. */
export type JourneyEnd = 'no' | 'held' | 'well' | 'badly' | 'taken-back';

const unseen: Readonly<Record<JourneyEnd, PhaseState>> = {
  no: 'waiting',
  held: 'waiting',
  well: 'skipped',
  badly: 'not-reached',
  'taken-back': 'not-reached',
};

export interface PhasesShown {
  readonly ended: JourneyEnd;
  /** Undoing is what the person asked for. */
  readonly wanted?: boolean;
  /** Only the end of the change was seen here: its beginning was in another window. */
  readonly onlySeen?: boolean;
  /** Nothing undoes a change of a Group Policy object by itself: nothing is armed. */
  readonly inGpo?: boolean;
}

/** What is shown: the known phases in their order, without those that were passed over, then whatever else was told. */
function shownPhases(seen: readonly string[], onlySeen: boolean, inGpo: boolean): readonly string[] {
  const furthest = phases.findLastIndex((phase) => seen.includes(phase));
  const expected = (phase: string, at: number): boolean => at > furthest && !onlySeen && !(inGpo && phase === 'arm');
  const known = phases.filter((phase, at) => seen.includes(phase) || expected(phase, at));
  return [...known, ...seen.filter((phase) => !phases.some((one) => one === phase))];
}

/** Every phase with its state: the current one runs until the change has ended, and what `undo` follows has failed. */
export function phaseLines({ phases: seen }: Journey, shown: PhasesShown): readonly PhaseLine[] {
  const { ended, wanted = false, onlySeen = false, inGpo = false } = shown;
  const undone = seen.includes('undo');
  const forward = seen.filter((phase) => phase !== 'undo');
  const failed = ended === 'badly' || (undone && !wanted && ended !== 'taken-back');
  const stateOf = (phase: string): PhaseState => {
    if (phase === 'undo') return ended === 'no' ? 'running' : 'done';
    if (!seen.includes(phase)) return undone ? 'not-reached' : unseen[ended];
    if (forward.at(-1) !== phase) return 'done';
    if (failed) return 'failed';
    return ended === 'no' && !undone ? 'running' : 'done';
  };
  return shownPhases(seen, onlySeen, inGpo).map((phase) => ({ phase, state: stateOf(phase) }));
}
