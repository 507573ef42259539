import type { PropertyValue } from '#contract/store-object';
import { choiceRanges, closingAddresses, addressTexts } from '#policy/address';
import type { IpPort, IpSecurityPolicy } from '#policy/model';
import type { Traffic } from '#policy/traffic';
import { because } from '#texts/because.en';
import { anyInterface, portWord, protocolWord, trafficInWords } from './security-rule';
import type { WantedObject } from './wanted';

/** Traffic of a policy with the number of the rule that protects it. */
export interface NumberedTraffic {
  readonly traffic: Traffic;
  readonly rule: number;
}

/** The port that is to be closed: the server's own, the workstation's target. */
const closedPort = ({ role }: IpSecurityPolicy, { localPort, remotePort }: Traffic): IpPort =>
  role === 'server' ? localPort : remotePort;

/** Lists of what shares a key, in the order of first sight (Node 20 has no Map.groupBy). */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function block(
  policy: IpSecurityPolicy,
  { traffic, rule }: NumberedTraffic,
  part: 'block' | 'block-local',
  addresses: Readonly<Record<string, PropertyValue>>,
): WantedObject {
  const inbound = policy.role === 'server';
  const words = trafficInWords(traffic);
  return {
    part,
    index: rule,
    properties: {
      DisplayName: `${policy.name} - ${part === 'block' ? 'everybody else' : 'other addresses of this computer'}`,
      Enabled: 'True',
      Profile: 'Any',
      Direction: inbound ? 'Inbound' : 'Outbound',
      Action: 'Block',
      Protocol: protocolWord(traffic.protocol),
      // In full: a condition that nobody states is one that nobody would miss when it is narrowed by hand.
      LocalPort: inbound ? portWord(closedPort(policy, traffic)) : 'Any',
      RemotePort: inbound ? 'Any' : portWord(closedPort(policy, traffic)),
      LocalAddress: 'Any',
      RemoteAddress: 'Any',
      ...addresses,
    },
    defaults: anyInterface,
    references: {},
    proposals: [],
    because: part === 'block' ? because.closeTheRest(words) : because.closeOtherLocal(words),
  };
}

const ownAddresses = ({ traffic }: NumberedTraffic): string =>
  choiceRanges(traffic.locals)
    .map(({ family, from, to }) => `${family} ${from} ${to}`)
    .join();

/** One rule for everybody who is on no list of this port; where own addresses differ by list, one for each of them. */
function closeOthers(policy: IpSecurityPolicy, group: readonly NumberedTraffic[]): readonly WantedObject[] {
  const byLocals = grouped(group, ownAddresses);
  return byLocals.flatMap((same) => {
    const [first] = same;
    const others = closingAddresses(same.flatMap(({ traffic }) => traffic.remotes));
    const local = byLocals.length === 1 ? {} : { LocalAddress: addressTexts(first.traffic.locals) };
    return others.length === 0 ? [] : [block(policy, first, 'block', { ...local, RemoteAddress: others })];
  });
}

/**
 * Narrowing protects its addresses and leaves the rest in clear: a rule blocks the port for everybody who is on no
 * filter list, another for the own addresses that are on none (a Block rule beats every Allow, and those of one list
 * must not close the addresses of another). Nothing where nothing is narrowed.
 */
export function closeTheRest(policy: IpSecurityPolicy, all: readonly NumberedTraffic[]): readonly WantedObject[] {
  const groups = grouped(all, ({ traffic }) => JSON.stringify([traffic.protocol, closedPort(policy, traffic)]));
  return groups.flatMap((group) => {
    const [first] = group;
    const locals = closingAddresses(group.flatMap(({ traffic }) => traffic.locals));
    const local = locals.length === 0 ? [] : [block(policy, first, 'block-local', { LocalAddress: locals })];
    return [...closeOthers(policy, group), ...local];
  });
}
