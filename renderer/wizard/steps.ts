import type { Finding } from '#contract/finding';

/** The pages of the wizard, in secpol's order. */
export const wizardSteps = [
  'start',
  'filter-list',
  'filter-action',
  'security-rule',
  'review',
  'assign',
  'outcome',
] as const;
export type WizardStep = (typeof wizardSteps)[number];

export type StepGroup = 'computer' | 'filter' | 'protection' | 'rule' | 'assign';

/** What the left rail shows: five groups, one line for each page. */
export const stepGroups: readonly { readonly group: StepGroup; readonly steps: readonly WizardStep[] }[] = [
  { group: 'computer', steps: ['start'] },
  { group: 'filter', steps: ['filter-list'] },
  { group: 'protection', steps: ['filter-action'] },
  { group: 'rule', steps: ['security-rule'] },
  { group: 'assign', steps: ['review', 'assign', 'outcome'] },
];

/** Pages that edit the policy, each with the paths that are its own; the security rule owns what nobody else does. */
export const editingSteps = ['filter-list', 'filter-action', 'security-rule'] as const;
export type EditingStep = (typeof editingSteps)[number];

export const isEditingStep = (step: WizardStep): step is EditingStep => editingSteps.some((one) => one === step);

const owners: readonly (readonly [EditingStep, RegExp])[] = [
  ['filter-list', /^rules$|^closeTheRest|^allowIfSecure|^rules\[\d+\]\.filterList/],
  ['filter-action', /^keyExchange|^rules\[\d+\]\.filterAction/],
];

/** The page on which a finding about the policy can be mended. */
export function ownerOf({ path = '' }: Finding): EditingStep {
  return owners.find(([, pattern]) => pattern.test(path))?.[0] ?? 'security-rule';
}

export const nextStep = (step: WizardStep): WizardStep | undefined => wizardSteps[wizardSteps.indexOf(step) + 1];
export const previousStep = (step: WizardStep): WizardStep | undefined => wizardSteps[wizardSteps.indexOf(step) - 1];

export const isWizardStep = (value: unknown): value is WizardStep => wizardSteps.some((step) => step === value);
