import type { PropertyValue } from '#contract/store-object';
import { choiceRanges, closingAddresses, addressTexts } from '#policy/address';
import type { IpPort, IpSecurityPolicy } from '#policy/model';
import { farPortsOfRole, groupedBy, isAnyPort, portsOfRole, type Traffic } from '#policy/traffic';
import { because } from '#texts/because.en';
import { anyProgram, portsInWords, portWords, protocolWord } from './security-rule';
import type { WantedObject } from './wanted';

type Ends = Pick<Traffic, 'locals' | 'remotes'>;

/** Ports with the same lists: of what is protected, and of what is let through on purpose. */
interface Closed {
  readonly protocol: Traffic['protocol'];
  readonly ports: readonly IpPort[];
  readonly listed: readonly [Ends, ...Ends[]];
}

function block(
  policy: IpSecurityPolicy,
  { ports, protocol }: Closed,
  part: 'block' | 'block-local',
  addresses: Readonly<Record<string, PropertyValue>>,
): WantedObject {
  const inbound = policy.role === 'server';
  const words = `${protocolWord(protocol)} ${portsInWords(ports)}`;
  return {
    part,
    index: 1,
    properties: {
      DisplayName: `${policy.name} - ${part === 'block' ? 'everybody else' : 'other addresses of this computer'}`,
      Enabled: 'True',
      Profile: 'Any',
      Direction: inbound ? 'Inbound' : 'Outbound',
      Action: 'Block',
      Protocol: protocolWord(protocol),
      // In full: a condition that nobody states is one that nobody would miss when it is narrowed by hand.
      LocalPort: inbound ? portWords(ports) : 'Any',
      RemotePort: inbound ? 'Any' : portWords(ports),
      LocalAddress: 'Any',
      RemoteAddress: 'Any',
      ...addresses,
    },
    defaults: anyProgram,
    references: {},
    proposals: [],
    because: part === 'block' ? because.closeTheRest(words) : because.closeOtherLocal(words),
  };
}

const ownAddresses = ({ locals }: Ends): string =>
  choiceRanges(locals)
    .map(({ family, from, to }) => `${family} ${from} ${to}`)
    .join();

/** One rule for everybody who is on no list of this port; where own addresses differ by list, one for each of them. */
function closeOthers(policy: IpSecurityPolicy, closed: Closed): readonly WantedObject[] {
  const byLocals = groupedBy(closed.listed, ownAddresses);
  return byLocals.flatMap((same) => {
    const others = closingAddresses(same.flatMap(({ remotes }) => remotes));
    const local = byLocals.length === 1 ? {} : { LocalAddress: addressTexts(same[0].locals) };
    return others.length === 0 ? [] : [block(policy, closed, 'block', { ...local, RemoteAddress: others })];
  });
}

function closeOne(policy: IpSecurityPolicy, closed: Closed): readonly WantedObject[] {
  const locals = closingAddresses(closed.listed.flatMap(({ locals: own }) => own));
  const local = locals.length === 0 ? [] : [block(policy, closed, 'block-local', { LocalAddress: locals })];
  return [...closeOthers(policy, closed), ...local];
}

const sameNumber = (one: IpPort, other: IpPort): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether traffic is about all of one port of one protocol, as far as its own end tells. */
function coversPort({ role }: IpSecurityPolicy, protocol: Traffic['protocol'], port: IpPort) {
  return (traffic: Traffic): boolean => {
    const ports = portsOfRole(role, traffic);
    const sameProtocol = JSON.stringify(traffic.protocol) === JSON.stringify(protocol);
    return (
      (traffic.protocol === 'any' || sameProtocol) && (isAnyPort(ports) || ports.some((one) => sameNumber(one, port)))
    );
  };
}

/** What a permit rule lets through from some far ports only would have to be let through from all of them: it stays closed. */
const isWholePermit = ({ role }: IpSecurityPolicy, traffic: Traffic): boolean =>
  isAnyPort(farPortsOfRole(role, traffic));

/** Every port that is protected, with all lists that count for it; ports with the same lists are closed together. */
function closedPorts(
  policy: IpSecurityPolicy,
  all: readonly Traffic[],
  permits: readonly Traffic[],
): readonly Closed[] {
  const whole = permits.filter((traffic) => isWholePermit(policy, traffic));
  const single = all.flatMap((traffic) => portsOfRole(policy.role, traffic).map((port) => ({ traffic, port })));
  const each = groupedBy(single, ({ traffic, port }) => [traffic.protocol, port]).map(([{ traffic, port }]) => {
    const covers = coversPort(policy, traffic.protocol, port);
    const listed = [...all, ...whole].filter(covers).map(({ locals, remotes }) => ({ locals, remotes }));
    return { protocol: traffic.protocol, port, listed };
  });
  return groupedBy(each, ({ protocol, listed }) => [protocol, listed]).flatMap((group): readonly Closed[] => {
    const [{ protocol, listed }] = group;
    const [first, ...others] = listed;
    const ports = group.map(({ port }) => port);
    return first === undefined ? [] : [{ protocol, ports, listed: [first, ...others] }];
  });
}

/** Each of its part has its own number. */
const numbered = (blocks: readonly WantedObject[]): readonly WantedObject[] =>
  groupedBy(blocks, ({ part }) => part).flatMap((same) => same.map((one, at) => ({ ...one, index: at + 1 })));

/**
 * Narrowing protects its addresses and leaves the rest in clear: a rule blocks the port for everybody who is on no
 * filter list, another for the own addresses that are on none (a Block rule beats every Allow, and those of one list
 * must not close the addresses of another, nor what a permit rule lets through). Nothing where nothing is narrowed.
 */
export const closeTheRest = (
  policy: IpSecurityPolicy,
  all: readonly Traffic[],
  permitted: readonly Traffic[],
): readonly WantedObject[] =>
  numbered(closedPorts(policy, all, permitted).flatMap((closed) => closeOne(policy, closed)));
