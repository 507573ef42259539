import type { ChangeEnd } from '#contract/ipc';
import type { Role } from '#policy/model';
import type { Progress } from '../../wizard/journey';
import type { PhaseState } from '../../wizard/journey';

const phases: Readonly<Record<string, string>> = {
  snapshot: 'Take a snapshot',
  arm: 'Arm the automatic undo',
  apply: 'Apply',
  'read-back': 'Read back',
  enforcement: 'Look whether it is in force',
  keep: 'Keep',
  record: 'Write the record',
  retire: 'Delete what is no longer used',
  disarm: 'End the automatic undo',
  undo: 'Undo',
};
const phaseStates: Readonly<Record<PhaseState, string>> = {
  waiting: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'failed',
  skipped: 'not needed',
  'not-reached': 'not reached',
};
const stepStates: Readonly<Record<string, string>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  unknown: 'outcome unknown',
  undone: 'undone',
  'not-undone': 'not undone',
  'not-reached': 'not reached',
};

// A word that a newer main process says is better shown than hidden.
const phase = (id: string): string => phases[id] ?? id;
const stepState = (id: string): string => stepStates[id] ?? id;

function logLine(progress: Progress): string {
  switch (progress.kind) {
    case 'phase':
      return phase(progress.phase);
    case 'step':
      return `Step ${progress.number} of ${progress.of}: ${progress.cmdlet} (${progress.id})`;
    case 'step-ended':
      return `${progress.id}: ${stepState(progress.state)}`;
  }
}

export const change = {
  title: 'Assign',
  lead: (computer: string): string =>
    `The policy is being put in place on ${computer}. If anything fails, it is undone.`,
  leadPending: (computer: string): string =>
    `The policy is in place on ${computer}, and undoes itself unless you keep it.`,
  leadEnded: (computer: string): string => `What was done on ${computer}.`,
  phase,
  phaseState: (state: PhaseState): string => phaseStates[state],
  stepState,
  phasesLabel: 'Phases of the change',
  stepsLabel: 'Steps of this phase',
  stepCount: (number: number, of: number): string => `step ${number} of ${of}`,
  elapsed: (seconds: string): string => `Elapsed: ${seconds} s`,
  log: 'Log',
  logLine,
  copyLog: 'Copy the log',
  stop: 'Stop and undo',
  stopping: 'Stopping; what was done is being undone.',
  copyDetails: 'Copy the details',
  notBegun: 'No change has been begun.',
  outcome: {
    title: 'Outcome',
    lead: (computer: string): string => `What is true on ${computer} now, as far as it was seen.`,
    statement: ({ outcome, level }: Pick<ChangeEnd, 'outcome' | 'level'>): string => {
      if (outcome === 'rolled-back') return 'Not applied';
      if (outcome === 'unknown') return 'State unknown';
      if (outcome === 'pending') return 'In place, not kept yet';
      if (level === 'proved') return 'Proved';
      if (level === 'stored') return 'Stored, not known to be in force';
      if (level === 'none') return 'Not in force';
      return outcome === 'unchanged' ? 'Already in place and enforced, not proved' : 'Applied and enforced, not proved';
    },
    refused: 'Not applied',
    meaning: ({ outcome, level }: Pick<ChangeEnd, 'outcome' | 'level'>, role: Role): string => {
      if (outcome === 'rolled-back') return 'The computer is as it was before; that was read back.';
      if (outcome === 'unknown') return 'Some of it may be in place. Read below what to do before anything else.';
      if (level === 'proved') return 'A secured connection was seen in this run.';
      if (level !== 'enforced') return 'The rules are in the store, but Windows does not say that it uses them.';
      return role === 'server'
        ? 'Windows uses the rules. That they work shows with the first secured connection of a workstation.'
        : 'Windows uses the rules. That they work shows with the first secured connection to the backup server.';
    },
    evidence: 'Evidence',
    noEvidence: 'Nothing was seen.',
    findings: 'What to mind',
    steps: 'Steps',
    copy: 'Copy the outcome',
    next: 'What to do next',
    nextServer: 'Set up the workstations, one after another, with the same key and the same protection.',
    nextWorkstation: 'Start a backup to see that it goes through.',
    stillOpen: 'Still open',
    stillOpenText: (doors: readonly string[]): string =>
      `Other ways to the backup files must be secured as well. Not secured by this policy: ${doors.join(', ')}.`,
    nothingOpen: 'SMB, FTP, iSCSI and Remote Desktop are secured by this policy as well.',
    secureOthers: 'Show the other ways',
    check: 'Check this computer',
    finish: 'Back to Start',
    review: 'Back to Review',
  },
  check: {
    title: (name: string): string => `Check ${name}`,
    lead: (computer: string): string => `Compares what is on ${computer} with what was assigned. It changes nothing.`,
    checking: 'Comparing',
    again: 'Check again',
    inPlace: 'Everything is as it was assigned',
    drifted: (count: number): string => `${count} ${count === 1 ? 'thing is' : 'things are'} not as assigned`,
    driftedText: 'Somebody or something has changed the policy. Change it to assign it again, or remove it.',
    level: 'Level',
    keyCompared: 'The key was compared as well.',
    keyNotCompared: 'The key was not compared: none is kept in this window.',
    differences: 'Differences',
    kind: 'Kind',
    name: 'Name',
    property: 'Property',
    expected: 'Assigned',
    found: 'Found',
    copy: 'Copy the result',
  },
  remove: {
    title: (name: string): string => `Remove ${name}`,
    lead: 'Takes this policy off the computer. What is of others stays, or comes back if it was put aside for it.',
    warning: {
      title: 'Afterwards this policy secures nothing any more',
      server: (computer: string): string =>
        `Workstations with the policy can then no longer connect to ${computer}; others connect in clear text.`,
      workstation: 'A backup server that requires IPsec then refuses this workstation.',
      secpol: 'The policy of secpol.msc that comes back decides then; what it secures is not known to this program.',
    },
    objects: 'What goes',
    inUseAgain: 'What is in use again',
    objectsUnknown: 'Every object whose name begins with',
    reading: 'Reading what is there',
    again: 'Read again',
    deed: (name: string, computer: string): string => `Remove ${name} from ${computer}`,
    notElevated: 'Administrator rights are needed for this. Restart as administrator from Start.',
    removed: (name: string, computer: string): string => `${name} was removed from ${computer}; that was read back.`,
    nothing: 'There was nothing to remove.',
    progress: 'Removing',
    back: 'Back to Start',
  },
};
