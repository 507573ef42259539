import type { JournalStateKind, UnfinishedChange } from '#contract/unfinished';

const two = (value: number): string => String(value).padStart(2, '0');
/** `1:53`. */
const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;

function duration(seconds: number): string {
  if (seconds < 120 && seconds % 60 !== 0) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return seconds < 60 ? `${seconds} seconds` : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

const where: Readonly<Record<JournalStateKind, string>> = {
  begun: 'before the automatic undo was armed',
  armed: 'before its first step',
  applying: 'while applying',
  applied: 'after applying, before it could be kept',
  pending: 'while it waited to be kept',
  keeping: 'while it was being kept',
  kept: 'after it was kept, before the old objects were deleted',
  finished: 'at its end',
  undoing: 'while it was being undone',
  'undo-incomplete': 'with an undo that could not be finished',
  undone: 'after it was undone',
};

const stopped = ({ stoppedAt, stepsDone, stepsOf }: UnfinishedChange): string =>
  stoppedAt === 'applying'
    ? `It stopped while applying, after ${stepsDone} of ${stepsOf} steps.`
    : `It stopped ${where[stoppedAt]}.`;

const deeds = { apply: 'Assigning', remove: 'Removing' } as const;

/** A change that is neither kept nor undone. */
export const unfinished = {
  what: ({ deed, policies, gpo }: UnfinishedChange): string =>
    `${deeds[deed]} ${policies.map(({ policyId, role }) => `${policyId} (${role})`).join(', ')}${gpo === undefined ? '' : `, in the Group Policy object ${gpo}`}`,
  begun: (when: string, who: string): string => `Begun at ${when} by ${who}.`,
  stopped,
  countdown: {
    label: 'If nobody keeps the change, it undoes itself after',
    hint: 'Also when the program or the session ends, or the computer restarts.',
    choice: (seconds: number): string => duration(seconds) + (seconds === 120 ? ' (usual)' : ''),
  },
  pending: {
    title: 'In place, and waiting to be kept',
    timer: 'Time until the change undoes itself',
    clock,
    left: (seconds: number): string => `${duration(seconds)} left until the change undoes itself.`,
    undoesAt: (time: string): string => `Undoes itself at ${time} unless you keep it.`,
    noUndo: 'Nothing undoes it by itself on this computer.',
    due: 'The countdown has ended. Looking whether the change was undone.',
    overdue: {
      happened: 'The countdown has ended, and the change is still there.',
      stateNow: 'The automatic undo has not done its work; the policy is in place.',
      whatNext: 'Undo it now, or keep it.',
    },
    earned: {
      server:
        'Windows uses the rules, which is all that a backup server can show by itself. Keep the change when it looks right.',
      workstation: 'A secured connection was seen. Keep the change.',
      remove: 'The policy is switched off. Keep the change, and its objects are deleted.',
    },
    notEarned: {
      server: 'Windows does not say that it uses the rules. Better wait, or undo.',
      workstation:
        'No secured connection to the backup server has been seen yet. Start a backup and see that it goes through; then keep the change.',
      remove: '',
    },
    cannotKeep: 'Not all of the change is in place, so it cannot be kept.',
    keep: 'Keep',
    keepWithoutProof: 'Keep without proof',
    undo: 'Undo now',
    more: 'Give me more time',
    moreHint: (seconds: number): string => `${duration(seconds)} from now`,
    extending: 'Moving the countdown',
    backToStart: 'Back to Start',
    withoutProof: {
      title: 'Keep it without proof?',
      text: (level: string): string =>
        `So far it is known only: ${level.toLowerCase()}. If the policy does not work, backups fail until somebody removes it, and nothing undoes it any more. It is written down that you kept it without proof.`,
      keep: 'Keep without proof',
      wait: 'Go on waiting',
    },
  },
  over: {
    undoneTitle: (time: string): string => `Undone. The computer is as it was at ${time} (read back).`,
    byItself: 'Nobody kept the change in time, so the automatic undo took it back.',
    asAsked: 'The change was taken back as you wanted.',
    keptTitle: 'The change was kept',
    keptText: 'Another copy of the program kept it.',
    keptHere: 'It is kept. Nothing undoes it any more.',
    nothing: 'There was nothing left to do: the change had ended already.',
  },
  card: {
    interruptedTitle: 'A change was interrupted',
    blocked: 'Nothing else can be assigned or removed until it is kept or undone.',
    recover: 'Recover',
    damaged: 'Put the journal aside',
    damagedHint: 'The file stays where it is under another name; the computer is then judged by what is on it.',
  },
  leftUndo: {
    title: 'An automatic undo was left behind',
    text: (names: readonly string[]): string =>
      `No journal on this computer speaks of ${names.join(', ')} any more. Whatever you assign now would be undone by it.`,
    undo: 'Let it undo now',
    keep: 'Take it away, and leave what is here',
  },
  page: {
    title: 'Recover',
    titlePending: 'Keep or undo',
    lead: (computer: string): string =>
      `A change of ${computer} is neither kept nor undone. End it before anything else.`,
    nothing: 'Nothing is unfinished.',
    facts: 'What is known of it',
    change: 'Change',
    begunLabel: 'Begun',
    begunValue: (when: string, who: string): string => `${when}, by ${who}`,
    stoppedLabel: 'Stopped',
    automatic: 'Automatic undo',
    automaticAt: (time: string): string => `undoes it at ${time}`,
    automaticDue: (time: string): string => `was due at ${time}`,
    automaticNone: 'none is armed',
    undoTitle: 'Undo',
    undoText:
      'Takes back every step that was done, newest first, reads the computer back, and compares it with how it was before. Needs no key.',
    undo: 'Undo the change',
    keepTitle: 'Keep',
    keepText: 'All of it is in place. Ends the automatic undo, writes the record, and deletes what is no longer used.',
    keepUnproved: 'Its level is not proved; it is written down that you kept it so.',
    keepNot: 'Not possible: only a part of the change is in place.',
    finishText: 'The change was kept already. Only the deleting of what is no longer used is left.',
    keep: 'Keep the change',
    finish: 'Finish the change',
  },
  close: {
    title: 'Close the window?',
    text: (time: string): string =>
      `The change is not kept yet. It undoes itself at ${time}, also with the window closed. Open the program again before then to keep it.`,
    textNoUndo:
      'The change is not kept yet, and nothing undoes it by itself here. Open the program again to keep or undo it.',
    close: 'Close the window',
    stay: 'Stay here',
  },
  glass: {
    title: 'If backups stop',
    verdict: 'Commands for somebody without this program. Print them, or hand them over.',
    label: 'What to do if backups stop',
    copy: 'Copy the text',
    save: 'Save as a file',
    print: 'Print',
    reading: 'Reading the names of the rules',
    fileName: (computer: string): string =>
      `If backups stop (${computer.replaceAll(/[^\w-]/gu, '-').slice(0, 60)}).txt`,
  },
  waiting: {
    slow: (seconds: number): string => `PowerShell has not answered for ${seconds} s.`,
    slowChange: 'It is ended when its time limit is over. "Stop and undo" stops after the call that is under way.',
  },
};
