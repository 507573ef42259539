import { finding, type Finding, type TextField } from '#contract/finding';
import { readChoice } from './address';
import type { AuthenticationMethod, IpAddressChoice, IpFilter, IpPort, IpSecurityPolicy, SecurityRule } from './model';
import { isAccountSid, isServerName } from './server-name';

/**
 * Names go into display names, for which the engine allows 9,999 letters (MS-FASP 2.2.55) and every list on a screen
 * fewer. No limit is documented for descriptions; ours keeps a settings file readable. Counted in code points.
 */
export const longestName = 255;
export const longestDescription = 1_024;

/** A slug without a place for wildcards of the cmdlets; object names are built around it and stay far below 254 letters. */
const idShape = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

interface Text {
  readonly field: TextField;
  readonly text: string;
  readonly path: string;
  readonly required: boolean;
  readonly most: number;
}

/** Free text is kept to the letter, quotes and line ends as well; refused is only what no store keeps. */
function textFindings({ field, text, path, required, most }: Text): readonly Finding[] {
  if (text.trim() === '' && required) return [finding('text-missing', 'block', { field }, path)];
  const length = text.length > most ? Array.from(text).length : text.length;
  if (length > most) return [finding('text-too-long', 'block', { field, length, most }, path)];
  // MS-FASP 2.2.55, 2.2.74: the engine separates fields with it.
  if (text.includes('|')) return [finding('text-has-pipe', 'block', { field }, path)];
  if (/[\0\p{Cs}]/u.test(text)) return [finding('text-has-control-character', 'block', { field }, path)];
  // New-NetIPsecRule -DisplayName: the object cannot be named All.
  return required && text.toLowerCase() === 'all' ? [finding('text-reserved', 'block', { field, text }, path)] : [];
}

const name = (field: TextField, text: string, path: string): Text => ({
  field,
  text,
  path,
  required: true,
  most: longestName,
});
const description = (field: TextField, text: string, path: string): Text => ({
  field,
  text,
  path,
  required: false,
  most: longestDescription,
});

const ruleTexts = ({ filterList, filterAction }: SecurityRule, path: string): readonly Text[] => [
  name('filter-list-name', filterList.name, `${path}.filterList.name`),
  description('filter-list-description', filterList.description, `${path}.filterList.description`),
  name('filter-action-name', filterAction.name, `${path}.filterAction.name`),
  description('filter-action-description', filterAction.description, `${path}.filterAction.description`),
];

function portFindings(port: IpPort, path: string): readonly Finding[] {
  if (port.kind === 'any') return [];
  const right = Number.isInteger(port.port) && port.port >= 1 && port.port <= 65_535;
  return right ? [] : [finding('port-out-of-range', 'block', { port: port.port }, path)];
}

function addressFindings(choice: IpAddressChoice, path: string): readonly Finding[] {
  const read = readChoice(choice);
  return read.ok ? [] : [{ ...read.error, path }];
}

const filterFindings = (filter: IpFilter, path: string): readonly Finding[] => [
  ...addressFindings(filter.source, `${path}.source`),
  ...portFindings(filter.sourcePort, `${path}.sourcePort`),
  ...addressFindings(filter.destination, `${path}.destination`),
  ...portFindings(filter.destinationPort, `${path}.destinationPort`),
];

/** Names go into proposals and lists of Windows as they are: what cannot be one is let in nowhere. */
function methodFindings(method: AuthenticationMethod, path: string): readonly Finding[] {
  if (method.kind === 'certificate' && method.server !== undefined) {
    const { nameType, name: text } = method.server;
    if (isServerName(nameType, text)) return [];
    return [finding('server-name-invalid', 'block', { name: text.slice(0, 200), nameType }, `${path}.server.name`)];
  }
  if (method.kind !== 'kerberos-v5' || method.serverAccount === undefined) return [];
  const { name: account, sid } = method.serverAccount;
  return [
    ...textFindings(name('server-account-name', account, `${path}.serverAccount.name`)),
    ...(isAccountSid(sid)
      ? []
      : [finding('server-account-invalid', 'block', { sid: sid.slice(0, 200) }, `${path}.serverAccount.sid`)]),
  ];
}

const ruleFindings = (rule: SecurityRule, path: string): readonly Finding[] => [
  ...ruleTexts(rule, path).flatMap(textFindings),
  ...rule.filterList.filters.flatMap((filter, at) => filterFindings(filter, `${path}.filterList.filters[${at}]`)),
  ...rule.authenticationMethods.flatMap((method, at) => methodFindings(method, `${path}.authenticationMethods[${at}]`)),
];

/** What is wrong with single values: id, texts, ports, addresses. All of it blocks; `parse` lets none of it in. */
export function contentFindings(policy: IpSecurityPolicy): readonly Finding[] {
  const { id } = policy;
  return [
    ...(idShape.test(id) ? [] : [finding('policy-id-invalid', 'block', { id: id.slice(0, 80) }, 'id')]),
    ...textFindings(name('policy-name', policy.name, 'name')),
    ...textFindings(description('policy-description', policy.description, 'description')),
    ...policy.rules.flatMap((rule, at) => ruleFindings(rule, `rules[${at}]`)),
  ];
}
