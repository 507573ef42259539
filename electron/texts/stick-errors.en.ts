import type { ErrorCode, ErrorContexts } from '#contract/app-error';
import type { Sentences } from '#contract/finding';

type StickErrorCode = Extract<ErrorCode, `ledger-${string}` | `kit-${string}` | `list-${string}`>;
type Texts = { readonly [C in StickErrorCode]: (context: ErrorContexts[C]) => Sentences };

const untouched = 'Nothing on this computer has been changed.';
const oldKit = 'What was in the folder is as it was, and nothing on this computer has been changed.';

const mostNamed = 5;
/** A ledger that fell into a river has thousands. */
const named = (problems: readonly string[]): string =>
  [
    ...problems.slice(0, mostNamed),
    ...(problems.length > mostNamed ? [`and ${problems.length - mostNamed} more`] : []),
  ].join('; ');

/** What errors about kits, ledgers and lists of workstations say. */
export const stickErrorTexts: Texts = {
  'ledger-secret-missing': ({ file, sealed }) => ({
    happened: sealed
      ? `The settings file ${file} was written by an earlier version and has no ledger.`
      : `The settings file ${file} is not sealed, and only a sealed one has a ledger.`,
    stateNow: untouched,
    whatNext: 'Seal it again with a passphrase (settings open, then settings seal) and take that file to the stick.',
  }),
  'ledger-not-whole': ({ file, problems }) => ({
    happened: `The ledger ${file} is not as it was written: ${named(problems)}.`,
    stateNow: 'The file was left as it is; what it says beside that is authentic.',
    whatNext: 'Look at the computers that are concerned (verify), and find out who had the stick.',
  }),
  'ledger-too-large': ({ file, most }) => ({
    happened: `${file} is larger than ${most}, which no ledger is.`,
    stateNow: 'The file was left as it is, and nothing on this computer has been changed.',
    whatNext: 'Choose the ledger that lies beside the settings file.',
  }),
  'ledger-simulated': ({ lines }) => ({
    happened: `The ledger holds results of simulated computers (lines: ${lines}), and those prove nothing.`,
    stateNow: untouched,
    whatNext: 'Take the ledger of the real computers, or add --demo to count the simulated ones in a demonstration.',
  }),
  'list-unusable': ({ file, problem }) => ({
    happened: `The list of workstations ${file} cannot be used: ${problem}.`,
    stateNow: untouched,
    whatNext:
      'Give a CSV file with the names of the computers in its first column, or in one that is headed "computer".',
  }),
  'kit-no-space': ({ folder, needed, free }) => ({
    happened: `The kit needs ${needed} in ${folder}, and ${free} are free.`,
    stateNow: `${oldKit} Only what interrupted attempts to write a kit had left there was removed.`,
    whatNext: 'Make room there, take a larger stick, or leave the program out.',
  }),
  'kit-incomplete': ({ folder, reason }) => ({
    happened: `The kit in ${folder} could not be finished (${reason}).`,
    stateNow:
      'It is not whole and must not be used; it has no list of checksums, and its command files refuse to run. Nothing on this computer has been changed.',
    whatNext: 'Make the kit again, to the same folder or to another stick.',
  }),
  'kit-key-differs': ({ computer }) => ({
    happened: `The pre-shared key that was entered is not the one that ${computer} uses.`,
    stateNow: oldKit,
    whatNext: `Enter the key that was assigned on ${computer}, or assign the new one there first.`,
  }),
  'kit-inside-program': ({ folder, program }) => ({
    happened: `The folder of the kit, ${folder}, and that of the program, ${program}, lie one inside the other.`,
    stateNow: oldKit,
    whatNext: 'Choose another folder for the kit, or copy the unpacked program to a place of its own.',
  }),
  'kit-program-unusable': ({ folder, problem }) => ({
    happened: `${folder} is not the directory of the packaged program: ${problem}.`,
    stateNow: oldKit,
    whatNext:
      'Give the unpacked directory that the package was made into, or leave --program out for a kit with the script only.',
  }),
};
