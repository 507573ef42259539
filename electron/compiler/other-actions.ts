import type { PropertyValue } from '#contract/store-object';
import { addressTexts } from '#policy/address';
import type { IpFilter, IpSecurityPolicy, SecurityRule } from '#policy/model';
import { joinedTrafficOf, type Traffic } from '#policy/traffic';
import { because } from '#texts/because.en';
import { anyInterface, anyProgram, listInWords, portWords, protocolWord, trafficInWords } from './security-rule';
import type { WantedObject } from './wanted';

type Direction = 'Inbound' | 'Outbound';

const conditions = (traffic: Traffic): Readonly<Record<string, PropertyValue>> => ({
  Protocol: protocolWord(traffic.protocol),
  LocalPort: portWords(traffic.localPorts),
  RemotePort: portWords(traffic.remotePorts),
  LocalAddress: addressTexts(traffic.locals),
  RemoteAddress: addressTexts(traffic.remotes),
});

const named = (policy: IpSecurityPolicy, rule: SecurityRule): Readonly<Record<string, PropertyValue>> => ({
  DisplayName: `${policy.name} - ${rule.filterAction.name}`,
  Description: [listInWords(rule.filterList), rule.filterAction.description].filter((text) => text !== '').join('\n'),
  Enabled: 'True',
  Profile: 'Any',
});

/** secpol's Permit: a rule that secures nothing (None\None). It names no sets: Windows refuses them there (0x00100082). */
export function permitRule(
  policy: IpSecurityPolicy,
  rule: SecurityRule,
  traffic: Traffic,
  index: number,
): WantedObject {
  return {
    part: 'permit',
    index,
    properties: {
      ...named(policy, rule),
      Mode: 'Transport',
      InboundSecurity: 'None',
      OutboundSecurity: 'None',
      ...conditions(traffic),
    },
    defaults: { ...anyInterface, User: 'Any', Machine: 'Any' },
    references: {},
    proposals: [],
    because: because.permit(trafficInWords(traffic)),
  };
}

/** Traffic that a rule of the firewall blocks, in one direction. */
interface Blocked {
  readonly rule: SecurityRule;
  readonly traffic: Traffic;
  readonly direction: Direction;
}

function blockRule(policy: IpSecurityPolicy, { rule, traffic, direction }: Blocked, index: number): WantedObject {
  return {
    part: direction === 'Inbound' ? 'block-inbound' : 'block-outbound',
    index,
    properties: { ...named(policy, rule), Direction: direction, Action: 'Block', ...conditions(traffic) },
    defaults: anyProgram,
    references: {},
    proposals: [],
    because: because.block(trafficInWords(traffic), direction),
  };
}

const bothDirections: readonly Direction[] = ['Inbound', 'Outbound'];

/** A filter that is not mirrored goes one way: towards a server, away from a workstation. */
const directionsOf = ({ role }: IpSecurityPolicy, mirrored: boolean): readonly Direction[] =>
  mirrored ? bothDirections : [role === 'server' ? 'Inbound' : 'Outbound'];

function blockedBy(policy: IpSecurityPolicy, rule: SecurityRule): readonly Blocked[] {
  const { filters } = rule.filterList;
  const of = (mirrored: boolean): readonly IpFilter[] => filters.filter((filter) => filter.mirrored === mirrored);
  return [true, false].flatMap((mirrored) =>
    joinedTrafficOf(policy.role, { filterList: { filters: of(mirrored) } }).flatMap((traffic) =>
      directionsOf(policy, mirrored).map((direction) => ({ rule, traffic, direction })),
    ),
  );
}

/**
 * secpol's Block: rules of the firewall, which beat every rule that lets something in. The firewall judges by who opens
 * a connection, so a mirrored filter needs one rule for each direction.
 */
export function blockRules(policy: IpSecurityPolicy): readonly WantedObject[] {
  const blocked = policy.rules
    .filter(({ filterAction }) => filterAction.kind === 'block')
    .flatMap((rule) => blockedBy(policy, rule));
  return bothDirections.flatMap((direction) =>
    blocked.filter((one) => one.direction === direction).map((one, at) => blockRule(policy, one, at + 1)),
  );
}
