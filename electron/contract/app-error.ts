import type { Finding, NoBlanks } from './finding';

/** Why a passphrase cannot be used. */
export type PassphraseProblem = 'empty' | 'too-long' | 'not-utf8' | 'control-character';

/** What each error says beside its code: the blanks of its three sentences. Never a secret. */
export interface ErrorContexts {
  readonly usage: { readonly problem: string };
  readonly 'not-in-this-version': { readonly what: string };
  readonly 'policy-invalid': { readonly finding: Finding };
  readonly 'key-missing': NoBlanks;
  readonly 'key-empty': NoBlanks;
  /** `length` is missing where the key was so long that nobody counted to its end. */
  readonly 'key-too-long': { readonly length?: number; readonly most: number };
  readonly 'key-has-control-character': NoBlanks;
  readonly 'key-has-line-end': NoBlanks;
  readonly 'key-has-pipe': NoBlanks;
  readonly 'key-not-utf8': NoBlanks;
  readonly 'key-not-repeated': NoBlanks;
  readonly 'file-unreadable': { readonly file: string; readonly reason: string };
  /** A file that should hold a policy: a plan as JSON, or settings. */
  readonly 'file-without-policy': { readonly file: string; readonly problem: string };
  readonly 'file-unwritable': { readonly file: string; readonly reason: string };
  readonly 'file-exists': { readonly file: string };
  readonly 'file-not-read-back': { readonly file: string; readonly reason: string };
  /** A ledger needs a sealed settings file of format 2. */
  readonly 'ledger-secret-missing': { readonly file: string; readonly sealed: boolean };
  /** What is wrong with it, one sentence each. */
  readonly 'ledger-not-whole': { readonly file: string; readonly problems: readonly string[] };
  readonly 'ledger-too-large': { readonly file: string; readonly most: string };
  /** Lines that are simulated count only where somebody asks for a demo. */
  readonly 'ledger-simulated': { readonly lines: number };
  readonly 'list-unusable': { readonly file: string; readonly problem: string };
  readonly 'kit-no-space': { readonly folder: string; readonly needed: string; readonly free: string };
  /** Some of the new files are in place and some are not: there is no list of checksums, by which that is seen. */
  readonly 'kit-incomplete': { readonly folder: string; readonly reason: string };
  /** One folder inside the other: the kit would hold itself, or be written into what it is made of. */
  readonly 'kit-inside-program': { readonly folder: string; readonly program: string };
  readonly 'kit-program-unusable': { readonly folder: string; readonly problem: string };
  /** The key that was typed for the kit is not the one that this computer uses. */
  readonly 'kit-key-differs': { readonly computer: string };
  readonly 'passphrase-not-repeated': NoBlanks;
  readonly 'passphrase-unusable': { readonly problem: PassphraseProblem };
  readonly 'settings-not-settings': { readonly file: string };
  readonly 'settings-damaged': { readonly file: string; readonly problem: string };
  readonly 'settings-truncated': { readonly file: string };
  readonly 'settings-too-new': { readonly file: string; readonly format: string };
  readonly 'settings-too-large': { readonly file: string; readonly most: string };
  readonly 'settings-work-factor': { readonly file: string; readonly workFactor: string; readonly most: number };
  /** An age file for a key pair or something newer. */
  readonly 'settings-not-by-passphrase': { readonly file: string };
  readonly 'settings-passphrase-missing': { readonly file: string };
  readonly 'settings-passphrase-wrong': { readonly file: string };
  readonly 'settings-key-in-clear': { readonly file: string };
  readonly 'settings-key-missing': { readonly file: string };
  readonly 'settings-role-missing': { readonly file: string };
  readonly 'settings-role-absent': { readonly file: string; readonly role: string; readonly has: string };
  readonly 'settings-pair-differs': { readonly file: string; readonly parts: readonly string[] };
  readonly 'settings-sealed-already': { readonly file: string };
  readonly 'state-file-damaged': { readonly file: string; readonly problem: string };
  readonly 'state-file-too-new': { readonly file: string; readonly format: string };
  readonly 'state-file-too-large': { readonly file: string; readonly most: string };
  readonly 'record-damaged': { readonly file: string; readonly problem: string };
  readonly 'record-too-new': { readonly file: string };
  readonly 'fault-list-invalid': { readonly text: string };
  readonly 'powershell-unusable': { readonly reason: string };
  readonly 'host-not-here': { readonly host: string };
  readonly 'host-call-failed': { readonly cmdlet: string; readonly id: string; readonly message: string };
  readonly 'host-timed-out': { readonly cmdlet: string; readonly reason: string };
  readonly 'host-died': { readonly cmdlet: string };
  readonly 'host-answer-garbled': { readonly cmdlet: string; readonly problem: string };
  readonly 'not-elevated': { readonly computer: string };
  readonly blocked: { readonly finding: Finding };
  readonly 'stale-plan': { readonly expected: string; readonly found: string };
  /** `differences`: in words, what is not as it was reviewed; empty where only the key tells. */
  readonly 'changed-meanwhile': { readonly computer: string; readonly differences: readonly string[] };
  readonly 'second-copy': { readonly file: string };
  readonly 'needs-yes': { readonly verb: string };
  readonly declined: { readonly verb: string };
  readonly interrupted: NoBlanks;
  readonly 'which-policy': { readonly policies: readonly string[] };
  readonly 'nothing-recorded': { readonly computer: string };
  readonly 'policy-not-here': { readonly policy: string };
  readonly 'undone-after-step': { readonly step: string; readonly reason: string; readonly computer: string };
  readonly 'undone-after-read-back': { readonly difference: string; readonly computer: string };
  /** A second writer of the Group Policy object; `gpo` as a sentence names it. */
  readonly 'undone-after-conflict': { readonly difference: string; readonly gpo: string };
  readonly 'undone-after-overwrite': { readonly difference: string; readonly gpo: string };
  readonly 'undone-after-record': { readonly reason: string; readonly computer: string };
  readonly 'undone-unproved': { readonly level: string; readonly computer: string };
  readonly 'undone-after-interrupt': { readonly computer: string };
  readonly 'undone-as-asked': { readonly computer: string };
  /** The change was not kept in time, or the computer was restarted. */
  readonly 'undone-automatically': { readonly computer: string };
  readonly 'nothing-pending': { readonly computer: string };
  readonly 'pending-change': { readonly policies: readonly string[]; readonly until: string };
  readonly 'change-interrupted': { readonly policies: readonly string[]; readonly stoppedAt: string };
  readonly 'not-proved': { readonly level: string; readonly until: string };
  readonly 'cannot-keep': { readonly policies: readonly string[]; readonly stoppedAt: string };
  /** Two policies went at once: each comes back by itself. */
  readonly 'rollback-of-several': { readonly policies: readonly string[] };
  /** The change that the rollback would bring back had another key, and that is deleted. */
  readonly 'old-key-needed': NoBlanks;
  readonly 'former-unknown': { readonly policies: readonly string[] };
  /** In place, and still waiting: the automatic undo could not be taken away. */
  readonly 'keep-failed': { readonly reason: string; readonly until: string };
  readonly 'undo-task-left': { readonly tasks: readonly string[]; readonly reason: string };
  readonly 'journal-put-aside': { readonly aside: string; readonly reason: string };
  readonly 'undo-cannot-run': { readonly reason: string };
  readonly 'journal-damaged': { readonly file: string; readonly problem: string };
  readonly 'journal-too-new': { readonly file: string };
  readonly 'journal-elsewhere': { readonly file: string; readonly computer: string; readonly here: string };
  readonly 'undo-incomplete': {
    readonly reason: string;
    readonly left: readonly string[];
    readonly commands: readonly string[];
    readonly computer: string;
  };
  readonly 'remove-incomplete': {
    readonly reason: string;
    readonly left: readonly string[];
    readonly commands: readonly string[];
    /** Something that closes the port is still on. */
    readonly stillOn?: boolean;
    readonly computer: string;
  };
  /** What the page sent is not what the contract says; the problem never quotes it. */
  readonly 'argument-invalid': { readonly call: string; readonly problem: string };
  readonly 'sender-unknown': NoBlanks;
  readonly busy: NoBlanks;
  readonly 'key-handle-unknown': NoBlanks;
  readonly 'elevation-refused': NoBlanks;
  readonly 'elevation-failed': { readonly reason: string };
  readonly 'elevation-not-here': NoBlanks;
  readonly 'name-not-resolved': { readonly dnsName: string; readonly reason: string };
  /** A file, a folder or a passphrase that the page names and that main has forgotten. */
  readonly 'chosen-unknown': NoBlanks;
  readonly 'draft-refused': { readonly problem: string };
  readonly internal: { readonly problem: string };
}

export type ErrorCode = keyof ErrorContexts;

/** An expected failure, as a value that crosses processes. texts/ turns it into three sentences. */
export type AppError = {
  readonly [C in ErrorCode]: { readonly code: C; readonly context: ErrorContexts[C]; readonly path?: string };
}[ErrorCode];

/** Makes an error whose context fits its code. */
export function appError<C extends ErrorCode>(code: C, context: ErrorContexts[C], path?: string): AppError {
  // One object literal cannot be checked against a union indexed by C: the signature above is the check.
  return { code, context, ...(path === undefined ? {} : { path }) } as unknown as AppError;
}

/** The carrier for the places where an error must interrupt; caught at the nearest boundary, never shown with a stack. */
export class AppFailure extends Error {
  readonly appError: AppError;

  constructor(error: AppError) {
    super(error.code);
    this.name = 'AppFailure';
    this.appError = error;
  }
}

export function fail<C extends ErrorCode>(code: C, context: ErrorContexts[C], path?: string): never {
  throw new AppFailure(appError(code, context, path));
}
