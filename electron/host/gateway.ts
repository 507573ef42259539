import type { Attempt, ComputerFacts, HostKind, Peer, PeerAnswer } from '#contract/facts';
import type { Invocation } from '#contract/invocation';
import type { Secret } from '#contract/secret';

/**
 * A reading cmdlet call and the properties wanted of each object it answers. Properties that an object does not have
 * are left out of its row. Nothing found is an empty answer, never an error.
 */
export interface Read {
  readonly invocation: Invocation;
  readonly select: readonly string[];
  /** What only some hosts can tell: refused it answers nothing, and takes no other read with it. */
  readonly mayFail?: true;
}

/**
 * A row as the host tells it: nothing about it is believed yet. Strings, numbers, Booleans, null, arrays and nested
 * rows (`Proposal`). A property named `PreSharedKey` never holds the key but a KeyComparison.
 */
export type Row = Readonly<Record<string, unknown>>;

export interface ReadOptions {
  /** The key to compare stored keys with. Without it they are `not-compared`. */
  readonly compareKey?: Secret;
}

/** Starts a child with the key, carries out calls one at a time, ends. One transaction at a time. */
export interface HostTransaction {
  /**
   * Carries out one call. `id` names its outcome for later calls (`{ fromStep: id }`).
   * Throws CmdletError; where its `outcome` is `unknown` the call may or may not have taken effect.
   */
  carryOut(id: string, invocation: Invocation): Promise<void>;
  end(): Promise<void>;
}

/** A removable drive, as a person finds it in Explorer. */
export interface RemovableDrive {
  /** Its root: `E:\\`. */
  readonly path: string;
  /** The volume's name; '' where it has none. */
  readonly label: string;
  /** Null where the computer does not say, as for a card reader without a card. */
  readonly freeBytes: number | null;
  readonly fileSystem: string | null;
  /** False where the computer does not say: writing tells. */
  readonly writeProtected: boolean;
}

/**
 * A computer's policy stores, real or simulated. Speaks cmdlet names and parameters only: no policy, no plan.
 * Every call is bounded in time.
 */
export interface HostGateway {
  readonly host: HostKind;
  /** Facts beside the stores; one exchange. The language mode is asked before anything else runs. */
  probe(): Promise<ComputerFacts>;
  /** Removable drives, at most 32. Throws CmdletError, or AppFailure `powershell-unusable`. */
  drives(): Promise<readonly RemovableDrive[]>;
  /** Opens a TCP connection and closes it, within two seconds; one exchange. Unavailable where that cannot be tried. */
  reach(peer: Peer): Promise<Attempt<PeerAnswer>>;
  /** What the computer's own clock shows, in milliseconds since 1970 (UTC): scheduled tasks go by it. */
  now(): Promise<number>;
  /** Answers all reads in one exchange, in their order. Throws CmdletError. */
  read(reads: readonly Read[], options?: ReadOptions): Promise<readonly (readonly Row[])[]>;
  begin(key: Secret | undefined): Promise<HostTransaction>;
  close(): Promise<void>;
}
