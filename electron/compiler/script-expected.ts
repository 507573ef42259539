import { textsOf, type PropertyValue, type ProposalProperties, type StoreObject } from '#contract/store-object';
import { rangesOfText, readAddressText, printFromTo, printRange } from '#policy/address-text';
import { isFreeText, isOptional } from './compare';
import { spellingsOf } from './netsecurity-words';
import { quote } from './quote';

/** Class properties under which a proposal may tell what its cmdlet was given. */
const classProperties: Readonly<Record<string, readonly string[]>> = {
  Encryption: ['CipherAlgorithm'],
  Hash: ['HashAlgorithm'],
  ESPHash: ['HashAlgorithmESP'],
  AHHash: ['HashAlgorithmAH'],
  KeyExchange: ['GroupId', 'GroupID'],
  MaxMinutes: ['MaxLifetimeMinutes'],
  MaxKiloBytes: ['MaxLifetimeKilobytes'],
  MaxSessions: ['MaxLifetimeSessions'],
  PerfectForwardSecrecyGroup: ['PfsGroup', 'PfsGroupID'],
  Authority: ['TrustedCA'],
  AuthorityType: ['TrustedCAType'],
  SubjectName: ['CertName'],
  SubjectNameType: ['CertNameType'],
  RemoteMachine: ['RemoteMachines'],
  User: ['Users'],
  Machine: ['Machines'],
};

const addresses = new Set(['LocalAddress', 'RemoteAddress']);

const maskOf = (prefixLength: number): string =>
  [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefixLength - from)))).join('.');

/** One address may come back as the smallest subnet or range that there is. */
const singleSpellings = (address: string, family: 4 | 6): readonly string[] =>
  family === 4
    ? [`${address}/32`, `${address}/255.255.255.255`, `${address}-${address}`]
    : [`${address}/128`, `${address}-${address}`];

/** `192.168.10.0/24` may come back with its mask or as a range. */
function addressSpellings(text: string): readonly string[] {
  const read = readAddressText(text);
  const [range] = read.ok ? rangesOfText(read.value) : [];
  if (range === undefined || text.toLowerCase() === 'any') return [text];
  const printed = printRange(range);
  const [network, prefix] = printed.split('/');
  const masked = range.family === 4 && prefix !== undefined ? [`${network ?? ''}/${maskOf(Number(prefix))}`] : [];
  const single = printed.includes('/') || printed.includes('-') ? [] : singleSpellings(printed, range.family);
  return [...new Set([text, printed, printFromTo(range), ...masked, ...single])];
}

/** AH and ESP together are one value of the class, a flags enumeration, and not a list. */
const itemsOf = (parameter: string, value: PropertyValue): readonly string[] =>
  parameter === 'Encapsulation' ? [textsOf(value).join(',')] : textsOf(value);

/** A list of accounts may come back with its owner and group before it. */
const accountSpellings = (list: string): readonly string[] => [list, `O:LS${list}`, `O:LSG:LS${list}`];

function spellings(parameter: string, item: string): readonly string[] {
  if (parameter === 'RemoteMachine') return accountSpellings(item);
  if (addresses.has(parameter)) return addressSpellings(item);
  const [first = '', second] = item.split(',');
  const flags = second === undefined ? [] : [`${first}, ${second}`, `${second}, ${first}`];
  return [...spellingsOf(parameter, item), ...(parameter === 'Encapsulation' ? flags : [])];
}

const literalList = (items: readonly string[]): string => `@(${items.map(quote).join(', ')})`;

const flag = (value: boolean): string => (value ? '$true' : '$false');

/** One property: where it may stand, and for every value all its spellings. */
const property = (parameter: string, value: PropertyValue): string =>
  `@{ Optional = ${flag(isOptional(parameter))}; Exact = ${flag(isFreeText(parameter))}; In = ${literalList([parameter, ...(classProperties[parameter] ?? [])])}; Is = @(${itemsOf(
    parameter,
    value,
  )
    .map((item) => `, ${literalList(spellings(parameter, item))}`)
    .join('; ')}) }`;

/** Switches and Booleans that a host tells again; the other switches only choose the method. */
const toldFlags = new Set(['SelectionCriteria', 'ValidationCriteria', 'OverrideBlockRules']);

/** In a rule of the firewall the words are others than in a proposal, and one that overrides may be called AllowBypass. */
const asOfRule = (parameter: string, value: PropertyValue, values: Properties): string => {
  if (!hasDemands(values) || !['Encryption', 'Action'].includes(parameter)) return property(parameter, value);
  const [word = ''] = textsOf(value);
  const all =
    parameter === 'Action'
      ? [...spellingsOf('Action', word), ...(values['OverrideBlockRules'] === true ? ['AllowBypass', '3'] : [])]
      : spellingsOf('FirewallEncryption', word);
  return `@{ Optional = $false; Exact = $false; In = ${literalList([parameter])}; Is = @(, ${literalList(all)}) }`;
};

/** What tells a method of authentication is the key or the authority, not the switch that the cmdlet was given. */
type Properties = Readonly<Record<string, PropertyValue>>;

const properties = (values: Properties): string =>
  `@(${Object.entries(values)
    .filter(
      ([parameter, value]) =>
        parameter !== 'Proposal' && parameter !== 'PreSharedKey' && (value !== true || toldFlags.has(parameter)),
    )
    .map(([parameter, value]) => asOfRule(parameter, value, values))
    .join('; ')})`;

/**
 * How AuthenticationMethod may tell that a proposal is Kerberos or a certificate of the computer; a key tells itself.
 * The class page lists 65005 for the machine certificate, surely by mistake for 65006: both are taken.
 */
function methods(proposal: ProposalProperties): string {
  if ('Kerberos' in proposal) return "@(@{ Optional = $false; Codes = @('65002'); Words = '*Kerb*' })";
  if ('Cert' in proposal) return "@(@{ Optional = $true; Codes = @('65005', '65006'); Words = '*Cert*' })";
  return '@()';
}

const proposalLiteral = (proposal: ProposalProperties): string =>
  `@{ Key = ${flag('PreSharedKey' in proposal)}; Methods = ${methods(proposal)}; Has = ${properties(proposal)} }`;

const proposals = (object: StoreObject): string => {
  const list = (object.properties['Proposal'] ?? []) as readonly ProposalProperties[];
  return `@(${list.map(proposalLiteral).join('; ')})`;
};

/** Whether a rule of the firewall demands anything of IPsec: only then its filter for that is read. */
const hasDemands = (values: Properties): boolean => values['Authentication'] !== undefined;

/** An object as the script has to find it, as a PowerShell literal that its comparison understands. */
export const expectedLiteral = (object: StoreObject): string =>
  `@{ Kind = ${quote(object.kind)}; Name = ${quote(object.name)}; Demands = ${flag(hasDemands(object.properties))}; Has = ${properties(object.properties)}; Proposals = ${proposals(object)} }`;
