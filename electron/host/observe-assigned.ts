import { assignedPolicyKind, policyStoreOf, here, type StoreObject } from '#contract/store-object';
import { assignmentKey, assignmentValue } from '#compiler/aside';
import type { Read, Row } from './gateway';

/** A path of secpol.msc has 120 letters: what is longer is cut, and is then no path that could be assigned again. */
const MOST_LETTERS = 512;

/**
 * The assignment of secpol.msc, and the names of its policies: two reads in the exchange that reads this computer's own
 * store, however many policies there are. Off Windows there is no registry, and both answer nothing.
 */
export const assignedReads = (policyStore: string): readonly Read[] =>
  policyStore === policyStoreOf(here)
    ? [
        {
          invocation: { cmdlet: 'Get-ItemProperty', parameters: { LiteralPath: assignmentKey } },
          select: [assignmentValue],
          mayFail: true,
        },
        {
          invocation: { cmdlet: 'Get-ItemProperty', parameters: { Path: `${assignmentKey}\\ipsecPolicy*` } },
          select: ['PSChildName', 'ipsecName'],
          mayFail: true,
        },
      ]
    : [];

const bounded = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MOST_LETTERS);
const lastPart = (path: string): string => path.split('\\').at(-1) ?? path;

function nameOf(path: string, policies: readonly Row[]): string {
  const key = lastPart(path).toLowerCase();
  const policy = policies.find(({ PSChildName: name }) => typeof name === 'string' && name.toLowerCase() === key);
  const name = policy?.['ipsecName'];
  return typeof name === 'string' && name !== '' ? bounded(name) : lastPart(path);
}

/**
 * From the answers to `assignedReads`: what is assigned, or nothing. A value of another kind is told as its JSON: somebody
 * has put it there, so it counts as an assignment that is not ours to replace.
 */
export function assignedFrom([local = [], policies = []]: readonly (readonly Row[])[]): readonly StoreObject[] {
  const value = local[0]?.[assignmentValue];
  if (value === undefined || value === null || value === '') return [];
  const path = bounded(value);
  return [
    {
      kind: assignedPolicyKind,
      name: assignmentValue,
      properties: { Path: path, DisplayName: nameOf(path, policies) },
    },
  ];
}
