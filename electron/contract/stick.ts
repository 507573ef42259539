import type { AppError } from './app-error';
import type { KeyAppraisal } from './ipc';

/** Below this many estimated bits a passphrase is said to be weak, by page and command line alike. */
export const weakPassphraseBits = 40;

/** A settings file that a person has chosen, or that lies beside the program; the page names it by its handle only. */
export interface SettingsFileFound {
  readonly handle: string;
  /** Without its folder. */
  readonly name: string;
  /** Where it is; null where it came without a place, as by drag and drop. */
  readonly folder: string | null;
  /** A plain one needs no passphrase and holds no key. */
  readonly sealed: boolean;
  /** Nobody chose it: it lies where the program was started from. */
  readonly foundBeside: boolean;
}

/** What was in a settings file, but for every secret. */
export interface SettingsOpened {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** One or two, of different roles. Parse before use. */
  readonly policies: readonly unknown[];
  /** What the vault tells of the key in it; null where it holds none. */
  readonly key: KeyAppraisal | null;
  /** Whether what is done here is written down in a ledger. */
  readonly hasLedger: boolean;
  /** Lines of earlier changes here that waited for the passphrase, and are in the ledger now. */
  readonly signedLater: number;
}

/** A stick, or a folder that was chosen. */
export interface StickFound {
  readonly handle: string;
  readonly path: string;
  /** The volume's name; '' where it has none, or for a folder. */
  readonly label: string;
  /** Null where it is not known. */
  readonly freeBytes: number | null;
  readonly fileSystem: string | null;
  readonly writeProtected: boolean;
}

export interface SticksFound {
  readonly sticks: readonly StickFound[];
  /** Why the drives could not be listed; a folder can be chosen all the same. */
  readonly problem: string | null;
}

/** What a kit would hold, and whether it fits. */
export interface KitPlan {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly neededBytes: number;
  readonly freeBytes: number | null;
  readonly withProgram: boolean;
  readonly replaces: 'nothing' | 'kit' | 'incomplete-kit';
}

export interface KitWritten {
  readonly folder: string;
  readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
  readonly withProgram: boolean;
  readonly keyInside: boolean;
  /** `other`: a ledger lies there that was begun with another settings file, or another passphrase or key. */
  readonly ledger: 'none' | 'continues' | 'other';
  /** What such a ledger is called now, so that a new one begins; null where none was set aside. */
  readonly ledgerSetAside: string | null;
  /** Files that only the kit before held: removed; altered by somebody or not removable, so kept. */
  readonly removed: readonly string[];
  readonly kept: readonly string[];
}

/** A passphrase for a new settings file, kept by main until it is used. */
export interface PassphraseKept {
  readonly handle: string;
  /** Estimated entropy in bits. */
  readonly bits: number;
}

/** What became of the line in the ledger for a change. */
export type LedgerEnd =
  | { readonly kind: 'written' | 'owed'; readonly file: string }
  | { readonly kind: 'written-locally'; readonly file: string; readonly reason: string }
  | { readonly kind: 'promised' }
  | { readonly kind: 'not-written'; readonly reason: string };

export type WorkstationState = 'done' | 'other-policy' | 'not-in-force' | 'missing';

/** One workstation of the list. */
export interface WorkstationDone {
  readonly computer: string;
  readonly state: WorkstationState;
  /** The newest line's; null where there is none. */
  readonly level: 'none' | 'stored' | 'enforced' | 'proved' | null;
  /** ISO 8601, UTC; null where there is no line. */
  readonly at: string | null;
  /** Codes of findings. */
  readonly remarks: readonly string[];
  readonly simulated: boolean;
}

/** What the ledgers of the sticks say, all of it authentic. */
export interface Rollout {
  readonly policyId: string | null;
  readonly workstations: readonly WorkstationDone[];
  /** In the ledger and not on the list. */
  readonly unlisted: readonly string[];
  readonly listed: boolean;
  readonly entries: number;
  readonly chains: number;
  /** One sentence each, without a full stop: what was altered, is missing, stands in the wrong place. */
  readonly problems: readonly string[];
  readonly torn: boolean;
  /** Lines of other settings files, as on a stick that was prepared anew: no problem, and they do not count. */
  readonly foreign: number;
  /** Lines of simulated computers; they count only in a demonstration. */
  readonly simulatedLines: number;
  /** Whether any were refused for that. */
  readonly demo: boolean;
}

/** How writing the union of the ledgers went, stick by stick. */
export interface LedgerMerged {
  readonly path: string;
  readonly entries: number;
  readonly error: AppError | null;
}
