/** Where the journal of a change ends; in the order in which a change passes through. */
export const journalStates = [
  'begun',
  'armed',
  'applying',
  'applied',
  'pending',
  'keeping',
  'kept',
  'finished',
  'undoing',
  'undo-incomplete',
  'undone',
] as const;
export type JournalStateKind = (typeof journalStates)[number];

/** A change that was begun and is neither kept nor undone yet. */
export interface UnfinishedChange {
  /** `pending`: complete, and waiting to be kept. `interrupted`: stopped on the way; it is undone or kept by `recover`. */
  readonly kind: 'pending' | 'interrupted';
  readonly changeId: string;
  readonly deed: 'apply' | 'remove';
  readonly policies: readonly { readonly policyId: string; readonly role: 'server' | 'workstation' }[];
  /** `DOMAIN\\NAME` where it is made in a Group Policy object; absent where it is on this computer. */
  readonly gpo?: string;
  /** ISO 8601, UTC. */
  readonly begunAt: string;
  readonly who: string;
  readonly stoppedAt: JournalStateKind;
  readonly stepsDone: number;
  readonly stepsOf: number;
  /** When the automatic undo fires, by the computer's own clock (ISO 8601, UTC); null where none is armed. */
  readonly undoAt: string | null;
  /** Whole seconds until then at the time of the answer, never more than there are; 0 where it is past. */
  readonly secondsLeft: number | null;
  /** Whether all of it is in place, read now, so that it can be kept. */
  readonly canKeep: boolean;
  /** How far it is known to protect, read now; `none` where it is not complete. */
  readonly level: 'none' | 'stored' | 'enforced' | 'proved';
}
