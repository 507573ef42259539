import { textOf, textsOf, type ProposalProperties, type StoreObject } from '#contract/store-object';
import { choiceRanges } from '#policy/address';
import { normaliseRanges, type AddressRange } from '#policy/address-range';
import { parseRanges, printRange } from '#policy/address-text';
import { encryptions, integrities } from '#policy/algorithms';
import type {
  AuthenticationMethod,
  Encryption,
  Integrity,
  IpFilter,
  IpPort,
  IpProtocol,
  IpSecurityPolicy,
  Role,
  SecurityMethod,
  SecurityRule,
} from '#policy/model';

/**
 * For tests: what a policy says, and what a store says, in one form that neither the compiler nor its groupings know:
 * every port by itself, with all addresses for which the same thing is said of it.
 */
export interface Meaning {
  readonly name: string;
  readonly description: string;
  readonly keyExchange: unknown;
  /** By protocol, ports and what is said of them. */
  readonly traffic: Readonly<
    Record<string, { readonly locals: readonly string[]; readonly remotes: readonly string[] }>
  >;
}

interface Said {
  readonly about: readonly unknown[];
  readonly locals: readonly AddressRange[];
  readonly remotes: readonly AddressRange[];
}

const canonical = (ranges: readonly AddressRange[]): readonly string[] => normaliseRanges(ranges).map(printRange);

function trafficIn(said: readonly Said[]): Meaning['traffic'] {
  const keys = [...new Set(said.map(({ about }) => JSON.stringify(about)))].sort();
  return Object.fromEntries(
    keys.map((key) => {
      const same = said.filter(({ about }) => JSON.stringify(about) === key);
      const locals = canonical(same.flatMap((one) => one.locals));
      return [key, { locals, remotes: canonical(same.flatMap((one) => one.remotes)) }];
    }),
  );
}

// Out of a policy.

const numbers: Readonly<Record<string, string>> = { TCP: '6', UDP: '17', ICMPv4: '1', ICMPv6: '58', any: 'Any' };
const protocolOf = (protocol: IpProtocol): string =>
  typeof protocol === 'object' ? String(protocol.number) : (numbers[protocol] ?? protocol);
const portOf = (port: IpPort): string => (port.kind === 'any' ? 'Any' : String(port.port));

/** 0 is "no own limit": Windows keeps its defaults in its place, and nobody can tell the two apart afterwards. */
const methodOf = ({ sessionKeyLifetime: { seconds, kilobytes }, ...offer }: SecurityMethod): unknown[] => [
  offer.ahIntegrity,
  offer.espConfidentiality,
  offer.espIntegrity,
  seconds === 0 ? 3_600 : seconds,
  kilobytes === 0 ? 100_000 : kilobytes,
];

/** A server has no list for its own account: what it proves is its own by nature, and no object says so. */
function proofOf(method: AuthenticationMethod, role: Role): unknown[] {
  if (method.kind === 'certificate') {
    const { kind, authority, authorityType, server } = method;
    return [kind, authority, authorityType, ...(server === undefined ? [] : [server.nameType, server.name])];
  }
  const account = method.kind === 'kerberos-v5' && role === 'workstation' ? method.serverAccount : undefined;
  return [method.kind, ...(account === undefined ? [] : [account.name, account.sid])];
}

function saidOf(
  { filterAction: action, authenticationMethods }: SecurityRule,
  { mirrored }: IpFilter,
  role: Role,
): unknown[] {
  if (action.kind !== 'negotiate-security') return action.kind === 'block' ? ['block', mirrored] : ['permit'];
  const { securityMethods, acceptUnsecured, allowFallback, sessionKeyPerfectForwardSecrecy: pfs } = action;
  return [
    action.name,
    securityMethods.map(methodOf),
    acceptUnsecured,
    allowFallback,
    pfs,
    authenticationMethods.map((method) => proofOf(method, role)),
  ];
}

function filterMeaning(policy: IpSecurityPolicy, rule: SecurityRule, filter: IpFilter): Said {
  const server = policy.role === 'server';
  const [near, far] = server ? [filter.destination, filter.source] : [filter.source, filter.destination];
  const [local, remote] = server
    ? [filter.destinationPort, filter.sourcePort]
    : [filter.sourcePort, filter.destinationPort];
  return {
    about: [protocolOf(filter.protocol), portOf(local), portOf(remote), saidOf(rule, filter, policy.role)],
    locals: choiceRanges([near]),
    remotes: choiceRanges([far]),
  };
}

/** What is let in through the firewall once it is secured, filter by filter. */
function letInMeaning(policy: IpSecurityPolicy, rule: SecurityRule, filter: IpFilter): readonly Said[] {
  const { filterAction: action } = rule;
  if (policy.role !== 'server' || policy.allowIfSecure !== true || action.kind !== 'negotiate-security') return [];
  const { about, ...ends } = filterMeaning(policy, rule, filter);
  const encrypts = action.securityMethods.every(({ espConfidentiality }) => espConfidentiality !== 'none');
  return [{ ...ends, about: [...about.slice(0, 3), ['let in', encrypts ? 'encrypted' : 'authenticated']] }];
}

