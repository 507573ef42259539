import * as v from 'valibot';
import type { Attempt, ComputerFacts, FirewallProfile, HostKind } from './facts';
import type { Finding } from './finding';
import { gpoNameProblem, mostLettersOfGpo } from './gpo-name';
import type { Difference, ObjectKind, Target } from './store-object';
import type {
  KitPlan,
  KitWritten,
  LedgerEnd,
  LedgerMerged,
  PassphraseKept,
  Rollout,
  SettingsFileFound,
  SettingsOpened,
  StickFound,
  SticksFound,
} from './stick';
import type { UnfinishedChange } from './unfinished';

/** A policy is parsed again where it arrives: here it is only bounded in kind. */
const policy = v.record(v.pipe(v.string(), v.maxLength(64)), v.unknown());
const shortText = v.pipe(v.string(), v.maxLength(512));
const slug = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/u));
const role = v.picklist(['server', 'workstation']);
/** Names a key in the vault of the main process; the page never keeps the key itself. */
const keyHandle = v.pipe(v.string(), v.regex(/^key-[0-9a-f]{32}$/u));
const fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
/** Seconds after which a change that nobody keeps undoes itself. */
const countdown = v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(600));
/** Where a policy lands. How a Group Policy object is reached is main's to know. */
const place = v.variant('kind', [
  v.strictObject({ kind: v.literal('local') }),
  v.strictObject({
    kind: v.literal('gpo'),
    gpo: v.pipe(
      v.string(),
      v.maxLength(mostLettersOfGpo),
      v.check((text) => gpoNameProblem(text) === undefined),
    ),
  }),
]);
/** Absent: this computer. */
const target = v.optional(place);
const whose = v.strictObject({ policyId: slug, role, target });
/** What the person has ticked on Review about things of others. Absent: nothing. */
const consent = v.optional(v.strictObject({ allowRules: v.boolean(), assignedPolicy: v.boolean() }));

/** Names a file or folder that a person has chosen: the page names no path. */
const chosenHandle = v.pipe(v.string(), v.regex(/^chosen-[0-9a-f]{32}$/u));
const passphraseHandle = v.pipe(v.string(), v.regex(/^passphrase-[0-9a-f]{32}$/u));
const passphraseText = v.pipe(v.string(), v.maxLength(4_096));

export type KeyHandle = string;

/** How good a key is, in numbers; words are made where they are shown. */
export interface KeyAppraisal {
  readonly handle: KeyHandle;
  /** Estimated entropy in bits. */
  readonly bits: number;
  /** Four words to compare aloud with the other side; null below 60 estimated bits. */
  readonly checkWords: readonly string[] | null;
  readonly findings: readonly Finding[];
}

export interface PolicyOnComputer {
  readonly policyId: string;
  readonly role: 'server' | 'workstation';
  /** secpol's name of the policy; null where nothing is recorded. */
  readonly name: string | null;
  readonly fingerprint: string | null;
  /** ISO 8601, UTC. */
  readonly appliedAt: string | null;
  /** Read now. */
  readonly level: 'none' | 'stored' | 'enforced' | 'proved';
  readonly differences: readonly Difference[];
  /** In words: what is not ours and was put aside for it; it comes back when the policy is removed. */
  readonly putAside?: readonly string[];
  /** The policy itself, for Change; null where nothing is recorded. Parse before use. */
  readonly policy: unknown;
}

/**
 * A policy of ours that was put into a Group Policy object from this computer, as the record says: the object itself is
 * read where it is checked only, because no page waits for a domain controller before it stands.
 */
export interface PolicyInGpo {
  readonly policyId: string;
  readonly role: 'server' | 'workstation';
  readonly name: string;
  readonly target: Extract<Target, { readonly kind: 'gpo' }>;
  /** ISO 8601, UTC. */
  readonly appliedAt: string;
  /** The policy itself, for Change. Parse before use. */
  readonly policy: unknown;
}

/** What the Start page shows. */
export interface Overview {
  readonly host: HostKind;
  /** The browser preview: simulated host, no window of its own. */
  readonly preview: boolean;
  readonly computer: ComputerFacts;
  readonly policies: readonly PolicyOnComputer[];
  readonly inGroupPolicy: readonly PolicyInGpo[];
  /** Names of foreign IPsec rules, for the fact table. */
  readonly foreignIpsecRules: readonly string[];
  /** As they are in force, for the fact table. */
  readonly firewallProfiles: Attempt<readonly FirewallProfile[]>;
  /** Whether the program can ask for administrator rights here. */
  readonly canElevate: boolean;
  /** A change that was neither kept nor undone; it comes before everything else. */
  readonly unfinished: UnfinishedChange | null;
  /** Names of automatic undos that are armed here, and that no journal speaks of any more. */
  readonly leftUndos: readonly string[];
}

