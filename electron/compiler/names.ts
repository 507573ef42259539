import type { ObjectKind } from '#contract/store-object';
import type { Role } from '#policy/model';

/** The `Group` of every object of ours: what the firewall console shows, and how a person finds all of it. */
export const groupTag = 'IPsec Backup Wizard';

/** What an object is for; together with its noun the middle of its name. */
export const parts = ['phase1', 'main-mode', 'quick-mode', 'block', 'block-local', 'main-mode-rule', 'rule'] as const;
export type Part = (typeof parts)[number];

export const kindOfPart: Readonly<Record<Part, ObjectKind>> = {
  phase1: 'NetIPsecPhase1AuthSet',
  'main-mode': 'NetIPsecMainModeCryptoSet',
  'quick-mode': 'NetIPsecQuickModeCryptoSet',
  block: 'NetFirewallRule',
  'block-local': 'NetFirewallRule',
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

/** `ipsecbw-<policyId>-<role>-<part>[<index>]-<generation>`: letters, digits and hyphens only, so no wildcard can slip in. */
export function objectName({ policyId, role, part, index, generation }: OwnName): string {
  return `ipsecbw-${policyId}-${role}-${part}${index === 1 ? '' : index}-${generation}`;
}

const pattern = new RegExp(
  `^ipsecbw-(?<policyId>.+)-(?<role>server|workstation)-(?<part>${[...parts].sort((a, b) => b.length - a.length).join('|')})(?<index>\\d{1,4})?-(?<generation>\\d{1,9})$`,
);

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
