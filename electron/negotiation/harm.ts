import {
  encryptionIds,
  encryptions,
  groups,
  integrities,
  integrityIds,
  groupIds,
  type Strength,
} from '#policy/algorithms';
import type { AuthenticationKind, Outcome, Secured } from './outcome';

const levels: Readonly<Record<Strength['level'], number>> = { broken: 0, old: 1, acceptable: 2, good: 3 };
const methods: Readonly<Record<AuthenticationKind, number>> = {
  other: 0,
  'pre-shared-key': 1,
  'kerberos-v5': 2,
  certificate: 2,
};

/** By NetSecurity's word; an algorithm that nobody knows counts as broken. */
const strengths = new Map<string, number>([
  ...encryptionIds.map((id) => [`cipher ${encryptions[id].netIPsec}`, levels[encryptions[id].strength.level]] as const),
  ...integrityIds.map((id) => [`hash ${integrities[id].netIPsec}`, levels[integrities[id].strength.level]] as const),
  ...groupIds.map((id) => [`group ${id}`, levels[groups[id].strength.level]] as const),
]);
const strength = (word: string): number => strengths.get(word) ?? 0;

/** How well a connection is protected, the most important first. */
function worth({ encrypted, quickMode, mainMode, authentication }: Secured): readonly number[] {
  const [, cipher = 'None', hash = 'None'] = /ESP:([^-]*)-(.*)$/u.exec(quickMode) ?? [];
  const [key = '', integrity = '', group = ''] = mainMode.split('-');
  return [
    encrypted ? 1 : 0,
    strength(`cipher ${cipher}`),
    strength(`hash ${hash}`),
    strength(`cipher ${key}`),
    strength(`hash ${integrity}`),
    strength(`group ${group}`),
    methods[authentication],
  ];
}

const kinds: Readonly<Record<Outcome['kind'], number>> = { 'clear-text': 0, refused: 1, secured: 2 };

function byWorth(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** For sorting: clear text before a refusal before a secured connection, weaker protection before stronger. */
export function byHarm(a: Outcome, b: Outcome): number {
  if (a.kind === 'secured' && b.kind === 'secured') return byWorth(worth(a), worth(b));
  return kinds[a.kind] - kinds[b.kind];
}
