import type { Rollout, WorkstationDone } from '#contract/stick';
import { writeCsv } from '#policy/csv';

/** What stands between the server and Require. */
export type Gate =
  { readonly kind: 'ready' } | { readonly kind: 'required' | 'no-server' | 'needs-list' | 'needs-whole' | 'not-ready' };

export const doneIn = ({ workstations }: Rollout): number =>
  workstations.filter(({ state }) => state === 'done').length;

/** Of those, where a secured connection was seen. */
export const provedIn = ({ workstations }: Rollout): number =>
  workstations.filter(({ state, level }) => state === 'done' && level === 'proved').length;

/** Whether the server can refuse clear text without cutting anybody off. Pure. */
export function gateOf(rollout: Rollout, server: { readonly onRequest: boolean } | undefined): Gate {
  if (server === undefined) return { kind: 'no-server' };
  if (!server.onRequest) return { kind: 'required' };
  if (!rollout.listed) return { kind: 'needs-list' };
  if (rollout.problems.length > 0) return { kind: 'needs-whole' };
  const { length } = rollout.workstations;
  return { kind: length > 0 && doneIn(rollout) === length ? 'ready' : 'not-ready' };
}

interface Words {
  readonly columns: readonly string[];
  readonly stateOf: (workstation: WorkstationDone) => string;
  readonly simulatedMark: string;
  readonly remark: (code: string) => string;
}

/** The table as a spreadsheet reads it: with a byte order mark, because Excel takes it for another alphabet else. */
export function rolloutCsv({ workstations }: Rollout, words: Words): string {
  const rows = workstations.map((workstation) => {
    const { computer, level, at, remarks, simulated } = workstation;
    return [
      computer,
      words.stateOf(workstation),
      level ?? '',
      at ?? '',
      remarks.map(words.remark).join('; '),
      simulated ? words.simulatedMark : '',
    ];
  });
  return `\uFEFF${writeCsv([words.columns, ...rows])}`;
}
