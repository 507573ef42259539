import {
  textsOf,
  type Difference,
  type PropertyValue,
  type ProposalProperties,
  type StoreObject,
} from '#contract/store-object';
import { sameAddresses } from '#policy/address';
import { accountsIn } from '#policy/account-list';

/** Properties that hold free text, equal to the letter only; everything else is words, in which letter case is no difference. */
const freeText = new Set([
  'DisplayName',
  'Description',
  'Group',
  'Authority',
  'SubjectName',
  'Proxy',
  'User',
  'Machine',
]);
export const isFreeText = (property: string): boolean => freeText.has(property);
/**
 * What a host may leave untold without making a policy unsafe: the names of these properties in a cmdlet's output are
 * not documented, and a program that undoes a good change because of a display name would be of no use.
 */
const mayBeUntold = new Set([
  'DisplayName',
  'Description',
  'Profile',
  'Mode',
  'MaxMinutes',
  'MaxKiloBytes',
  'MaxSessions',
  'PerfectForwardSecrecyGroup',
  'AuthorityType',
  'InterfaceType',
  'Program',
  'Service',
  'User',
  'Machine',
]);
export const isOptional = (property: string): boolean => mayBeUntold.has(property);
const addressLists = new Set(['LocalAddress', 'RemoteAddress']);

const isProposals = (value: PropertyValue): value is readonly ProposalProperties[] =>
  Array.isArray(value) && value.some((item) => typeof item === 'object');

/** Two lists of accounts that let the same ones through; one of an unknown form is only equal to the letter. */
function sameAccounts(expected: string, found: string): boolean {
  const [wanted, there] = [accountsIn(expected), accountsIn(found)];
  return wanted === undefined || there === undefined ? expected === found : wanted.join() === there.join();
}

/** What narrows a certificate method: one that nobody asked for would pick or refuse other certificates. */
const criteria = ['SubjectName', 'SelectionCriteria', 'ValidationCriteria', 'Thumbprint', 'ExtendedKeyUsage'];

const isGiven = (value: PropertyValue | undefined): boolean =>
  value !== undefined && value !== false && textsOf(value).join('') !== '';

const sorted = (values: readonly string[]): string => [...values].sort().join(',').toLowerCase();

/** Windows says protocols in words and in numbers. */
const protocolNumbers = new Map([
  ['6', 'tcp'],
  ['17', 'udp'],
  ['1', 'icmpv4'],
  ['58', 'icmpv6'],
]);
const protocolWord = (value: string): string => protocolNumbers.get(value) ?? value.toLowerCase();

/** What a person reads of a value in a difference. */
export function inWords(value: PropertyValue | undefined): string {
  if (value === undefined) return '(absent)';
  if (isProposals(value)) return value.map((proposal) => proposalInWords(proposal)).join('; ');
  return textsOf(value).join(', ');
}

const proposalInWords = (proposal: ProposalProperties): string =>
  Object.entries(proposal)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? name : `${name} ${inWords(value)}`))
    .join(', ');

function sameValue(property: string, expected: PropertyValue, found: PropertyValue): boolean {
  if (addressLists.has(property)) return sameAddresses(textsOf(expected), textsOf(found));
  if (property === 'RemoteMachine') return sameAccounts(textsOf(expected).join(), textsOf(found).join());
  if (property === 'Protocol') return protocolWord(textsOf(expected).join()) === protocolWord(textsOf(found).join());
  if (freeText.has(property)) return textsOf(expected).join('\0') === textsOf(found).join('\0');
  return sorted(textsOf(expected)) === sorted(textsOf(found));
}

/** A key that was not compared counts as the same; whoever asks for certainty reads that from the finding. */
const sameKey = (found: PropertyValue | undefined): boolean => found === 'same' || found === 'not-compared';

type PropertyDifference = Pick<Difference, 'property' | 'expected' | 'found'>;

function compareProposal(
  expected: ProposalProperties,
  found: ProposalProperties,
  place: string,
): readonly PropertyDifference[] {
  const added = criteria
    .filter((parameter) => expected[parameter] === undefined && isGiven(found[parameter]))
    .map((parameter) => ({
      property: `${place}.${parameter}`,
      expected: '(absent)',
      found: inWords(found[parameter]),
    }));
  const changed = Object.entries(expected).flatMap(([parameter, value]) => {
    const there = found[parameter];
    const property = `${place}.${parameter}`;
    if (parameter === 'PreSharedKey') {
      return sameKey(there)
        ? []
        : [{ property, expected: '(the given key)', found: there === undefined ? '(absent)' : '(another key)' }];
    }
    // -Machine of a proposal is a switch, and says who proves itself; -Machine of a rule is a list of computers.
    const mayMiss = isOptional(parameter) && value !== true;
    if (there === undefined ? mayMiss : sameValue(parameter, value, there)) return [];
    return [{ property, expected: inWords(value), found: inWords(there) }];
  });
  return [...changed, ...added];
}

function compareProposals(
  expected: readonly ProposalProperties[],
  found: PropertyValue | undefined,
): readonly PropertyDifference[] {
  const there = found !== undefined && isProposals(found) ? found : [];
  if (there.length !== expected.length) {
    return [{ property: 'Proposal', expected: `${expected.length} proposals`, found: `${there.length} proposals` }];
  }
  return expected.flatMap((proposal, place) => compareProposal(proposal, there[place] ?? {}, `Proposal[${place}]`));
}

/**
 * In what an object in a store is not as expected, property by property: addresses as sets of addresses, enumerations
 * without letter case, free text to the letter, proposals in their order. Properties that nobody asked for do not count.
 */
export function compareObject(expected: StoreObject, found: StoreObject): readonly Difference[] {
  const differences = Object.entries(expected.properties).flatMap(
    ([property, value]): readonly PropertyDifference[] => {
      const there = found.properties[property];
      if (property === 'Proposal' && isProposals(value)) return compareProposals(value, there);
      if (there === undefined ? isOptional(property) : sameValue(property, value, there)) return [];
      return [{ property, expected: inWords(value), found: inWords(there) }];
    },
  );
  return differences.map((difference) => ({ kind: found.kind, name: found.name, ...difference }));
}
