import type { ErrorCode } from '#contract/app-error';

/** The exit statuses of the command line: a contract with scripts. */
export const exitStatus = {
  done: 0,
  badInput: 1,
  difference: 2,
  undone: 3,
  levelNotReached: 4,
  blocked: 5,
  notElevated: 6,
  unknown: 7,
} as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

const others: Partial<Readonly<Record<ErrorCode, ExitStatus>>> = {
  'powershell-unusable': exitStatus.blocked,
  'host-call-failed': exitStatus.blocked,
  'host-timed-out': exitStatus.blocked,
  'host-died': exitStatus.blocked,
  'host-answer-garbled': exitStatus.blocked,
  'not-elevated': exitStatus.notElevated,
  blocked: exitStatus.blocked,
  'stale-plan': exitStatus.blocked,
  'changed-meanwhile': exitStatus.blocked,
  'second-copy': exitStatus.blocked,
  'pending-change': exitStatus.blocked,
  'change-interrupted': exitStatus.blocked,
  'cannot-keep': exitStatus.blocked,
  'undo-cannot-run': exitStatus.blocked,
  'undo-task-left': exitStatus.blocked,
  'keep-failed': exitStatus.blocked,
  'journal-put-aside': exitStatus.unknown,
  'journal-damaged': exitStatus.blocked,
  'journal-too-new': exitStatus.blocked,
  'journal-elsewhere': exitStatus.blocked,
  'not-proved': exitStatus.levelNotReached,
  'undone-automatically': exitStatus.undone,
  'undone-as-asked': exitStatus.undone,
  interrupted: exitStatus.undone,
  'undone-after-step': exitStatus.undone,
  'undone-after-read-back': exitStatus.undone,
  'undone-after-conflict': exitStatus.undone,
  'undone-after-overwrite': exitStatus.undone,
  'undone-after-record': exitStatus.undone,
  'undone-after-interrupt': exitStatus.undone,
  'undone-unproved': exitStatus.undone,
  'undo-incomplete': exitStatus.unknown,
  'remove-incomplete': exitStatus.unknown,
  'kit-incomplete': exitStatus.unknown,
  internal: exitStatus.unknown,
};

/** What is not named above is bad input or usage, before anything was touched. */
export const statusOfError = (code: ErrorCode): ExitStatus => others[code] ?? exitStatus.badInput;
