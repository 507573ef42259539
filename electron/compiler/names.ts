import type { ObjectKind } from '#contract/store-object';
import type { Role } from '#policy/model';

/** The `Group` of every object of ours: what the firewall console shows, and how a person finds all of it. */
export const groupTag = 'IPsec Backup Wizard';

/** What an object is for; together with its noun the middle of its name. */
export const parts = [
  'phase1',
  'main-mode',
  'quick-mode',
  'block',
  'block-local',
  'block-inbound',
  'block-outbound',
  'account-allow',
  'account-block',
  'allow-secure',
  'permit',
  'main-mode-rule',
  'rule',
] as const;
export type Part = (typeof parts)[number];

export const kindOfPart: Readonly<Record<Part, ObjectKind>> = {
  phase1: 'NetIPsecPhase1AuthSet',
  'main-mode': 'NetIPsecMainModeCryptoSet',
  'quick-mode': 'NetIPsecQuickModeCryptoSet',
  block: 'NetFirewallRule',
  'block-local': 'NetFirewallRule',
  'block-inbound': 'NetFirewallRule',
  'block-outbound': 'NetFirewallRule',
  'account-allow': 'NetFirewallRule',
  'account-block': 'NetFirewallRule',
  'allow-secure': 'NetFirewallRule',
  permit: 'NetIPsecRule',
  'main-mode-rule': 'NetIPsecMainModeRule',
  rule: 'NetIPsecRule',
};

export interface OwnName {
  readonly policyId: string;
  readonly role: Role;
  readonly part: Part;
  /** 1 for the first security rule of a policy, which is not written; 2 for the second ... */
  readonly index: number;
  /** Counts up when an object replaces one that must not be overwritten. */
  readonly generation: number;
}

/** Which policy of ours: by its id and its role. */
export type Whose = Pick<OwnName, 'policyId' | 'role'>;

/** `ipsecbw-<policyId>-<role>-<part>[<index>]-<generation>`: letters, digits and hyphens only, so no wildcard can slip in. */
export function objectName({ policyId, role, part, index, generation }: OwnName): string {
  return `ipsecbw-${policyId}-${role}-${part}${index === 1 ? '' : index}-${generation}`;
}

const anyPart = [...parts].sort((a, b) => b.length - a.length).join('|');
/** Ids are slugs, and numbers are written in one way only: a name with a wildcard or a sign in it is nobody's of ours. */
const slug = '[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?';
const tail = `(?<part>${anyPart})(?<index>[2-9]|[1-9][0-9]{1,3})?-(?<generation>[1-9][0-9]{0,8})`;
const pattern = new RegExp(`^ipsecbw-(?<policyId>${slug})-(?<role>server|workstation)-${tail}$`, 'u');

/** A .NET regular expression for the names of one policy in one role, and of no other: `fbs` is not `fbs-server-2`. */
export const namePattern = ({ policyId, role }: Whose): string =>
  `^ipsecbw-${policyId}-${role}-(?:${anyPart})[0-9]{0,4}-[0-9]{1,9}\\z`;

/** Reads a name of ours back; undefined for everybody else's. */
export function parseObjectName(name: string): OwnName | undefined {
  const groups = pattern.exec(name)?.groups;
  if (groups === undefined) return undefined;
  return {
    policyId: groups['policyId'] ?? '',
    role: groups['role'] as Role,
    part: groups['part'] as Part,
    index: Number(groups['index'] ?? 1),
    generation: Number(groups['generation']),
  };
}

/** Whether an object of that name belongs to one policy in one role. */
export function belongsTo(name: string, policyId: string, role: Role): boolean {
  const own = parseObjectName(name);
  return own?.policyId === policyId && own.role === role;
}
