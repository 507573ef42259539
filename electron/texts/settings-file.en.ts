import type { ErrorCode, ErrorContexts, PassphraseProblem } from '#contract/app-error';
import type { Sentences } from '#contract/finding';

type SettingsErrorCode =
  Extract<ErrorCode, `settings-${string}` | `passphrase-${string}`> | 'file-exists' | 'file-not-read-back';
type Texts = { readonly [C in SettingsErrorCode]: (context: ErrorContexts[C]) => Sentences };

const untouched = 'Nothing on this computer has been changed.';
const leftAsItIs = 'The file was left as it is, and nothing on this computer has been changed.';

/** A settings file that cannot be taken: it is never half read, and never written to. */
const refused = (happened: string, whatNext: string): Sentences => ({ happened, stateNow: leftAsItIs, whatNext });

const passphraseProblems: Readonly<Record<PassphraseProblem, string>> = {
  empty: 'is empty',
  'too-long': 'has more than 1,024 characters',
  'not-utf8': 'is not valid UTF-8 text',
  'control-character': 'holds a line end or another control character',
};

/** What errors about settings files say. */
export const settingsFileTexts: Texts = {
  'file-exists': ({ file }) => ({
    happened: `${file} is there already.`,
    stateNow: leftAsItIs,
    whatNext: 'Give another name, or add --yes to replace it.',
  }),
  'file-not-read-back': ({ file, reason }) => ({
    happened: `${file} was written, but what can be read there now is not for certain what was written (${reason}).`,
    stateNow: 'Do not rely on that file. Nothing else on this computer has been changed.',
    whatNext: 'Write it again, best to another stick or folder.',
  }),
  'passphrase-unusable': ({ problem }) => ({
    happened: `The passphrase ${passphraseProblems[problem]}.`,
    stateNow: untouched,
    whatNext:
      problem === 'not-utf8'
        ? 'Save the passphrase as UTF-8 text (Windows PowerShell: Set-Content -Encoding UTF8) and give it again.'
        : 'Give a passphrase of one line; four or five words that nobody connects are sensible.',
  }),
  'passphrase-not-repeated': () => ({
    happened: 'The two passphrases are not the same.',
    stateNow: untouched,
    whatNext: 'Enter the passphrase twice, each time the same.',
  }),
  'settings-not-settings': ({ file }) =>
    refused(`${file} is not a settings file of this program.`, 'Choose the file that was written by settings new.'),
  'settings-damaged': ({ file, problem }) =>
    refused(
      `The settings file ${file} is damaged: ${problem}.`,
      'Copy it again from where it was made, or make a new one on the backup server.',
    ),
  'settings-truncated': ({ file }) =>
    refused(
      `The settings file ${file} ends too early, as after a stick that was pulled out while it was being copied.`,
      'Copy it again from where it was made.',
    ),
  'settings-too-new': ({ file, format }) =>
    refused(
      `The settings file ${file} has format ${format}, which is newer than this program.`,
      'Use the newer version of the program, or write the file again with this one.',
    ),
  'settings-too-large': ({ file, most }) =>
    refused(
      `${file} is larger than ${most}, which no settings file is.`,
      'Choose the file that was written by settings new.',
    ),
  'settings-work-factor': ({ file, workFactor, most }) =>
    refused(
      `To open ${file}, this computer would have to work with the factor ${workFactor}; more than ${most} is refused before the work begins.`,
      'If the file is from somebody you trust, seal it again with a lower factor; else delete it.',
    ),
  'settings-not-by-passphrase': ({ file }) =>
    refused(
      `${file} is sealed in the age format, but not with a passphrase.`,
      'Open it with the tool that sealed it, and seal the settings with a passphrase.',
    ),
  'settings-passphrase-missing': ({ file }) =>
    refused(
      `The settings file ${file} is sealed, and no passphrase was given.`,
      'Give the passphrase by --passphrase-file or --passphrase-stdin, never as an argument; on a terminal, without --yes, it is asked for.',
    ),
  'settings-passphrase-wrong': ({ file }) =>
    refused(
      `The passphrase does not open ${file}.`,
      'Check capital letters, blanks and the keyboard, and try again; if it is right for certain, the beginning of the file is damaged: copy it again.',
    ),
  'settings-key-in-clear': ({ file }) =>
    refused(
      `${file} holds a pre-shared key in clear, which this program neither writes nor takes.`,
      'Delete the file, treat that key as known to others, and make a sealed file with a new one.',
    ),
  'settings-key-missing': ({ file }) => ({
    happened: `The policy authenticates with a pre-shared key, and ${file} holds none.`,
    stateNow: untouched,
    whatNext:
      'Give the key by --psk-stdin or --psk-file, or seal it into the file on the backup server (settings seal).',
  }),
  'settings-role-missing': ({ file }) =>
    refused(
      `${file} holds two sides, the server’s and the workstation’s, and it was not said which this computer is.`,
      'Add --role server or --role workstation.',
    ),
  'settings-role-absent': ({ file, role, has }) =>
    refused(
      `${file} does not hold the side of the ${role}; it holds the side of the ${has}.`,
      'Choose the other role if that is what this computer is, or the file that was made for this one.',
    ),
  'settings-pair-differs': ({ file, parts }) =>
    refused(
      `The two sides in ${file} do not match each other: ${parts.join(', ')}.`,
      'Make the file again with settings new --pair; the computers might not reach each other with this one.',
    ),
  'settings-sealed-already': ({ file }) =>
    refused(
      `${file} is sealed already.`,
      'To give it another passphrase, open it into a new file, then seal that one with the key and the new passphrase.',
    ),
};