export interface PlannedStep {
  readonly id: string;
  readonly cmdlet: string;
  /** The call as PowerShell, secrets masked. */
  readonly powershell: string;
  readonly because: string;
}

export interface ObjectName {
  readonly kind: ObjectKind;
  readonly name: string;
}

/** What Review shows: made by main from the computer as it is now. */
export interface Preview {
  readonly fingerprint: string;
  readonly steps: readonly PlannedStep[];
  readonly retire: readonly string[];
  readonly difference: {
    readonly create: readonly ObjectName[];
    readonly change: readonly ObjectName[];
    readonly keep: readonly ObjectName[];
    readonly remove: readonly ObjectName[];
  };
  readonly drift: readonly Difference[];
  readonly findings: readonly Finding[];
}

export interface ChangeEnd {
  /** `pending`: in place, and undone by itself unless it is kept in time. */
  readonly outcome: 'unchanged' | 'applied' | 'pending' | 'rolled-back' | 'unknown';
  readonly level: 'none' | 'stored' | 'enforced' | 'proved';
  readonly evidence: readonly string[];
  readonly steps: readonly { readonly id: string; readonly state: string }[];
  readonly findings: readonly Finding[];
  /** Where `outcome` is `pending`. */
  readonly unfinished?: UnfinishedChange;
  /** Where the settings came from a stick: what became of the line in its ledger. */
  readonly ledger?: LedgerEnd;
  /** Present when the change did not end as planned: an error value, said in three sentences. */
  readonly error?: unknown;
}

/** The type of what a call answers rides beside the schema of its argument; it exists for the compiler only. */
interface Call<Argument extends v.GenericSchema, Value> {
  readonly argument: Argument;
  readonly answers?: Value;
}
const call =
  <Value>() =>
  <Argument extends v.GenericSchema>(argument: Argument): Call<Argument, Value> => ({ argument });
const none = v.null();

/**
 * The contract between page and main process, as one value: the only list of channels. Every argument is parsed by its
 * schema before anything else looks at it; every answer is a Result.
 */
