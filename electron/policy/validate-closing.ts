import { finding, type Finding } from '#contract/finding';
import { choiceRanges } from './address';
import { contains, intersection, type AddressRange } from './address-range';
import type { IpPort, IpProtocol, Role, SecurityRule } from './model';
import { farPortsOfRole, groupedBy, isAnyPort, portsOfRole, trafficOf, type Traffic } from './traffic';
import type { PolicyRule } from './validate';

/** Own addresses and those on the list, of one rule and one kind of traffic. */
interface Listed {
  readonly at: number;
  readonly kind: SecurityRule['filterAction']['kind'];
  readonly protocol: IpProtocol;
  readonly ports: readonly IpPort[];
  readonly locals: readonly AddressRange[];
  readonly remotes: readonly AddressRange[];
}

const keyOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));

/** As the rules that close a port count them: what protects, and permits that hold for every far port. */
function listedOf(role: Role, rules: readonly SecurityRule[]): readonly Listed[] {
  const counts = ({ filterAction: { kind } }: SecurityRule, traffic: Traffic): boolean =>
    kind === 'negotiate-security' || (kind === 'permit' && isAnyPort(farPortsOfRole(role, traffic)));
  return rules.flatMap((rule, at) =>
    trafficOf(role, rule)
      .filter((traffic) => counts(rule, traffic))
      .map((traffic) => ({
        at,
        kind: rule.filterAction.kind,
        protocol: traffic.protocol,
        ports: portsOfRole(role, traffic),
        locals: choiceRanges(traffic.locals),
        remotes: choiceRanges(traffic.remotes),
      })),
  );
}

const isAbout = ({ protocol, ports }: Listed, other: Listed): boolean =>
  (other.protocol === 'any' || keyOf(other.protocol) === keyOf(protocol)) &&
  (isAnyPort(other.ports) || keyOf(other.ports) === keyOf(ports));

/** Whether what closes the port for everybody beside one list, at its own addresses, closes it for another list too. */
function isCut(list: Listed, listed: readonly AddressRange[], locals: readonly AddressRange[]): boolean {
  const families = intersection(list.locals, locals).map(({ family }) => family);
  const met = list.remotes.filter(({ family }) => families.includes(family));
  return !contains(listed, met);
}

function cutBeside(one: Listed, all: readonly Listed[]): readonly Listed[] {
  const about = all.filter((other) => isAbout(one, other));
  const groups = groupedBy(about, ({ locals }) => keyOf(locals));
  if (groups.length < 2) return [];
  return groups.flatMap((group) => {
    const remotes = group.flatMap((other) => other.remotes);
    return about.filter((list) => isCut(list, remotes, group[0].locals));
  });
}

/** A Block rule beats every Allow: lists for one port whose own addresses overlap without being the same close each other. */
export const listsDoNotCloseEachOther: PolicyRule = ({ role, rules, closeTheRest }) => {
  const all = listedOf(role, rules);
  const differ = new Set(all.map(({ locals }) => keyOf(locals))).size > 1;
  if (!closeTheRest || !differ) return [];
  const protecting = all.filter(({ kind, ports }) => kind === 'negotiate-security' && !isAnyPort(ports));
  const cut = new Set(protecting.flatMap((one) => cutBeside(one, all)).map(({ at }) => at));
  return [...cut]
    .toSorted((a, b) => a - b)
    .map((at): Finding =>
      finding('unsupported-here', 'block', { what: 'closing-own-addresses' }, `rules[${at}].filterList.filters`),
    );
};
