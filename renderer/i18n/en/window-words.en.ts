import type { ErrorContexts } from '#contract/app-error';
import type { FindingContexts, Sentences } from '#contract/finding';

const untouched = 'Nothing on this computer has been changed.';

/** Errors that speak of the command line, in the window's words. */
export const errorsInWindow: { readonly [C in keyof ErrorContexts]?: (context: ErrorContexts[C]) => Sentences } = {
  usage: ({ problem }) => ({
    happened: `The program cannot do that: ${problem}.`,
    stateNow: untouched,
    whatNext: 'Go back to Start and try again.',
  }),
  'key-missing': () => ({
    happened: 'The policy authenticates with a pre-shared key, and none was given.',
    stateNow: untouched,
    whatNext: 'Enter the key on the page "Security rule".',
  }),
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
};

/** Findings that speak of the command line, in the window's words. */
export const findingsInWindow: { readonly [C in keyof FindingContexts]?: (context: FindingContexts[C]) => Sentences } =
  {
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
