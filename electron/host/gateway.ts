import type { ComputerFacts, HostKind } from '#contract/facts';
import type { Invocation } from '#contract/invocation';
import type { Secret } from '#contract/secret';

/**
 * A reading cmdlet call and the properties wanted of each object it answers. Properties that an object does not have
 * are left out of its row. Nothing found is an empty answer, never an error.
 */
export interface Read {
  readonly invocation: Invocation;
  readonly select: readonly string[];
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

/**
 * A computer's policy stores, real or simulated. Speaks cmdlet names and parameters only: no policy, no plan.
 * Every call is bounded in time.
 */
export interface HostGateway {
  readonly host: HostKind;
  /** Facts beside the stores; one exchange. The language mode is asked before anything else runs. */
  probe(): Promise<ComputerFacts>;
  /** What the computer's own clock shows, in milliseconds since 1970 (UTC): scheduled tasks go by it. */
  now(): Promise<number>;
  /** Answers all reads in one exchange, in their order. Throws CmdletError. */
  read(reads: readonly Read[], options?: ReadOptions): Promise<readonly (readonly Row[])[]>;
  begin(key: Secret | undefined): Promise<HostTransaction>;
  close(): Promise<void>;
}