export const ipc = {
  calls: {
    overview: call<Overview>()(none),
    /** The typed key goes to the vault once; the answer holds a handle. */
    keepKey: call<KeyAppraisal>()(v.strictObject({ text: v.pipe(v.string(), v.maxLength(20_000)), policyId: slug })),
    /** Makes a key of main's own; its text is answered once, so that it can be shown and written down. */
    generateKey: call<KeyAppraisal & { readonly text: string }>()(v.strictObject({ policyId: slug })),
    forgetKey: call<null>()(v.strictObject({ handle: keyHandle })),
    preview: call<Preview>()(v.strictObject({ policy, target, key: v.nullable(keyHandle), consent })),
    /** Recompiles, and refuses any plan but the reviewed one. Progress comes as events. */
    apply: call<ChangeEnd>()(
      v.strictObject({ policy, target, key: v.nullable(keyHandle), consent, fingerprint, undoAfterSeconds: countdown }),
    ),
    /** Keeps the pending change: earned by the level reached, or without it because the person says so. */
    keepChange: call<ChangeEnd>()(v.strictObject({ withoutProof: v.boolean() })),
    /** Moves the deadline of the pending change: that many seconds from now. */
    extendChange: call<UnfinishedChange>()(v.strictObject({ seconds: countdown })),
    /** Ends a pending or interrupted change: undoes it, or keeps it where all of it is in place. */
    recoverChange: call<ChangeEnd>()(v.strictObject({ how: v.picklist(['undo', 'keep']) })),
    /** Asks the running change to stop; it undoes itself. */
    interrupt: call<null>()(none),
    verify: call<PolicyOnComputer>()(v.strictObject({ ...whose.entries, key: v.nullable(keyHandle) })),
    /** What a removal would do now. Its fingerprint covers the calls: only they are carried out. */
    previewRemoval: call<Preview>()(whose),
    /** Refuses any removal but the one that was shown. Progress comes as events. */
    remove: call<ChangeEnd>()(v.strictObject({ ...whose.entries, fingerprint })),
    /** "If backups stop": commands for somebody without the program. Null where nothing of ours is on the computer. */
    breakGlass: call<string | null>()(v.nullable(v.strictObject({ target: place }))),
    loadDraft: call<unknown>()(none),
    /** The draft of the wizard, never a key; main bounds its size and refuses what is no JSON object. */
    saveDraft: call<null>()(
      v.strictObject({ draft: v.nullable(v.record(v.pipe(v.string(), v.maxLength(64)), v.unknown())) }),
    ),
    /** Asks where, and writes a text file there. Null: the person cancelled. */
    saveText: call<{ readonly file: string } | null>()(
      v.strictObject({
        suggestedName: v.pipe(v.string(), v.regex(/^[\w .()-]{1,100}$/u)),
        text: v.pipe(v.string(), v.maxLength(4_000_000)),
      }),
    ),
    /** Addresses behind a DNS name, resolved now. */
    resolveName: call<readonly string[]>()(v.strictObject({ dnsName: v.pipe(v.string(), v.maxLength(253)) })),
    /** The settings file that lies beside the program, or that was handed over by the copy before. */
    findSettings: call<SettingsFileFound | null>()(none),
    /** Asks which file. Null: the person cancelled. */
    chooseSettingsFile: call<SettingsFileFound | null>()(none),
    /** A file that was dropped on the page: its content in base64, because a page knows no paths. */
    dropSettings: call<SettingsFileFound>()(
      v.strictObject({
        name: v.pipe(v.string(), v.maxLength(255)),
        base64: v.pipe(v.string(), v.maxLength(12_000_000)),
      }),
    ),
    /** The key in it goes to the vault; main writes the ledger from now on. */
    openSettings: call<SettingsOpened>()(
      v.strictObject({ handle: chosenHandle, passphrase: v.nullable(passphraseText) }),
    ),
    /** Forgets the opened file with all of its secrets. */
    closeSettings: call<null>()(none),
    listSticks: call<SticksFound>()(none),
    /** Asks which folder. Null: the person cancelled. */
    chooseFolder: call<StickFound | null>()(none),
    /** Both entries of a passphrase; they have to be the same. */
    keepPassphrase: call<PassphraseKept>()(v.strictObject({ first: passphraseText, second: passphraseText })),
    forgetPassphrase: call<null>()(v.strictObject({ handle: passphraseHandle })),
    planKit: call<KitPlan>()(v.strictObject({ policyId: slug, role, stick: chosenHandle })),
    /** Made from the policy that is recorded here. Progress comes as events of `kitProgress`. */
    writeKit: call<KitWritten>()(
      v.strictObject({
        policyId: slug,
        role,
        stick: chosenHandle,
        key: v.nullable(keyHandle),
        passphrase: passphraseHandle,
      }),
    ),
    /** The ledgers of one stick or several; the passphrase is needed once for each window. */
    readRollout: call<Rollout>()(
      v.strictObject({
        sticks: v.pipe(v.array(chosenHandle), v.minLength(1), v.maxLength(8)),
        passphrase: v.nullable(passphraseText),
        list: v.nullable(
          v.strictObject({
            name: v.pipe(v.string(), v.maxLength(255)),
            text: v.pipe(v.string(), v.maxLength(1_100_000)),
          }),
        ),
        demo: v.boolean(),
      }),
    ),
    /** Writes the union of the ledgers onto every one of the sticks. */
    mergeLedgers: call<readonly LedgerMerged[]>()(
      v.strictObject({ sticks: v.pipe(v.array(chosenHandle), v.minLength(2), v.maxLength(8)) }),
    ),
    restartAsAdministrator: call<null>()(none),
    closeWindow: call<null>()(none),
  },
  events: {
    /** Where the running change is: a Progress of the transaction. */
    progress: v.variant('kind', [
      v.strictObject({ kind: v.literal('phase'), phase: shortText }),
      v.strictObject({ kind: v.literal('step'), id: shortText, cmdlet: shortText, number: v.number(), of: v.number() }),
      v.strictObject({ kind: v.literal('step-ended'), id: shortText, state: shortText }),
    ]),
    kitProgress: v.strictObject({
      phase: v.picklist(['write', 'place', 'verify']),
      number: v.number(),
      of: v.number(),
      path: v.string(),
    }),
  },
} as const;
