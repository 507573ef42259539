import {
  weakPassphraseBits,
  type LedgerEnd,
  type StickFound,
  type WorkstationDone,
  type WorkstationState,
} from '#contract/stick';
import type { Role } from '#policy/model';

const roleNames: Readonly<Record<Role, string>> = { server: 'backup server', workstation: 'workstation' };

const megabyte = 1_000_000;
/** `1.2 MB`, `14 GB`: as Explorer rounds, near enough to decide by. */
function size(bytes: number): string {
  if (bytes < megabyte) return `${Math.max(1, Math.ceil(bytes / 1_000))} KB`;
  if (bytes < 1_000 * megabyte) return `${(bytes / megabyte).toFixed(1)} MB`;
  return `${(bytes / megabyte / 1_000).toFixed(1)} GB`;
}

const strength = (bits: number): string => {
  if (bits < weakPassphraseBits) return 'weak: whoever finds the stick can guess it';
  if (bits < 60) return 'fair';
  return 'strong';
};

/** The sentence about the line in the ledger, and whether somebody has to do something about it. */
function ledger(end: LedgerEnd): { readonly tone: 'good' | 'mind' | 'bad'; readonly text: string } {
  switch (end.kind) {
    case 'written':
      return { tone: 'good', text: `It is written down in the ledger, ${end.file}.` };
    case 'written-locally':
      return {
        tone: 'mind',
        text: `The ledger beside the settings file cannot be written (${end.reason}). The line is on this computer instead, in ${end.file}; take it along and merge it.`,
      };
    case 'promised':
      return { tone: 'mind', text: 'The line in the ledger is written when the change is kept.' };
    case 'owed':
      return {
        tone: 'mind',
        text: `The line for the ledger is on this computer and not signed yet, because that takes the passphrase. The next opening of the settings file here adds it to ${end.file}.`,
      };
    case 'not-written':
      return {
        tone: 'bad',
        text: `No line could be written into a ledger (${end.reason}). Write down by hand what was done here.`,
      };
  }
}

const states: Readonly<Record<WorkstationState, string>> = {
  done: 'In force',
  'other-policy': 'Has another policy',
  'not-in-force': 'Stored, not in force',
  missing: 'Missing',
};
const takenBack = 'Taken back';
const levels = { none: 'not in place', stored: 'stored', enforced: 'in force', proved: 'proved' } as const;

const remarks: Readonly<Record<string, string>> = {
  'signed-later': 'signed later than it happened',
};

