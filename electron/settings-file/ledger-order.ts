import type { LedgerLine } from './ledger-line';

const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** One computer's lines in one chain. */
const clockOf = ({ chain, machineId, computer }: LedgerLine): string => JSON.stringify([chain, machineId ?? computer]);

/**
 * The lines of a ledger, oldest first. Their times are by the clocks of the computers, and a clock is set back now and then:
 * where one computer has several lines in one chain, their numbers say which came later. Pure.
 */
export function oldestFirst(lines: readonly LedgerLine[]): readonly LedgerLine[] {
  const latest = new Map<string, string>();
  const timed = lines
    // Two lines of one number are a fork of the chain: there only the times are left to go by.
    .toSorted((a, b) => a.number - b.number || byText(a.at, b.at))
    .map((line) => {
      const earlier = latest.get(clockOf(line)) ?? '';
      const at = line.at > earlier ? line.at : earlier;
      latest.set(clockOf(line), at);
      return { line, at };
    });
  return timed.toSorted((a, b) => byText(a.at, b.at)).map(({ line }) => line);
}
