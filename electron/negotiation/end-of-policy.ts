import { encryptions, integrities } from '#policy/algorithms';
import { choiceRanges } from '#policy/address';
import { allAddresses, complement, normaliseRanges, type AddressRange } from '#policy/address-range';
import type {
  AuthenticationMethod,
  IpFilter,
  IpPort,
  IpProtocol,
  IpSecurityPolicy,
  NegotiateSecurity,
  SecurityRule,
} from '#policy/model';
import { serverAccountOf } from '#policy/server-name';
import { protocolNumbers } from './connection';
import {
  bareEnd,
  type Conditions,
  type Credentials,
  type End,
  type HeldAuthentication,
  type HeldFirewallRule,
  type HeldMainMode,
  type HeldMainModeRule,
  type HeldQuickMode,
  type HeldRule,
  type Ports,
  type Security,
} from './end';
import { certificateName } from './certificate-name';
import { contentOf } from './governing';

type Role = IpSecurityPolicy['role'];

const portsOf = (port: IpPort): Ports => (port.kind === 'any' ? 'any' : [{ from: port.port, to: port.port }]);

export function protocolNumber(protocol: IpProtocol): Conditions['protocol'] {
  if (typeof protocol === 'object') return protocol.number;
  return protocol === 'any' ? 'any' : protocolNumbers[protocol];
}

/** secpol writes a server's filter towards it and a workstation's away from it. */
export function conditionsOf(role: Role, filter: IpFilter): Conditions {
  const protocol = protocolNumber(filter.protocol);
  const source = { ports: portsOf(filter.sourcePort), addresses: choiceRanges([filter.source]) };
  const destination = { ports: portsOf(filter.destinationPort), addresses: choiceRanges([filter.destination]) };
  const [local, remote] = role === 'server' ? [destination, source] : [source, destination];
  return {
    protocol,
    localPorts: local.ports,
    remotePorts: remote.ports,
    localAddresses: local.addresses,
    remoteAddresses: remote.addresses,
  };
}

/** The server proves its name, and the workstation asks for it. */
function authenticationOf(role: Role, method: AuthenticationMethod): HeldAuthentication {
  if (method.kind === 'kerberos-v5') {
    const own = role === 'server' ? method.serverAccount?.sid : undefined;
    return { kind: method.kind, ...(own === undefined ? {} : { own }) };
  }
  if (method.kind === 'pre-shared-key') return { kind: method.kind };
  const { kind, authority, authorityType, server } = method;
  if (server === undefined) return { kind, authority, authorityType };
  const name = certificateName(server.nameType, server.name);
  return { kind, authority, authorityType, ...(role === 'server' ? { own: name } : { peers: [name] }) };
}

function quickModeOf({ securityMethods, sessionKeyPerfectForwardSecrecy: pfs }: NegotiateSecurity): HeldQuickMode {
  const offers = securityMethods.map(({ ahIntegrity, espConfidentiality, espIntegrity }) => ({
    ahHash: integrities[ahIntegrity].netIPsec,
    encryption: encryptions[espConfidentiality].netIPsec,
    espHash: integrities[espIntegrity].netIPsec,
  }));
  return { offers, pfs: pfs === 'none' ? 'None' : pfs === 'same-as-main-mode' ? 'SameAsMainMode' : pfs };
}

const mainModeOf = ({ keyExchange }: IpSecurityPolicy): HeldMainMode => ({
  mayMixGroups: false,
  offers: keyExchange.methods.map(({ encryption, integrity, group }) => ({
    encryption: encryptions[encryption].netIPsec,
    hash: integrities[integrity].netIPsec,
    group,
  })),
});

interface Securities {
  readonly inbound: Security;
  readonly outbound: Security;
}

/** no/no = Require\Require, no/yes = Require\Request, yes/yes = Request\Request; yes/no has no counterpart in Windows. */
const securitiesOf = ({ acceptUnsecured, allowFallback }: NegotiateSecurity): Securities => ({
  inbound: acceptUnsecured ? 'Request' : 'Require',
  outbound: allowFallback ? 'Request' : 'Require',
});

const nothing: HeldQuickMode = { offers: [], pfs: 'None' };

