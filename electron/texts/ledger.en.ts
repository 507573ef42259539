/** The shapes that are put into words here; the rooms that make them lie beyond the pure ones. */
interface Place {
  readonly chain: string;
  readonly number: number;
}
type Problem =
  | { readonly kind: 'unreadable'; readonly at: number }
  | ({ readonly kind: 'tampered' | 'foreign' | 'reordered' | 'repeated'; readonly at: number } & Place)
  | ({ readonly kind: 'missing' } & Place);
type Written =
  | { readonly kind: 'written'; readonly file: string }
  | { readonly kind: 'written-locally'; readonly file: string; readonly reason: string }
  | { readonly kind: 'promised' }
  | { readonly kind: 'owed'; readonly file: string }
  | { readonly kind: 'not-written'; readonly reason: string };

/** A chain is told from others by its beginning. */
const chainName = (chain: string): string => `chain ${chain.slice(0, 8)}`;

/** One problem of a ledger, without a full stop: several stand in one sentence. */
export function problemWords(problem: Problem): string {
  switch (problem.kind) {
    case 'unreadable':
      return `line ${problem.at} is no line of a ledger`;
    case 'tampered':
      return `line ${problem.at} was altered (${chainName(problem.chain)}, entry ${problem.number})`;
    case 'foreign':
      return `line ${problem.at} was not written with this settings file (${chainName(problem.chain)}, entry ${problem.number})`;
    case 'reordered':
      return `line ${problem.at} stands in the wrong place (${chainName(problem.chain)}, entry ${problem.number})`;
    case 'repeated':
      return `line ${problem.at} is there twice (${chainName(problem.chain)}, entry ${problem.number})`;
    case 'missing':
      return `entry ${problem.number} of ${chainName(problem.chain)} is missing`;
  }
}

/** What became of the line that `apply` writes. */
export function recordedLine(written: Written): string {
  switch (written.kind) {
    case 'written':
      return `Ledger: one line was added to ${written.file}.`;
    case 'written-locally':
      return `Ledger: the one beside the settings file cannot be written (${written.reason}); the line is on this computer instead, in ${written.file}. Take it along and merge it (ledger merge).`;
    case 'promised':
      return 'Ledger: the line is written when the change is kept.';
    case 'owed':
      return `Ledger: the line is on this computer and not signed yet, because that takes the passphrase; the next opening of the settings file here adds it to ${written.file}.`;
    case 'not-written':
      return `Ledger: no line could be written (${written.reason}); write down by hand that this computer is done.`;
  }
}

type ServerStage = 'unknown' | 'on-request' | 'accepts-key' | 'other-policy' | 'final';

const toRequire = (done: number, total: number): string =>
  done === total
    ? `${done} of ${total}: switch to Require.`
    : `${done} of ${total} are done: stay on Request until the others are.`;

/** What may be done on the server now. */
const gates: Readonly<Record<ServerStage, (done: number, total: number) => string>> = {
  unknown: toRequire,
  'on-request': toRequire,
  'other-policy': (done, total) =>
    done === total
      ? `${done} of ${total}: assign this policy on the server.`
      : `${done} of ${total} are done: leave the server as it is until the others are.`,
  'accepts-key': (done, total) =>
    done === total
      ? `${done} of ${total}: the pre-shared key may go.`
      : `${done} of ${total} are done: the server keeps the pre-shared key until the others are.`,
  final: (done, total) =>
    done === total
      ? `${done} of ${total} are done, and so is the server.`
      : `${done} of ${total} are done, and the server refuses the others already.`,
};

export const ledgerWords = {
  demo: 'Demonstration: simulated computers are counted.',
  empty: 'The ledger holds no entries.',
  headings: ['at', 'computer', 'role', 'policy', 'level', 'fingerprint', 'remarks'],
  simulated: '[simulated]',
  refused: '[not authentic]',
  unverified: 'Nothing was verified: that takes the settings file and its passphrase (--settings).',
  whole: (lines: number, chains: number): string => `The ledger is whole. Entries: ${lines}; chains: ${chains}.`,
  torn: 'Its last line ends in the middle and does not count.',
  forked: (chain: string): string =>
    `${chainName(chain)} was written on at two places, as after copying a stick; both ends count.`,
  merged: (file: string, lines: number): string => `Written and read back: ${file}. Entries: ${lines}.`,
  gate: (done: number, total: number, stage: ServerStage): string => gates[stage](done, total),
  server: {
    unknown: 'The ledger says nothing of the server; status there tells how far it is.',
    'on-request': 'The server is still on Request: clear text is possible.',
    'accepts-key': 'The server still accepts the pre-shared key beside what the settings file says.',
    'other-policy': 'The server has another policy than this settings file, by its newest line in the ledger.',
  },
  command: (command: string): string => `On the server: ${command}`,
  unproved: (count: number): string =>
    `On ${count} of them the policy is in force, but no secured connection was seen by the program.`,
  states: {
    done: 'done',
    'other-policy': 'has another policy than this settings file',
    'not-in-force': 'stored, not in force',
    missing: 'missing',
  },
  renamed: (now: string): string => `It is called ${now} now.`,
  sameName: (count: number): string =>
    `The ledger knows ${count} computers of this name, and all of them count. One that is gone, or whose Windows was installed anew, stays among them.`,
  unlisted: (names: readonly string[]): string => `In the ledger and not on the list: ${names.join(', ')}`,
} as const;
