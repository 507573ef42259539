import type { Difference } from '#contract/store-object';
import type { UnfinishedChange } from '#contract/unfinished';
import { objectWords } from './object-words.en';

function unfinishedWords(stoppedAt: string, canKeep: boolean): string {
  if (stoppedAt === 'kept') return 'It was kept; what it replaced is still to be deleted.';
  if (canKeep) return 'All of it is in place, so that it can be kept or undone.';
  return 'Not all of it is in place; it can be undone.';
}

/** What the command line says beside findings and errors. */
export const commandLineTexts = {
  simulation: 'Simulation. Nothing on this computer is changed.',
  inMemory: 'The simulated computer is in memory and ends with this command; --state FILE keeps it.',
  policyLine: (name: string, id: string, role: string, computer: string): string =>
    `Policy "${name}" (${id}, ${role}) on ${computer}`,
  fingerprint: (fingerprint: string): string => `Fingerprint: ${fingerprint}`,
  difference: (create: number, change: number, keep: number, remove: number): string =>
    `Difference: create ${create}, change ${change}, keep ${keep}, remove ${remove}`,
  nothingToDo: 'The computer already is as the policy wants it.',
  nothingRead:
    'What is on this computer could not be read; these would be the steps if nothing of the policy were there yet.',
  steps: 'Steps:',
  retired: 'Afterwards deleted:',
  step: (number: number, of: number, cmdlet: string, id: string): string =>
    `Step ${number} of ${of}: ${cmdlet} (${id})`,
  item: (number: number, of: number, what: string): string => `${number} of ${of}: ${what}`,
  stepEnded: (id: string, state: string): string => `  ${id}: ${state}`,
  phases: {
    snapshot: 'Looking at the computer as it is',
    arm: 'Arming the automatic undo',
    apply: 'Applying',
    'read-back': 'Reading back',
    enforcement: 'Looking whether it is in force',
    keep: 'Keeping it',
    record: 'Writing the record',
    retire: 'Deleting what is no longer used',
    undo: 'Undoing',
  },
  ended: {
    unchanged: 'There is nothing to do.',
    applied: 'Kept.',
    pending: 'It waits to be kept.',
    'rolled-back': 'Undone, and read back.',
    unknown: 'It is not known how it ended.',
  },
  underWay: 'A copy of this program is changing this computer just now.',
  orphans: (tasks: readonly string[]): string =>
    `The automatic undo of a change whose journal is not here is still armed: ${tasks.join(', ')}.`,
  pendingUntil: (until: string | null): string =>
    until === null
      ? 'Nothing undoes it by itself here: keep it (confirm) or undo it (rollback).'
      : `Undoes itself at ${until} unless it is kept (confirm).`,
  unfinished: ({ deed, policies, begunAt, who, stoppedAt, stepsDone, stepsOf, canKeep }: UnfinishedChange): string =>
    [
      `A change (${deed} ${policies.map(({ policyId, role }) => `${policyId} (${role})`).join(', ')}) was begun at ${begunAt} by ${who}.`,
      `It stopped at: ${stoppedAt}, after ${stepsDone} of ${stepsOf} steps.`,
      unfinishedWords(stoppedAt, canKeep),
    ].join(' '),
  applied: (computer: string): string => `Applied and read back on ${computer}.`,
  unchanged: (computer: string): string => `Nothing to do: ${computer} already has this policy.`,
  level: {
    none: 'Not applied.',
    stored: 'Level: stored. The policy is in the store; it is not known to be in force.',
    enforced: 'Level: enforced. Windows uses the rules; that they work has not been proved by a connection.',
    proved: 'Level: proved.',
  },
  breakGlass: 'If backups stop: status --break-glass prints what to do without this program.',
  workstationUnproved:
    'A workstation counts as done when a secured connection to the backup server has been seen; this version does not do that yet.',
  verified: (id: string, role: string): string => `In place: ${id} (${role}) is as it should be.`,
  drifted: (id: string, role: string, count: number): string =>
    `Not as it should be: ${id} (${role}); differences: ${count}`,
  differenceLine: ({ property, expected, found, ...object }: Difference): string => {
    const { kind, name } = objectWords(object);
    return `  ${kind} ${name}: ${property} is ${found}, expected ${expected}`;
  },
  removed: (id: string, role: string, computer: string): string =>
    `Removed: ${id} (${role}) from ${computer}, read back.`,
  nothingToRemove: (computer: string): string =>
    `Nothing to remove: no policy of this program that fits is on ${computer}.`,
  noPolicies: (computer: string): string => `No policy of this program is on ${computer}.`,
  statusLine: (id: string, role: string, level: string, since: string): string =>
    `${id} (${role}): ${level}, applied ${since}`,
  onRequest: (id: string, role: string): string =>
    role === 'workstation'
      ? `${id} (${role}) is on Request: clear text is possible, and the server's switch to Require does not end it. To end it, make a settings file on Require and apply that here.`
      : `${id} (${role}) is still on Request: clear text is possible. Switch to Require when all workstations are done; ledger check tells when, and gives the command.`,
  statusUnrecorded: 'not recorded',
  noFindings: 'Pre-flight found nothing.',
  askPassphrase: (file: string): string => `Passphrase of ${file} (not shown): `,
  askNewPassphrase: 'New passphrase (not shown): ',
  askKey: 'Pre-shared key (not shown): ',
  askAgain: 'The same again: ',
  question: (verb: string, computer: string): string => `${verb} on ${computer}? Type yes to go on: `,
  simulated: {
    set: 'The simulated computer was changed.',
    connect: (from: string, to: string): string => `${from} opens a connection to ${to}.`,
    certificatesTaken:
      'Certificates are taken to be there on a computer whose file says nothing of them (computer.certificates).',
    now: (moment: string): string => `The simulated computer's clock shows ${moment}.`,
    ran: (task: string, at: string, result: number): string => `Task "${task}" ran at ${at} with the result ${result}.`,
    foreignRules: (count: number): string => `${count} foreign rules of each kind were added.`,
  },
} as const;