/** Settings files, the USB stick, and the roll-out. Loaded with the pages that say it. */
export const stick = {
  language: 'en',
  size,
  ledger,
  settings: {
    titleBeside: 'Settings from this stick',
    title: 'Settings file',
    where: (name: string, folder: string | null): string =>
      folder === null ? `${name}, dropped here. Its ledger is not known.` : `${name} in ${folder}`,
    sealed: 'It is sealed. Enter its passphrase to open it.',
    plain: 'It is not sealed, so it holds no key: the key is asked for on the page "Security rule".',
    passphrase: 'Passphrase',
    show: 'Show',
    hide: 'Hide',
    open: 'Open the settings',
    opening: 'Opening: the work that protects the passphrase takes a moment',
    other: 'Choose another file',
    aside: 'Go on without it',
    opened: (name: string): string => `${name} is open`,
    facts: (policies: readonly string[], roles: readonly Role[]): string =>
      `${[...new Set(policies)].join(', ')}, for the ${roles.map((role) => roleNames[role]).join(' and the ')}.`,
    made: (when: string): string => `Made ${when}.`,
    withKey: 'The key is kept until the window closes.',
    signedLater: (lines: number): string =>
      `${lines} ${lines === 1 ? 'line' : 'lines'} of earlier changes here ${lines === 1 ? 'is' : 'are'} in the ledger now.`,
    noLedger: 'This file has no ledger: nothing is written down of what is done with it.',
    toReview: 'Go to Review',
    close: 'Close the file',
    side: (role: Role): string => `This computer is set up as the ${roleNames[role]}.`,
    otherSide: (role: Role): string => `Set it up as the ${roleNames[role]}`,
  },
  next: {
    title: 'Next: take the stick to the next workstation',
    text: 'Closes the draft, and forgets the key here. The policy stays on this computer.',
    deed: 'Done here: forget the key',
  },
  sticks: {
    looking: 'Looking for removable drives',
    none: 'No removable drive is plugged in.',
    notListed: (reason: string): string => `Drives could not be listed: ${reason} A folder can be chosen all the same.`,
    again: 'Look again',
    folder: 'Choose a folder',
    name: ({ path, label }: StickFound): string => (label === '' ? path : `${label} (${path})`),
    free: ({ freeBytes, fileSystem }: StickFound): string =>
      [freeBytes === null ? '' : `${size(freeBytes)} free`, fileSystem ?? ''].filter((one) => one !== '').join(', '),
    protected: 'write-protected',
  },
  kit: {
    title: 'Prepare the USB stick',
    lead: (policy: string, computer: string): string =>
      `Puts "${policy}", as it is on ${computer}, on a stick for the workstations: settings, scripts, and a read-me.`,
    notHere: 'This policy is not recorded on this computer, so that there is nothing to put on a stick.',
    stick: 'Stick or folder',
    key: 'Pre-shared key',
    keyText: 'The program was started anew and does not have the key any more. Enter the one that is assigned here.',
    keyKept: 'The key is at hand and goes onto the stick sealed.',
    keyField: 'Pre-shared key of this policy',
    keyTake: 'Use this key',
    passphrase: 'Passphrase of the stick',
    passphraseText:
      'Seals the settings. Four or five words that nobody connects are sensible; it is asked for at every workstation. With the passphrase of an earlier stick the ledger goes on.',
    first: 'Passphrase',
    second: 'The same again',
    take: 'Use this passphrase',
    kept: (bits: number): string =>
      `The passphrase is kept until this page is left: ${strength(bits)} (about ${Math.round(bits)} bits).`,
    isWeak: (bits: number): boolean => bits < weakPassphraseBits,
    replace: 'Enter another one',
    what: 'What will be written',
    planned: (files: number, needed: number, free: number | null): string =>
      `${files} files. They take ${size(needed)}${free === null ? '' : `; ${size(free)} are free`}.`,
    onRequire:
      'The workstations get Require, so that each is visited once. This server stays on Request until you switch it.',
    noSpace: 'That does not fit.',
    scriptOnly: 'There is no packaged program on this computer: the kit holds the stand-alone script only.',
    withProgram: 'The program goes along; it starts from the stick without installation.',
    replaces: {
      nothing: '',
      kit: 'The kit that is there is replaced. Its ledger goes on, or is set aside where it belongs to another passphrase or key.',
      'incomplete-kit':
        'What is there is no whole kit; it is replaced. A ledger goes on, or is set aside where it belongs to another passphrase or key.',
    },
    files: 'Files',
    deed: (where: string): string => `Write the kit to ${where}`,
    retry: 'Try again',
    needs: {
      stick: 'Choose a stick or a folder.',
      key: 'Enter the key.',
      passphrase: 'Enter a passphrase.',
      space: 'It does not fit there.',
      protected: 'That stick is write-protected.',
    },
    phases: { write: 'Writing', place: 'Putting in place', verify: 'Reading back' },
    progress: (phase: string, number: number, of: number, path: string): string =>
      `${phase} ${number} of ${of}: ${path}`,
    begun: 'Sealing the settings',
    stop: 'Stop',
    doneTitle: (folder: string): string => `The kit is in ${folder}`,
    doneText: (files: number): string => `${files} files, each read back and compared by SHA-256.`,
    keyInside: 'The key is inside, sealed.',
    noKey: 'No key is inside; this policy uses none.',
    formerRemoved: (paths: readonly string[]): string =>
      `Removed, because only the kit before held ${paths.length === 1 ? 'it' : 'them'}: ${paths.join(', ')}.`,
    formerKept: (paths: readonly string[]): string =>
      `Of the kit before, and still there: ${paths.join(', ')}. Somebody has altered ${paths.length === 1 ? 'it' : 'them'}, or the stick did not let go of ${paths.length === 1 ? 'it' : 'them'}. Look at ${paths.length === 1 ? 'it' : 'them'}, and delete what nobody needs.`,
    otherLedger:
      'The ledger in that folder belongs to another settings file or passphrase. It stays as it is, and its lines do not count here.',
    setAside: (name: string): string =>
      `The ledger in that folder belongs to another settings file, passphrase or key. It is called ${name} now, and a new one begins.`,
    continues: 'The ledger that is there goes on.',
    at: 'What to do at a workstation',
    steps: (withProgram: boolean): readonly string[] =>
      withProgram
        ? [
            'Plug in the stick and start the program from its folder "program".',
            'Enter the passphrase; everything is filled in. Read Review, then assign and keep.',
            'Choose "Done here", and take the stick to the next workstation.',
          ]
        : [
            'Plug in the stick and start Apply.cmd; it asks for administrator rights, and then for the key.',
            'Read what it says: it undoes itself where something goes wrong.',
            'The script writes no ledger; write down which workstation is done, and take the stick to the next one.',
          ],
    another: 'Prepare another stick',
    rollout: 'Go to Roll-out',
  },
  rollout: {
    title: 'Roll-out',
    lead: 'Reads the ledger of the stick: which workstations are done, and which are missing.',
    sticks: 'Sticks that came back',
    sticksText: 'The ledger lies beside the settings file. Several sticks are counted together.',
    add: (name: string): string => `Add ${name}`,
    remove: (name: string): string => `Remove ${name}`,
    passphrase: 'Passphrase of the stick',
    read: 'Read the ledger',
    reading: 'Reading the ledger',
    list: 'List of workstations',
    listText: 'A CSV file with the names in its first column, or in one that is headed "computer".',
    chooseList: 'Choose a list',
    listed: (name: string): string => `List: ${name}`,
    noList: 'Without a list only those are shown that are in the ledger: nobody can be missing.',
    forgetList: 'Go on without the list',
    demo: 'Count simulated computers: this is a demonstration',
    demoMark: 'Demonstration. Simulated computers are counted, and they prove nothing.',
    simulated: (lines: number): string =>
      `${lines} ${lines === 1 ? 'line is' : 'lines are'} of simulated computers and ${lines === 1 ? 'was' : 'were'} not counted.`,
    simulatedTitle: 'Simulated results prove nothing',
    gateTitle: (done: number, total: number): string => `${done} of ${total} in force`,
    gateReady: (done: number, total: number): string => `${done} of ${total}: switch to Require`,
    inForce: (done: number, total: number, proved: number): string =>
      `${done} of ${total} in force, ${proved === 0 ? 'none proved yet' : proved === done ? 'all proved' : `${proved} of them proved`}.`,
    ready: 'The server can refuse clear text now.',
    notReady: 'Stay on Request until the others are done: switching now would cut them off.',
    isRequired: 'The server requires security already.',
    noServer: 'No policy of a server is recorded on this computer.',
    needsList: 'Give a list of workstations first: only then is it known that nobody is missing.',
    needsWhole: 'The ledger is not whole; look at what is named first.',
    onRequest: 'The server is on Request: clear text is still possible.',
    switch: 'Switch to Require',
    switchHint: 'Opens Review with both clear-text switches off. Nothing is changed before you assign.',
    table: 'Workstations',
    computer: 'Computer',
    state: 'State',
    level: 'Level',
    when: 'When',
    remarks: 'Remarks',
    /** A line of level none is written when a policy is taken away: that workstation was done once. */
    stateOf: ({ state, level }: Pick<WorkstationDone, 'state' | 'level'>): string =>
      state === 'missing' && level === 'none' ? takenBack : states[state],
    levelOf: (level: keyof typeof levels | null): string => (level === null ? '' : levels[level]),
    remark: (code: string): string => remarks[code] ?? code,
    simulatedMark: 'simulated',
    empty: 'The ledger holds no workstation yet.',
    unlisted: (names: readonly string[]): string => `In the ledger and not on the list: ${names.join(', ')}.`,
    whole: (entries: number, chains: number): string =>
      `The ledger is whole: ${entries} ${entries === 1 ? 'line' : 'lines'} of ${chains} ${chains === 1 ? 'stick' : 'sticks'}.`,
    notWhole: 'The ledger is not as it was written',
    notWholeText: 'What is named here does not count; everything else is authentic. Find out who had the stick.',
    problem: (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`,
    more: (count: number): string => `And ${count} more.`,
    torn: 'The last line ends in the middle, as after a stick that was pulled out. It does not count.',
    foreign: (lines: number): string =>
      `${lines} ${lines === 1 ? 'line is' : 'lines are'} of an earlier settings file, or of another one, and ${lines === 1 ? 'does' : 'do'} not count.`,
    merge: 'Write the merged ledger onto every stick',
    merged: (path: string, entries: number): string => `${path}: ${entries} lines, read back.`,
    export: 'Save as CSV',
    exportName: 'roll-out.csv',
    columns: ['computer', 'state', 'level', 'when', 'remarks', 'simulated'],
  },
};

export type StickTexts = typeof stick;
