import { choiceRanges } from '#policy/address';
import { contains } from '#policy/address-range';
import { parseRanges } from '#policy/address-text';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { parsePolicy } from '#policy/parse';

export interface ThisComputer {
  /** With their prefix lengths. */
  readonly addresses: readonly string[];
  /** Policies of ours that are on it. */
  readonly policies: readonly { readonly policyId: string; readonly role: Role }[];
}

/** The sides of a settings file that can be used; what does not parse is none. */
export const sidesIn = (policies: readonly unknown[]): readonly IpSecurityPolicy[] =>
  policies.flatMap((one) => {
    const parsed = parsePolicy(one);
    return parsed.ok ? [parsed.value] : [];
  });

/** The addresses of the server, as the workstation's side names them; any says nothing. */
function namesServerAt(workstation: IpSecurityPolicy, address: string): boolean {
  const own = parseRanges(address.replace(/(?:%[^/]*)?\/\d+$/u, ''));
  if (!own.ok) return false;
  const targets = workstation.rules.flatMap(({ filterList }) =>
    filterList.filters.map(({ destination }) => destination),
  );
  const named = targets.filter(({ kind }) => kind !== 'any' && kind !== 'my-ip-address');
  return named.some((choice) => contains(choiceRanges([choice]), own.value));
}

/**
 * Which side of a settings file this computer is. A workstation, unless it has the server's address or the server's
 * policy: a stick is made once and taken to forty workstations. Pure.
 */
export function sideFor(sides: readonly IpSecurityPolicy[], computer: ThisComputer): IpSecurityPolicy | undefined {
  const server = sides.find(({ role }) => role === 'server');
  const workstation = sides.find(({ role }) => role === 'workstation');
  if (server === undefined || workstation === undefined) return server ?? workstation;
  const isThere = computer.policies.some(({ policyId, role }) => policyId === server.id && role === 'server');
  const isServer = isThere || computer.addresses.some((address) => namesServerAt(workstation, address));
  return isServer ? server : workstation;
}
