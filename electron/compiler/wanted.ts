import type { PropertyValue, ProposalProperties, Target } from '#contract/store-object';
import type { Role } from '#policy/model';
import type { Part } from './names';
import type { ProposalInvocation } from './plan';

/** Points at a set of the same policy; becomes the set's name once its generation is known. */
export interface SetReference {
  readonly part: Part;
  readonly index: number;
}

export interface WantedProposal {
  readonly invocation: ProposalInvocation;
  readonly because: string;
  /** What Windows puts where the call is silent: expected where a host tells it, and never given. */
  readonly defaults?: ProposalProperties;
}

/**
 * An object that the policy needs, before it is known what the computer already has: no name, no generation.
 * Properties are parameters of its `New-` cmdlet.
 */
export interface WantedObject {
  readonly part: Part;
  readonly index: number;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  /** What Windows puts where the call is silent: expected where a host tells it, and never given. */
  readonly defaults?: Readonly<Record<string, PropertyValue>>;
  /** Parameters that name a set of this policy. */
  readonly references: Readonly<Record<string, SetReference>>;
  readonly proposals: readonly WantedProposal[];
  readonly because: string;
}

/** A policy in NetSecurity's vocabulary, in the order in which it is to be written. */
export interface CompiledPolicy {
  readonly policyId: string;
  readonly role: Role;
  readonly target: Target;
  readonly fingerprint: string;
  readonly objects: readonly WantedObject[];
}
