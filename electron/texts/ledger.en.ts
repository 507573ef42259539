/** The shapes that are put into words here; the rooms that make them lie beyond the pure ones. */
interface Place {
  readonly chain: string;
  readonly number: number;
}
type Problem =
  | { readonly kind: 'unreadable'; readonly at: number }
  | ({ readonly kind: 'tampered' | 'reordered' | 'repeated'; readonly at: number } & Place)
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

/** What became of the line that says that a policy was taken away. */
export const takenBackLine = (written: Written): string =>
  written.kind === 'owed'
    ? `Ledger: ${written.file} still calls this computer done. Run here: verify --settings FILE --role ROLE, with the settings file beside that ledger; it writes down that the policy is gone. Opening that file in the window does the same.`
    : written.kind === 'not-written'
      ? `Ledger: no line could be written (${written.reason}); write down by hand that this computer is not done any more.`
      : recordedLine(written);

/** What becomes of a ledger when its stick is prepared with another settings file. */
export const setAsideWords = (name: string): string =>
  `The ledger that was there belongs to another settings file; it is called ${name} now, and a new one begins. Only its own settings file can check it.`;

/** A settings file that was made on Request. */
export const workstationsOnRequestWords =
  'The workstations of this settings file are on Request as well, and stay so: clear text is possible there, whatever the server does. To end it, make a settings file on Require and visit them with it.';

type ServerStage = 'unknown' | 'on-request' | 'accepts-key' | 'other-policy' | 'taken-back' | 'final';

const toRequire = (done: number, total: number): string =>
  done === total
    ? `${done} of ${total}: switch to Require.`
    : `${done} of ${total} in force: stay on Request until the others are.`;

/** What may be done on the server now. */
const gates: Readonly<Record<ServerStage, (done: number, total: number) => string>> = {
  unknown: (done, total) =>
    done === total
      ? toRequire(done, total)
      : `${done} of ${total} in force: leave the server as it is until the others are.`,
  'on-request': toRequire,
  'other-policy': (done, total) =>
    done === total
      ? `${done} of ${total}: assign this policy on the server.`
      : `${done} of ${total} in force: leave the server as it is until the others are.`,
  'taken-back': (done, total) =>
    done === total
      ? `${done} of ${total}: assign this policy on the server.`
      : `${done} of ${total} in force, and no policy is on the server.`,
  'accepts-key': (done, total) =>
    done === total
      ? `${done} of ${total}: the pre-shared key may go.`
      : `${done} of ${total} in force: the server keeps the pre-shared key until the others are.`,
  final: (done, total) =>
    done === total
      ? `${done} of ${total} in force, and so is the server.`
      : `${done} of ${total} in force, and the server refuses the others already.`,
};

export const ledgerWords = {
  demo: 'Demonstration: simulated computers are counted.',
  empty: 'The ledger holds no entries.',
  headings: ['at', 'computer', 'role', 'policy', 'level', 'fingerprint', 'remarks'],
  simulated: '[simulated]',
  refused: '[not authentic]',
  ofOther: '[of another settings file]',
  foreign: (lines: number): string =>
    `Lines of an earlier settings file, or of another one: ${lines}. They do not count here, and only that file can check them.`,
  unverified: 'Nothing was verified: that takes the settings file and its passphrase (--settings).',
  whole: (lines: number, chains: number): string => `The ledger is whole. Entries: ${lines}; chains: ${chains}.`,
  torn: 'Its last line ends in the middle and does not count.',
  forked: (chain: string): string =>
    `${chainName(chain)} was written on at two places, as after copying a stick; both ends count.`,
  merged: (file: string, lines: number): string => `Written and read back: ${file}. Entries: ${lines}.`,
  leftOut: (file: string, lines: number): string =>
    `Left out of it, because they are no lines of a ledger or end in the middle: ${lines} in ${file}.`,
  gate: (done: number, total: number, stage: ServerStage): string => gates[stage](done, total),
  server: {
    unknown: 'The ledger says nothing of the server: whether it is on Request still, status there tells.',
    'taken-back': 'The policy was taken away from the server, by its newest line in the ledger.',
    'on-request': 'The server is still on Request: clear text is possible.',
    'accepts-key': 'The server still accepts the pre-shared key beside what the settings file says.',
    'other-policy': 'The server has another policy than this settings file, by its newest line in the ledger.',
  },
  command: (command: string): string => `On the server: ${command}`,
  /** Done is in force; proved says that a secured connection was seen as well. */
  inForce: (done: number, total: number, proved: number): string =>
    `${done} of ${total} in force, ${proved === 0 ? 'none proved yet' : proved === done ? 'all proved' : `${proved} of them proved`}.`,
  states: {
    done: 'in force',
    'other-policy': 'has another policy than this settings file',
    'not-in-force': 'stored, not in force',
    missing: 'missing',
  },
  proved: 'proved by a secured connection',
  takenBack: 'missing: its policy was taken away',
  renamed: (now: string): string => `It is called ${now} now.`,
  sameName: (count: number): string =>
    `The ledger knows ${count} computers of this name, and all of them count. One that is gone, or whose Windows was installed anew, stays among them.`,
  unlisted: (names: readonly string[]): string => `In the ledger and not on the list: ${names.join(', ')}`,
} as const;
