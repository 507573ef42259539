import type { BlockedBecause, Obstacle, StepState } from '../../wizard/progress';
import type { EditingStep, StepGroup, WizardStep } from '../../wizard/steps';

const steps: Readonly<Record<WizardStep, string>> = {
  start: 'Start',
  'filter-list': 'IP filter list',
  'filter-action': 'Filter action',
  'security-rule': 'Security rule',
  review: 'Review',
  assign: 'Assign',
  outcome: 'Outcome',
};

const groups: Readonly<Record<StepGroup, string>> = {
  computer: 'Computer',
  filter: 'Filter',
  protection: 'Protection',
  rule: 'Rule',
  assign: 'Assign',
};

const nextStep: Readonly<Record<WizardStep, string>> = {
  start: 'Next: start',
  'filter-list': 'Next: IP filter list',
  'filter-action': 'Next: filter action',
  'security-rule': 'Next: security rule',
  review: 'Next: review',
  assign: 'Next: assign',
  outcome: 'Next: outcome',
};

const blocked = (because: BlockedBecause, step: EditingStep | undefined): string => {
  switch (because) {
    case 'no-role':
      return 'Choose on Start what this computer is.';
    case 'page-needs-attention':
      return `First mend what the page "${step === undefined ? '' : steps[step]}" says.`;
    case 'change-running':
      return 'A change of this computer is running.';
    case 'not-kept':
      return 'Comes when the change is kept or undone.';
    case 'not-assigned':
      return 'Comes after Review: the policy is assigned from there.';
  }
};

/** State of a page in the left rail: the word, and the sentence behind it. */
const state = (value: StepState): { readonly word: string; readonly why: string } => {
  switch (value.kind) {
    case 'open':
      return { word: 'open', why: '' };
    case 'complete':
      return {
        word: 'complete',
        why: value.warnings === 0 ? '' : `${value.warnings} ${value.warnings === 1 ? 'warning' : 'warnings'}`,
      };
    case 'attention':
      return {
        word: 'needs attention',
        why: `${value.problems} ${value.problems === 1 ? 'problem' : 'problems'} to mend`,
      };
    case 'blocked':
      return { word: 'not yet', why: blocked(value.because, value.step) };
  }
};

const obstacle: Readonly<Record<Obstacle, string>> = {
  'page-needs-attention': 'A page of the policy needs attention.',
  'key-missing': 'The pre-shared key is missing; enter it on the page "Security rule".',
  'not-checked': 'This computer has not been checked for this policy yet.',
  preflight: 'A pre-flight finding blocks the change.',
  unfinished: 'A change before this one is neither kept nor undone.',
};

export const frame = {
  product: 'IPsec Backup Wizard',
  simulation: 'Simulation. Nothing on this computer is changed.',
  preview: 'Preview in the browser',
  navigation: 'Pages of the wizard',
  commands: 'Wizard commands',
  steps,
  groups,
  nextStep,
  state,
  obstacle,
  documentTitle: (page: string): string => `${page} - IPsec Backup Wizard`,
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  finish: 'Finish',
  undo: 'Undo',
  redo: 'Redo',
  more: 'More',
  moreAbout: (field: string): string => `More about ${field}`,
  severity: { block: 'Blocks', warning: 'Warning', note: 'Note' },
  details: 'Details',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not be copied',
  save: 'Save',
  saved: (file: string): string => `Saved as ${file}.`,
  draftNotSaved: 'The draft cannot be saved and ends with this window.',
  wholeNumber: (text: string): string =>
    text === '' ? 'The field is empty. Enter a whole number.' : `"${text}" is not a whole number. Use digits only.`,
  reading: 'Reading',
  openedWithoutProgram: {
    happened: 'This page was opened without its program.',
    stateNow: 'Nothing on this computer has been changed.',
    whatNext: 'Start IPsec Backup Wizard; it opens this page by itself.',
  },
  leave: {
    title: 'Leave this change?',
    text: 'Nothing on this computer has been changed. The draft can wait for you on Start.',
    keep: 'Keep the draft and leave',
    discard: 'Discard the draft',
    stay: 'Go on editing',
  },
};
