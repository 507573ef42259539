import type { KeyComparison, ProposalProperties } from '#contract/store-object';
import type { Row } from './gateway';
import { wordOf } from '#compiler/netsecurity-words';

type Scalar = string | number | boolean;
export const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The first of several spellings of a property that the host told: class property, cmdlet parameter. */
export function told(row: Row, ...spellings: readonly string[]): Scalar | undefined {
  return spellings.map((spelling) => row[spelling]).find(isScalar);
}

/** A number as it is compared; what is none stays as it was shown, so that a person can read it in a difference. */
export function asNumber(shown: Scalar | undefined): string | number | undefined {
  if (shown === undefined || shown === '') return undefined;
  return Number.isFinite(Number(shown)) ? Number(shown) : String(shown);
}

/** AH and ESP together may be shown as one word with a comma, as 3, or as a list. */
const toldList = (row: Row, ...spellings: readonly string[]): Scalar | undefined =>
  told(row, ...spellings) ??
  spellings
    .map((spelling) => row[spelling])
    .filter((value): value is readonly unknown[] => Array.isArray(value) && value.length > 0)
    .map((values) => values.filter(isScalar).join(','))[0];

/** Parameter of the `New-` cmdlet, and the class property that holds it. */
const cryptoSpellings: readonly (readonly [parameter: string, property: string])[] = [
  ['Encapsulation', 'Encapsulation'],
  ['Encryption', 'CipherAlgorithm'],
  ['Hash', 'HashAlgorithm'],
  ['ESPHash', 'HashAlgorithmESP'],
  ['AHHash', 'HashAlgorithmAH'],
  ['KeyExchange', 'GroupId'],
  ['KeyExchange', 'GroupID'],
];
const numberSpellings: readonly (readonly [parameter: string, property: string])[] = [
  ['MaxMinutes', 'MaxLifetimeMinutes'],
  ['MaxKiloBytes', 'MaxLifetimeKilobytes'],
];

const list = (word: string): string | readonly string[] =>
  word.includes(',') ? word.split(',').map((part) => part.trim()) : word;

type Told = readonly [parameter: string, value: ProposalProperties[string]];

/** A main-mode or quick-mode proposal under the parameter names of its cmdlet. */
export function observeCryptoProposal(row: Row): ProposalProperties {
  const wordsTold: readonly Told[] = cryptoSpellings.flatMap(([parameter, property]) => {
    const shown = toldList(row, parameter, property);
    return shown === undefined || shown === '' ? [] : [[parameter, list(wordOf(parameter, shown))]];
  });
  const numbersTold: readonly Told[] = numberSpellings.flatMap(([parameter, property]) => {
    const shown = asNumber(told(row, parameter, property));
    return shown === undefined ? [] : [[parameter, shown]];
  });
  return Object.fromEntries<ProposalProperties[string]>([...wordsTold, ...numbersTold]);
}

const comparisons: readonly KeyComparison[] = ['same', 'different', 'not-compared'];
const asComparison = (shown: Scalar | undefined): KeyComparison | undefined =>
  comparisons.find((comparison) => comparison === shown);

/** AuthenticationMethod in integers and in the words that were seen or may be expected. */
const methodNames = new Map(Object.entries({
  '2': 'PreSharedKey', '65001': 'Anonymous', '65002': 'MachineKerberos', '65003': 'MachineNtlm', '65004': 'UserKerberos',
  '65005': 'MachineCert', '65006': 'MachineCert', '65007': 'UserCert', '65008': 'MachineHealthCert',
})); // prettier-ignore

const methodOf = (row: Row): string => {
  const shown = told(row, 'AuthenticationMethod');
  return shown === undefined ? '' : (methodNames.get(String(shown)) ?? String(shown)).toLowerCase();
};
const on = (row: Row, parameter: string): boolean => String(told(row, parameter) ?? false).toLowerCase() === 'true';

/** By what a certificate is picked or checked; what is not set is left out, however a host shows that. */
function criteria(row: Row): ProposalProperties {
  const name = told(row, 'SubjectName', 'CertName') ?? '';
  const type = told(row, 'SubjectNameType', 'CertNameType') ?? '';
  const thumbprint = told(row, 'Thumbprint') ?? '';
  const purposes = toldList(row, 'ExtendedKeyUsage', 'EKUs') ?? '';
  return {
    ...(name === '' ? {} : { SubjectName: String(name), SubjectNameType: wordOf('SubjectNameType', type) }),
    ...(thumbprint === '' ? {} : { Thumbprint: String(thumbprint) }),
    ...(purposes === '' ? {} : { ExtendedKeyUsage: String(purposes) }),
    ...(on(row, 'SelectionCriteria') ? { SelectionCriteria: true } : {}),
    ...(on(row, 'ValidationCriteria') ? { ValidationCriteria: true } : {}),
  };
}

function certificate(row: Row, authority: string): ProposalProperties {
  const type = told(row, 'AuthorityType', 'TrustedCAType');
  const user = on(row, 'User') || methodOf(row).startsWith('user');
  return {
    [user ? 'User' : 'Machine']: true,
    Cert: true,
    Authority: authority,
    ...(type === undefined ? {} : { AuthorityType: wordOf('AuthorityType', type) }),
    ...criteria(row),
  };
}

/** An authentication proposal under the parameter names of `New-NetIPsecAuthProposal`; the key as a comparison only. */
export function observeAuthProposal(row: Row): ProposalProperties {
  const key = asComparison(told(row, 'PreSharedKey'));
  if (key !== undefined) return { Machine: true, PreSharedKey: key };
  const authority = told(row, 'Authority', 'TrustedCA');
  if (authority !== undefined && authority !== '') return certificate(row, String(authority));
  const method = methodOf(row);
  const user = on(row, 'User') || method.startsWith('user');
  if (on(row, 'Kerberos') || method.includes('kerb')) return { [user ? 'User' : 'Machine']: true, Kerberos: true };
  if (on(row, 'Ntlm') || method.includes('ntlm')) return { [user ? 'User' : 'Machine']: true, Ntlm: true };
  return on(row, 'Anonymous') || method === 'anonymous' ? { Anonymous: true } : {};
}