/** A rule for each filter; a filter action that blocks is a rule of the firewall instead. */
function rulesOf(policy: IpSecurityPolicy, rule: SecurityRule): readonly HeldRule[] {
  const { filterAction: action } = rule;
  if (action.kind === 'block') return [];
  const protects = action.kind === 'negotiate-security';
  const securities: Securities = protects ? securitiesOf(action) : { inbound: 'None', outbound: 'None' };
  const oneWay = policy.role === 'server' ? 'inbound' : 'outbound';
  return rule.filterList.filters.map((filter) => ({
    name: rule.filterList.name,
    conditions: conditionsOf(policy.role, filter),
    ...securities,
    keyModules: [policy.keyExchange.keyModule],
    quickMode: protects ? quickModeOf(action) : nothing,
    authentication: rule.authenticationMethods.map((method) => authenticationOf(policy.role, method)),
    directions: filter.mirrored ? 'both' : oneWay,
    over: rule.connectionType,
    inForce: true,
  }));
}

const negotiates = ({ filterAction }: SecurityRule): boolean => filterAction.kind === 'negotiate-security';

function mainModeRulesOf(policy: IpSecurityPolicy, rule: SecurityRule): readonly HeldMainModeRule[] {
  const mainMode = mainModeOf(policy);
  const authentication = rule.authenticationMethods.map((method) => authenticationOf(policy.role, method));
  return rule.filterList.filters.map((filter) => {
    const { localAddresses, remoteAddresses } = conditionsOf(policy.role, filter);
    return { localAddresses, remoteAddresses, mainMode, authentication, inForce: true };
  });
}

const blocks = (direction: HeldFirewallRule['direction'], conditions: Conditions): HeldFirewallRule => ({
  conditions,
  direction,
  action: 'block',
  demands: 'nothing',
});

/** A filter that is not mirrored goes one way: towards a server, away from a workstation. */
const blockedByAction = ({ role, rules }: IpSecurityPolicy): readonly HeldFirewallRule[] =>
  rules
    .filter(({ filterAction }) => filterAction.kind === 'block')
    .flatMap(({ filterList: { name, filters } }) => filters.map((filter) => ({ name, filter })))
    .flatMap(({ name, filter }) => {
      const oneWay = role === 'server' ? 'inbound' : 'outbound';
      const directions = filter.mirrored ? (['inbound', 'outbound'] as const) : ([oneWay] as const);
      return directions.map((direction) => ({ name, ...blocks(direction, conditionsOf(role, filter)) }));
    });

/** The authorisation list: nobody on the filter list but the server's account, and nothing that is not secured. */
const closedButForServer = ({ role, rules }: IpSecurityPolicy): readonly HeldFirewallRule[] =>
  (role === 'workstation' ? rules : []).flatMap((rule) => {
    const account = serverAccountOf(rule);
    const { filterAction: action } = rule;
    if (account === undefined || action.kind !== 'negotiate-security') return [];
    return rule.filterList.filters.flatMap((filter): readonly HeldFirewallRule[] => {
      const conditions = conditionsOf(role, filter);
      const allow = { conditions, direction: 'outbound', action: 'allow-bypass', accounts: [account.sid] } as const;
      return [{ ...allow, demands: demandsOf(action) }, blocks('outbound', conditions)];
    });
  });

/** Encryption is demanded where every method encrypts. */
const demandsOf = ({ securityMethods }: NegotiateSecurity): 'encryption' | 'authentication' =>
  securityMethods.every(({ espConfidentiality }) => espConfidentiality !== 'none') ? 'encryption' : 'authentication';

/** "Allow the connection if it is secure": what a server's own rules have secured comes in, whatever else does. */
const allowedIfSecure = ({ role, rules, allowIfSecure }: IpSecurityPolicy): readonly HeldFirewallRule[] =>
  (role === 'server' && allowIfSecure === true ? rules : []).flatMap(({ filterList, filterAction: action }) =>
    action.kind !== 'negotiate-security'
      ? []
      : filterList.filters.map((filter) => ({
          conditions: conditionsOf(role, filter),
          direction: 'inbound',
          action: 'allow',
          demands: demandsOf(action),
        })),
  );

/** The port that a role is about: the server's own, the workstation's target. */
const portSide = (role: Role): 'localPorts' | 'remotePorts' => (role === 'server' ? 'localPorts' : 'remotePorts');

