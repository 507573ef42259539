import type { LedgerContent, Placed } from './ledger-content';
import type { LedgerKey } from './ledger-key';
import { isAuthentic, type LedgerLine } from './ledger-line';

/** What is wrong with a ledger; `at` is a line of the file, `number` one of its chain. */
export type LedgerProblem =
  | { readonly kind: 'unreadable'; readonly at: number }
  | ({ readonly kind: 'tampered' | 'reordered' | 'repeated'; readonly at: number } & ChainPlace)
  | ({ readonly kind: 'missing' } & ChainPlace);
interface ChainPlace {
  readonly chain: string;
  readonly number: number;
}

/** One chain of lines, which one stick has written. */
export interface Chain {
  readonly chain: string;
  /** How many of its lines are authentic. */
  readonly lines: number;
  /** Written on at two places, as after copying a stick: both ends count, and it is said. */
  readonly forked: boolean;
}

export interface CheckedLedger {
  readonly problems: readonly LedgerProblem[];
  readonly chains: readonly Chain[];
  /** What may be relied on, in the order of the file, each line once. */
  readonly authentic: readonly LedgerLine[];
  readonly isTorn: boolean;
  /** Lines of other settings files, as on a stick that was prepared anew. They count for nothing. */
  readonly foreign: readonly LedgerLine[];
}

const placeOf = ({ chain, number }: LedgerLine): ChainPlace => ({ chain, number });

/**
 * A line of another settings file bears its mark and has a chain of its own. In a chain of ours, one that does not bear our
 * mark was altered in that very member.
 */
const isForeign = (line: LedgerLine, key: LedgerKey, ownChains: ReadonlySet<string>): boolean =>
  line.key !== key.id && !ownChains.has(line.chain);

/** Within a chain every line comes after all with smaller numbers, and once. */
function misplaced(placed: readonly Placed[]): readonly LedgerProblem[] {
  const seen = new Set<string>();
  let highest = 0;
  return placed.flatMap(({ at, line }): readonly LedgerProblem[] => {
    const kind = seen.has(line.mac) ? 'repeated' : line.number < highest ? 'reordered' : undefined;
    seen.add(line.mac);
    highest = Math.max(highest, line.number);
    return kind === undefined ? [] : [{ kind, at, ...placeOf(line) }];
  });
}

/** More would not fit on any page; what is named first is enough to know that it is not whole. */
const mostMissingNamed = 100;

/** A number that no line bears, and a line that follows one which is not there. */
function missing(lines: readonly LedgerLine[], all: readonly LedgerLine[]): readonly LedgerProblem[] {
  const chain = lines[0]?.chain ?? '';
  const borne = new Set(all.map(({ number }) => number));
  const macs = new Set(all.map(({ mac }) => mac));
  const unlinked = lines
    .filter(({ previous }) => previous !== '' && !macs.has(previous))
    .map(({ number }) => number - 1);
  const highest = lines.reduce((most, { number }) => Math.max(most, number), 0);
  const gaps: number[] = [];
  for (let number = 1; number < highest && gaps.length < mostMissingNamed; number += 1)
    if (!borne.has(number)) gaps.push(number);
  const altered = new Set(all.filter((line) => !lines.includes(line)).map(({ number }) => number));
  const named = [...new Set([...gaps, ...unlinked])].filter((number) => !altered.has(number));
  return named.sort((a, b) => a - b).map((number) => ({ kind: 'missing', chain, number }));
}

const isForked = (lines: readonly LedgerLine[]): boolean =>
  new Set(lines.map(({ number }) => number)).size < new Set(lines.map(({ mac }) => mac)).size;

/** Where a line is there twice, the first of them is the one that counts. */
function once(lines: readonly LedgerLine[]): readonly LedgerLine[] {
  const first = new Map<string, LedgerLine>();
  for (const line of lines) if (!first.has(line.mac)) first.set(line.mac, line);
  return [...first.values()];
}

/**
 * Every chain of a ledger held against the secret of its settings file. What cannot be seen: that lines at the end of a
 * chain are missing; an earlier copy, merged in, brings that out. Pure.
 */
export function checkLedger({ lines, unreadable, isTorn }: LedgerContent, key: LedgerKey): CheckedLedger {
  const ours = lines.filter(({ line }) => isAuthentic(line, key));
  const names = [...new Set(ours.map(({ line }) => line.chain))];
  const refused = lines.filter(({ line }) => !isAuthentic(line, key));
  const own = new Set(names);
  const foreign = refused.filter(({ line }) => isForeign(line, key, own));
  const altered = refused.filter(({ line }) => !isForeign(line, key, own));
  const perChain = names.map((name) => {
    const placed = ours.filter(({ line }) => line.chain === name);
    const ofChain = placed.map(({ line }) => line);
    const all = lines.map(({ line }) => line).filter(({ chain }) => chain === name);
    return {
      problems: [...misplaced(placed), ...missing(ofChain, all)],
      chain: { chain: name, lines: once(ofChain).length, forked: isForked(ofChain) },
    };
  });
  return {
    problems: [
      ...unreadable.map((at) => ({ kind: 'unreadable', at }) as const),
      ...altered.map(({ at, line }) => ({ kind: 'tampered', at, ...placeOf(line) }) as const),
      ...perChain.flatMap(({ problems }) => problems),
    ],
    chains: perChain.map(({ chain }) => chain),
    authentic: once(ours.map(({ line }) => line)),
    isTorn,
    foreign: foreign.map(({ line }) => line),
  };
}