export const meaningOfPolicy = (policy: IpSecurityPolicy): Meaning => ({
  name: policy.name,
  description: policy.description,
  keyExchange: [policy.keyExchange.methods, policy.keyExchange.lifetimeMinutes, policy.keyExchange.sessions],
  traffic: trafficIn(
    policy.rules.flatMap((rule) =>
      rule.filterList.filters.flatMap((filter) => [
        filterMeaning(policy, rule, filter),
        ...letInMeaning(policy, rule, filter),
      ]),
    ),
  ),
});

// Out of a store.

const named = <T extends string>(table: Readonly<Record<T, { readonly netIPsec: string }>>, word: unknown): T => {
  const found = (Object.keys(table) as T[]).find((id) => table[id].netIPsec === word);
  if (found === undefined) throw new TypeError(`no algorithm: ${String(word)}`);
  return found;
};
const integrity = (word: unknown): Integrity => named(integrities, word);
const encryption = (word: unknown): Encryption => named(encryptions, word);

const proposalsOf = (set: StoreObject): readonly ProposalProperties[] =>
  (set.properties['Proposal'] ?? []) as readonly ProposalProperties[];

function offerIn(proposal: ProposalProperties): unknown[] {
  const uses = textsOf(proposal['Encapsulation']).flatMap((text) => text.split(/,\s*/u));
  const esp = uses.includes('ESP');
  return [
    uses.includes('AH') ? integrity(proposal['AHHash']) : 'none',
    esp ? encryption(proposal['Encryption']) : 'none',
    esp ? integrity(proposal['ESPHash']) : 'none',
    Number(proposal['MaxMinutes']) * 60,
    Number(proposal['MaxKiloBytes']),
  ];
}

const pfsIn = (word: string): string => ({ None: 'none', SameAsMainMode: 'same-as-main-mode' })[word] ?? word;

const nameTypes: Readonly<Record<string, string>> = { DomainName: 'dns-name', CN: 'common-name' };

function proofIn(proposal: ProposalProperties): unknown[] {
  if (proposal['PreSharedKey'] !== undefined) return ['pre-shared-key'];
  if (proposal['Kerberos'] === true) return ['kerberos-v5'];
  const { SubjectName: name, SubjectNameType: type } = proposal;
  const server = name === undefined ? [] : [nameTypes[String(type)], name];
  return ['certificate', proposal['Authority'], String(proposal['AuthorityType']).toLowerCase(), ...server];
}

/** One proposal selects and one validates: together they are one method, with the name on the side of the role. */
function proofsIn(set: StoreObject, role: Role): readonly unknown[] {
  const [namedBy, unnamedBy] =
    role === 'server' ? ['SelectionCriteria', 'ValidationCriteria'] : ['ValidationCriteria', 'SelectionCriteria'];
  const proposals = proposalsOf(set);
  const halves = proposals.filter((one) => one[unnamedBy] === true);
  const wholes = proposals.filter((one) => !halves.includes(one));
  if (halves.some((one) => one['SubjectName'] !== undefined)) throw new TypeError(`${set.name}: a name on both sides`);
  if (wholes.filter((one) => one[namedBy] === true).length !== halves.length) {
    throw new TypeError(`${set.name}: not one that selects and one that validates`);
  }
  return wholes.map(proofIn);
}

type Objects = readonly StoreObject[];

function setNamed(objects: Objects, rule: StoreObject, property: string): StoreObject {
  const found = objects.find(({ name, kind }) => name === rule.properties[property] && kind.endsWith('Set'));
  if (found === undefined) throw new TypeError(`${rule.name} names no ${property}`);
  return found;
}

const rangesIn = (rule: StoreObject, property: string): readonly AddressRange[] =>
  textsOf(rule.properties[property]).flatMap((text) => {
    const read = parseRanges(text);
    if (!read.ok) throw new TypeError(`${rule.name}: ${text}`);
    return read.value;
  });

const protocolIn = (rule: StoreObject): string => numbers[textOf(rule, 'Protocol')] ?? textOf(rule, 'Protocol');

/** Every pair of ports of a rule by itself. */
const spread = (rule: StoreObject, said: unknown): readonly Said[] =>
  textsOf(rule.properties['LocalPort']).flatMap((local) =>
    textsOf(rule.properties['RemotePort']).map((remote) => ({
      about: [protocolIn(rule), local, remote, said],
      locals: rangesIn(rule, 'LocalAddress'),
      remotes: rangesIn(rule, 'RemoteAddress'),
    })),
  );

