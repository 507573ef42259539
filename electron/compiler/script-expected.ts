import { textsOf, type PropertyValue, type ProposalProperties, type StoreObject } from '#contract/store-object';
import { rangesOfText, readAddressText, printFromTo, printRange } from '#policy/address-text';
import { isOptional } from './compare';
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
};

const addresses = new Set(['LocalAddress', 'RemoteAddress']);
/** What tells a method of authentication is the key or the authority, not the switch that the cmdlet was given. */
const switches = new Set(['Machine', 'Cert', 'Kerberos']);

const maskOf = (prefixLength: number): string =>
  [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefixLength - from)))).join('.');

/** `192.168.10.0/24` may come back with its mask or as a range. */
function addressSpellings(text: string): readonly string[] {
  const read = readAddressText(text);
  const [range] = read.ok ? rangesOfText(read.value) : [];
  if (range === undefined || text.toLowerCase() === 'any') return [text];
  const printed = printRange(range);
  const [network, prefix] = printed.split('/');
  const masked = range.family === 4 && prefix !== undefined ? [`${network ?? ''}/${maskOf(Number(prefix))}`] : [];
  return [...new Set([text, printed, printFromTo(range), ...masked])];
}

const spellings = (parameter: string, item: string): readonly string[] =>
  addresses.has(parameter) ? addressSpellings(item) : spellingsOf(parameter, item);

const literalList = (items: readonly string[]): string => `@(${items.map(quote).join(', ')})`;

/** One property: where it may stand, and for every value all its spellings. */
const property = (parameter: string, value: PropertyValue): string =>
  `@{ Optional = ${isOptional(parameter) ? '$true' : '$false'}; In = ${literalList([parameter, ...(classProperties[parameter] ?? [])])}; Is = @(${textsOf(value)
    .map((item) => `, ${literalList(spellings(parameter, item))}`)
    .join('; ')}) }`;

const properties = (values: Readonly<Record<string, PropertyValue>>): string =>
  `@(${Object.entries(values)
    .filter(([parameter]) => parameter !== 'Proposal' && parameter !== 'PreSharedKey' && !switches.has(parameter))
    .map(([parameter, value]) => property(parameter, value))
    .join('; ')})`;

const proposals = (object: StoreObject): string => {
  const list = (object.properties['Proposal'] ?? []) as readonly ProposalProperties[];
  return `@(${list.map((proposal) => `@{ Key = ${'PreSharedKey' in proposal ? '$true' : '$false'}; Has = ${properties(proposal)} }`).join('; ')})`;
};

/** An object as the script has to find it, as a PowerShell literal that its comparison understands. */
export const expectedLiteral = (object: StoreObject): string =>
  `@{ Kind = ${quote(object.kind)}; Name = ${quote(object.name)}; Has = ${properties(object.properties)}; Proposals = ${proposals(object)} }`;