function grouped<T>(items: readonly T[], keyOf: (item: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(contentOf(keyOf(item)));
    if (group === undefined) groups.set(contentOf(keyOf(item)), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Main mode has no port, so that a list of a thousand ports makes the same rule a thousand times. */
const unlike = <T>(items: readonly T[]): readonly T[] => grouped(items, (item) => item).map(([first]) => first);

const joined = (group: readonly Conditions[], side: 'localAddresses' | 'remoteAddresses'): readonly AddressRange[] =>
  normaliseRanges(group.flatMap((conditions) => conditions[side]));

type Some = readonly [Conditions, ...Conditions[]];

/** Everybody who is on no list of one port, and own addresses that are on none. */
function closing(role: Role, protectedPort: Conditions, listed: Some): readonly HeldFirewallRule[] {
  const direction = role === 'server' ? 'inbound' : 'outbound';
  const side = portSide(role);
  const port = { ...protectedPort, localPorts: 'any', remotePorts: 'any', [side]: protectedPort[side] } as const;
  const block = (localAddresses: readonly AddressRange[], remoteAddresses: readonly AddressRange[]): HeldFirewallRule =>
    blocks(direction, { ...port, localAddresses, remoteAddresses });
  const others = grouped(listed, ({ localAddresses }) => localAddresses).map((same) =>
    block(same[0].localAddresses, complement(joined(same, 'remoteAddresses'))),
  );
  return [...others, block(complement(joined(listed, 'localAddresses')), allAddresses)];
}

/** What a policy's rules are about, filter by filter. */
export const conditionsIn = ({ role, rules }: Pick<IpSecurityPolicy, 'role' | 'rules'>): readonly Conditions[] =>
  rules.flatMap(({ filterList }) => filterList.filters.map((filter) => conditionsOf(role, filter)));

/** Span by span: with a thousand ports everything is compared with everything. */
const samePorts = (one: Ports, other: Ports): boolean =>
  one === 'any' || other === 'any'
    ? one === other
    : one.length === other.length && one.every(({ from, to }, at) => from === other[at]?.from && to === other[at].to);

/** Lists count for a port that they name, or that lies in what they are about; a permit only with all far ports. */
function closingTheRest({ role, rules, closeTheRest }: IpSecurityPolicy): readonly HeldFirewallRule[] {
  if (!closeTheRest) return [];
  const [near, far] =
    role === 'server' ? (['localPorts', 'remotePorts'] as const) : (['remotePorts', 'localPorts'] as const);
  const secured = conditionsIn({ role, rules: rules.filter(negotiates) });
  const permitted = conditionsIn({
    role,
    rules: rules.filter(({ filterAction }) => filterAction.kind === 'permit'),
  });
  const lists = [...secured, ...permitted.filter((one) => one[far] === 'any')];
  return grouped(secured, (one) => [one.protocol, one[near]]).flatMap(([port]) => {
    const covers = (one: Conditions): boolean =>
      ['any', port.protocol].includes(one.protocol) && (one[near] === 'any' || samePorts(one[near], port[near]));
    return closing(role, port, [port, ...lists.filter(covers)]);
  });
}

/**
 * A policy alone does not say what lets the port in: something does, or the backup would not have worked so far. That is
 * so beside a rule for secured connections as well: what closes the port is that the others are off, which a store tells.
 */
const lettingIn: HeldFirewallRule = {
  conditions: {
    protocol: 'any',
    localPorts: 'any',
    remotePorts: 'any',
    localAddresses: allAddresses,
    remoteAddresses: allAddresses,
  },
  direction: 'inbound',
  action: 'allow',
  demands: 'nothing',
};

/**
 * A computer that holds this policy, assigned and in force, and nothing else; secpol's meaning, not the compiler's.
 * For policies that passed `parse`; throws AppFailure `policy-invalid` for others.
 */
export function endOfPolicy(policy: IpSecurityPolicy, credentials: Credentials = { lacks: [] }): End {
  return {
    ...bareEnd,
    rules: policy.rules.flatMap((rule) => rulesOf(policy, rule)),
    mainModeRules: unlike(policy.rules.filter(negotiates).flatMap((rule) => mainModeRulesOf(policy, rule))),
    firewall: {
      isOn: true,
      inboundDefault: 'block',
      outboundDefault: 'allow',
      rules: [
        lettingIn,
        ...allowedIfSecure(policy),
        ...blockedByAction(policy),
        ...closingTheRest(policy),
        ...closedButForServer(policy),
      ],
    },
    credentials,
  };
}
