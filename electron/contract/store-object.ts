/** The nouns of the objects that a policy store holds, in NetSecurity's spelling. */
export const objectKinds = [
  'NetIPsecPhase1AuthSet',
  'NetIPsecMainModeCryptoSet',
  'NetIPsecQuickModeCryptoSet',
  'NetIPsecMainModeRule',
  'NetIPsecRule',
  'NetFirewallRule',
] as const;

/**
 * The assignment of a policy of secpol.msc. No store of the module holds it, but what a change takes away has to be in its
 * snapshot. `Path` is its key as `ActivePolicy` names it, '' where none is assigned.
 */
export const assignedPolicyKind = 'AssignedPolicy';
export type ObjectKind = (typeof objectKinds)[number] | typeof assignedPolicyKind;

/** Where objects of a plan land: the local store, or a Group Policy object as `DOMAIN\NAME`. */
export type Target =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'gpo';
      readonly gpo: string;
      /** The writable domain controller that sessions are opened on, where one is known: how, and no part of what is meant. */
      readonly domainController?: string;
    };

/** This computer: where a policy lands unless it is said otherwise. */
export const here: Target = { kind: 'local' };

/** The name under which a target is read: `-PolicyStore`. */
export const policyStoreOf = (target: Target): string => (target.kind === 'local' ? 'PersistentStore' : target.gpo);

/** Windows takes names of stores in any case of letters. */
export const sameTarget = (one: Target, other: Target): boolean =>
  policyStoreOf(one).toLowerCase() === policyStoreOf(other).toLowerCase();

/**
 * Whether the key in a store is the key that was given: a read never carries the key itself.
 * `not-compared`: no key was given for comparing.
 */
export type KeyComparison = 'same' | 'different' | 'not-compared';

/** One proposal of a set, under the parameter names of its `New-...Proposal` cmdlet; `PreSharedKey` holds a comparison. */
export type ProposalProperties = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export type PropertyValue = string | number | boolean | readonly string[] | readonly ProposalProperties[];

/**
 * An object as it stands in a policy store, in one vocabulary whatever host it was read from: the parameter names and
 * the words of the `New-` cmdlet (`InboundSecurity: 'Require'`, `Encryption: 'DES3'`), addresses and ports on the rule
 * itself, lists as arrays. What the host did not tell is absent.
 */
export interface StoreObject {
  readonly kind: ObjectKind;
  /** The key inside one store (`-Name`, `-IPsecRuleName`; class property InstanceID). */
  readonly name: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** A property as a list of texts, whatever its form; proposals as their JSON. Untold is an empty list. */
export function textsOf(value: PropertyValue | undefined): readonly string[] {
  if (value === undefined) return [];
  if (typeof value !== 'object') return [String(value)];
  return value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}

/** A property as one text; `untold` where the host did not tell it. */
export const textOf = ({ properties }: Pick<StoreObject, 'properties'>, property: string, untold = ''): string =>
  properties[property] === undefined ? untold : textsOf(properties[property]).join(', ');

/** What the engine says of a rule in ActiveStore (sa-and-errors: PrimaryStatus, StatusCode, EnforcementStatus). */
export interface Enforcement {
  readonly name: string;
  readonly kind: ObjectKind;
  readonly primaryStatus: string;
  readonly enforcementStatus: readonly string[];
  readonly statusCode?: number;
}

/** All objects of one store that matter here, read in one exchange. */
export interface Inventory {
  readonly objects: readonly StoreObject[];
  readonly enforcement: readonly Enforcement[];
}

/** One property that is not as the plan wants it. `expected` and `found` are words for a person; absent is `(absent)`. */
export interface Difference {
  readonly kind: ObjectKind;
  readonly name: string;
  readonly property: string;
  readonly expected: string;
  readonly found: string;
}
