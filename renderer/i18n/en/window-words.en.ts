import type { ErrorContexts } from '#contract/app-error';
import type { FindingContexts, Sentences } from '#contract/finding';

const untouched = 'Nothing on this computer has been changed.';

type InWindow<Contexts> = { readonly [C in keyof Contexts]?: (context: Contexts[C]) => Partial<Sentences> };

/** A button, as a sentence names it. */
const keyPage = 'Enter the key on the page "Security rule".';
const readAgain = 'Choose "Read again" on Start to see what is on this computer';
const endLeftUndo =
  'On Start let it undo now, or take it away. Where Windows refuses both, run or delete the task in Task Scheduler.';
/** Deeds that only the command line has: nothing in the window leads to these errors. */
const byCommandLine = 'Use the command line for this.';

/**
 * Errors that speak of the command line, in the window's words: what they say otherwise. The other sentences are those
 * of `#texts`; `window-words.test.ts` looks at all of them.
 */
export const errorsInWindow: InWindow<ErrorContexts> = {
  usage: ({ problem }) => ({
    happened: `The program cannot do that: ${problem}.`,
    stateNow: untouched,
    whatNext: 'Go back to Start and try again.',
  }),
  'key-missing': () => ({ whatNext: keyPage }),
  'not-in-this-version': ({ what }) => ({
    happened: `${what} is not in this version.`,
    stateNow: untouched,
    whatNext: 'Choose something else.',
  }),
  'stale-plan': () => ({
    happened: 'The plan that was reviewed is no longer the one that this policy gives.',
    stateNow: untouched,
    whatNext: 'Go back to Review and read what would be done now.',
  }),
  'file-without-policy': ({ file, problem }) => ({
    happened: `${file} holds no policy that can be read: ${problem}.`,
    stateNow: untouched,
    whatNext: 'Choose a settings file in clear, or a plan that the program wrote as JSON.',
  }),
  'file-unreadable': ({ file, reason }) => ({
    happened: `${file} cannot be read: ${reason}.`,
    stateNow: untouched,
    whatNext: 'Check that it is still there and may be read, then choose it again.',
  }),
  'settings-too-large': ({ file, most }) => ({
    happened: `${file} is larger than ${most}, which no plan and no settings file is.`,
    stateNow: untouched,
    whatNext: 'Choose a file that the program wrote.',
  }),
  'nothing-recorded': ({ computer }) => ({
    happened: `No policy of this program is recorded on ${computer}.`,
    stateNow: untouched,
    whatNext: 'Set up a policy first.',
  }),
  'policy-not-here': ({ policy }) => ({
    happened: `The policy ${policy} is not on this computer.`,
    stateNow: untouched,
    whatNext: 'Go back to Start and read the computer again.',
  }),
  'file-exists': () => ({ whatNext: 'Choose another name, or say that it is to be replaced.' }),
  'settings-not-settings': () => ({ whatNext: 'Choose a settings file that this program wrote.' }),
  'settings-passphrase-missing': () => ({ whatNext: 'Enter the passphrase, and open the file again.' }),
  'settings-key-missing': () => ({
    whatNext: `${keyPage} Or seal it into the file on the backup server.`,
  }),
  'settings-role-missing': () => ({ whatNext: 'Choose whether this is the server or a workstation.' }),
  'settings-pair-differs': () => ({
    whatNext: 'Make the file again on the backup server; the computers might not reach each other with this one.',
  }),
  'ledger-secret-missing': () => ({
    whatNext: 'Write the settings file again with a passphrase, and take that file to the stick.',
  }),
  'ledger-not-whole': () => ({
    whatNext: 'Check the computers that are concerned, and find out who had the stick.',
  }),
  'ledger-simulated': () => ({ whatNext: 'Take the ledger of the real computers.' }),
  'kit-program-unusable': () => ({
    whatNext: 'Choose the unpacked directory of the packaged program, or make a kit with the script only.',
  }),
  'fault-list-invalid': ({ text }) => ({
    happened: `The program was started with "${text}", which is no list of faults for the simulated computer.`,
    whatNext: 'Start it again without that list.',
  }),
  'powershell-unusable': () => ({
    whatNext: 'Repair Windows PowerShell 5.1, then start the program again. Nothing is simulated in its place.',
  }),
  'host-not-here': ({ host }) => ({
    happened: `The host "${host}" cannot be used on this system.`,
    whatNext: 'Start the program again without choosing a host.',
  }),
  'needs-yes': () => ({ whatNext: byCommandLine }),
  'which-policy': () => ({ whatNext: 'Choose one of them on Start.' }),
  'undone-unproved': ({ level }) => ({
    happened: `The policy was ${level}, which is not as far as this role needs.`,
    whatNext: 'Look at the evidence, mend the cause, then assign again.',
  }),
  'undone-automatically': () => ({ whatNext: 'Assign it again, and keep it before the time is up.' }),
  'nothing-pending': () => ({ whatNext: `${readAgain}.` }),
  'pending-change': () => ({ whatNext: 'On Start choose "Keep" or "Undo now", then try again.' }),
  'change-interrupted': () => ({
    whatNext: 'Choose "Recover" on Start; undo it, or keep it where all of it is in place. Then try again.',
  }),
  'not-proved': () => ({
    whatNext: 'Check the policy, or choose "Keep without proof"; it is written down that you did.',
  }),
  'cannot-keep': () => ({ whatNext: 'Choose "Undo the change", then assign the policy again.' }),
  'rollback-of-several': ({ policies }) => ({
    happened: `The last change took several policies away at once (${policies.join(', ')}), and only one can be brought back at a time.`,
  }),
  'old-key-needed': () => ({
    whatNext: 'Assign the former policy anew with its old key; without that key the other side would not be met.',
  }),
  'keep-failed': () => ({ whatNext: 'Choose "Keep" once more, or "Give me more time" first.' }),
  'undo-task-left': () => ({ whatNext: endLeftUndo }),
  'journal-put-aside': () => ({
    whatNext: `${readAgain}; "Check" compares it with what was assigned, and "Remove" takes away what is ours.`,
  }),
  'journal-damaged': () => ({
    whatNext: 'Choose "Put the journal aside" on Start; what is still armed is then undone.',
  }),
  'journal-elsewhere': () => ({
    whatNext: 'Finish that change there; here choose "Put the journal aside" on Start.',
  }),
  'elevation-refused': () => ({
    whatNext: 'Go on without: everything but Assign works; or ask again and say yes to Windows.',
  }),
  internal: () => ({ whatNext: `${readAgain}, and report the mistake.` }),
};

/** Findings that speak of the command line, in the window's words: what they say otherwise. */
export const findingsInWindow: InWindow<FindingContexts> = {
  'journal-unusable': () => ({ whatNext: 'Choose "Put the journal aside" on Start.' }),
  'undo-task-left': () => ({ whatNext: endLeftUndo }),
  'key-needed': () => ({
    happened: 'The pre-shared key has not been entered.',
    stateNow: 'The check itself has changed nothing.',
    whatNext: 'Enter it on the page "Security rule".',
  }),
  'key-not-compared': () => ({
    happened: 'No pre-shared key was entered, so the stored key was not compared.',
    stateNow: 'Everything else was compared with what is on the computer.',
    whatNext: 'Enter the key on the page "Security rule" to have it compared.',
  }),
};