/** The one account that a rule of the firewall lets answer, for the port and the addresses of an IPsec rule. */
function accountFor(objects: Objects, rule: StoreObject): readonly string[] {
  const isAbout = (other: StoreObject): boolean =>
    ['RemoteAddress', 'LocalAddress'].every(
      (side) => JSON.stringify(canonical(rangesIn(other, side))) === JSON.stringify(canonical(rangesIn(rule, side))),
    ) && textsOf(rule.properties['RemotePort']).every((port) => textsOf(other.properties['RemotePort']).includes(port));
  const [allow, block] = ['account-allow', 'account-block'].map((part) =>
    objects.find((one) => one.name.includes(`-workstation-${part}`) && isAbout(one)),
  );
  if (allow === undefined && block === undefined) return [];
  const list = /^D:\(A;;CC;;;(.*)\)$/u.exec(textOf(allow ?? rule, 'RemoteMachine'))?.[1];
  const closes =
    block !== undefined && textOf(block, 'Action') === 'Block' && textOf(block, 'Direction') === 'Outbound';
  if (allow === undefined || !closes || list === undefined || textOf(allow, 'OverrideBlockRules') !== 'true') {
    throw new TypeError(`${rule.name}: half of an authorisation list`);
  }
  return [textOf(allow, 'Description'), list];
}

function saidBy(objects: Objects, rule: StoreObject, role: Role): unknown {
  const [inbound, outbound] = [textOf(rule, 'InboundSecurity'), textOf(rule, 'OutboundSecurity')];
  if (inbound === 'None' && outbound === 'None') return ['permit'];
  const set = setNamed(objects, rule, 'QuickModeCryptoSet');
  const account = accountFor(objects, rule);
  const proofs = proofsIn(setNamed(objects, rule, 'Phase1AuthSet'), role).map((proof) =>
    account.length > 0 && JSON.stringify(proof) === '["kerberos-v5"]' ? ['kerberos-v5', ...account] : proof,
  );
  return [
    textOf(set, 'DisplayName'),
    proposalsOf(set).map(offerIn),
    inbound === 'Request',
    outbound === 'Request',
    pfsIn(textOf(set, 'PerfectForwardSecrecyGroup')),
    proofs,
  ];
}

const opposite = (rule: StoreObject): string => JSON.stringify({ ...rule.properties, Direction: '' });

/** A rule of the firewall with a twin of the other direction is a filter that was mirrored. */
function blockedIn(blocks: Objects, direction: string): readonly Said[] {
  const [towards, away] = ['Inbound', 'Outbound'].map((word) =>
    blocks.filter((one) => textOf(one, 'Direction') === word),
  );
  const [main = [], other = []] = direction === 'Inbound' ? [towards, away] : [away, towards];
  const twins = new Set(other.map(opposite));
  const stray = other.filter((one) => !main.some((twin) => opposite(twin) === opposite(one)));
  if (stray.length > 0) throw new TypeError(`no such filter: ${stray.map(({ name }) => name).join()}`);
  return main.flatMap((one) => spread(one, ['block', twins.has(opposite(one))]));
}

/** A rule of the firewall that lets in what IPsec has secured, and nothing else. */
function letInBy(rule: StoreObject): readonly Said[] {
  const [action, direction, overrides] = ['Action', 'Direction', 'OverrideBlockRules'].map((one) => textOf(rule, one));
  if (action !== 'Allow' || direction !== 'Inbound' || textOf(rule, 'Authentication') !== 'Required')
    throw new TypeError(`${rule.name} lets in more than what is secured`);
  if (overrides === 'true') throw new TypeError(`${rule.name} beats what blocks`);
  return spread(rule, ['let in', textOf(rule, 'Encryption') === 'Required' ? 'encrypted' : 'authenticated']);
}

/** What the objects of one policy say; the rules that close the rest follow from the others, and say nothing of their own. */
export function meaningOfStore(objects: Objects, role: Role): Meaning {
  const rules = objects.filter(({ kind }) => kind === 'NetIPsecRule');
  const blocks = objects.filter((one) => /-(?:block-inbound|block-outbound)\d*-\d+$/u.test(one.name));
  const letIn = objects.filter((one) => /-server-allow-secure\d*-\d+$/u.test(one.name));
  const [mainMode] = objects.filter(({ kind }) => kind === 'NetIPsecMainModeCryptoSet');
  if (mainMode === undefined) throw new TypeError('no key exchange');
  const methods = proposalsOf(mainMode).map((one) => ({
    encryption: encryption(one['Encryption']),
    integrity: integrity(one['Hash']),
    group: one['KeyExchange'],
  }));
  return {
    name: textOf(mainMode, 'DisplayName').replace(/ - key exchange$/u, ''),
    description: textOf(mainMode, 'Description'),
    keyExchange: [methods, mainMode.properties['MaxMinutes'], mainMode.properties['MaxSessions']],
    traffic: trafficIn([
      ...rules.flatMap((rule) => spread(rule, saidBy(objects, rule, role))),
      ...letIn.flatMap(letInBy),
      ...blockedIn(blocks, role === 'server' ? 'Inbound' : 'Outbound'),
    ]),
  };
}
