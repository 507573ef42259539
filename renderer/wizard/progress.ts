import { blocks, type Finding } from '#contract/finding';
import type { IpSecurityPolicy } from '#policy/model';
import { usesKey } from '#policy/uses-key';
import { editingSteps, ownerOf, type EditingStep, type WizardStep } from './steps';

/** The facts from which every state of the wizard follows; nothing is remembered beside them. */
export interface Situation {
  readonly policy: IpSecurityPolicy | null;
  /** What validation says of that policy. */
  readonly findings: readonly Finding[];
  /** Whether the vault keeps a key for that policy. */
  readonly keyKept: boolean;
  /** What the computer's own check said of exactly that policy and key; null while it has not. */
  readonly preflight: readonly Finding[] | null;
  readonly change: 'none' | 'running' | 'pending' | 'in-place' | 'failed';
  /** Whether some change is neither kept nor undone, whoever began it. */
  readonly unfinished: boolean;
}

export type BlockedBecause = 'no-role' | 'page-needs-attention' | 'change-running' | 'not-kept' | 'not-assigned';

export type StepState =
  | { readonly kind: 'open' }
  | { readonly kind: 'complete'; readonly warnings: number }
  | { readonly kind: 'attention'; readonly problems: number }
  | { readonly kind: 'blocked'; readonly because: BlockedBecause; readonly step?: EditingStep };

/** What stands between the reviewed policy and the computer. */
export type Obstacle = 'unfinished' | 'page-needs-attention' | 'key-missing' | 'not-checked' | 'preflight';

const blockingSteps = (findings: readonly Finding[]): readonly EditingStep[] =>
  editingSteps.filter((step) => findings.some((finding) => finding.severity === 'block' && ownerOf(finding) === step));

const keyMissing = ({ policy, keyKept }: Situation): boolean => policy !== null && usesKey(policy) && !keyKept;

function editing(step: EditingStep, situation: Situation): StepState {
  const own = situation.findings.filter((finding) => ownerOf(finding) === step);
  const problems = own.filter(({ severity }) => severity === 'block').length;
  if (problems > 0) return { kind: 'attention', problems };
  if (step === 'security-rule' && keyMissing(situation)) return { kind: 'open' };
  return { kind: 'complete', warnings: own.filter(({ severity }) => severity === 'warning').length };
}

function review({ findings, preflight, change }: Situation): StepState {
  const [step] = blockingSteps(findings);
  if (step !== undefined) return { kind: 'blocked', because: 'page-needs-attention', step };
  if (change === 'in-place') return { kind: 'complete', warnings: 0 };
  const problems = (preflight ?? []).filter(({ severity }) => severity === 'block').length;
  return problems > 0 ? { kind: 'attention', problems } : { kind: 'open' };
}

const assign = ({ change }: Situation): StepState => {
  if (change === 'none') return { kind: 'blocked', because: 'not-assigned' };
  if (change === 'running' || change === 'pending') return { kind: 'open' };
  return change === 'in-place' ? { kind: 'complete', warnings: 0 } : { kind: 'attention', problems: 1 };
};

const outcome = ({ change }: Situation): StepState => {
  if (change === 'none') return { kind: 'blocked', because: 'not-assigned' };
  if (change === 'running') return { kind: 'blocked', because: 'change-running' };
  if (change === 'pending') return { kind: 'blocked', because: 'not-kept' };
  return change === 'in-place' ? { kind: 'complete', warnings: 0 } : { kind: 'open' };
};

function stateOf(step: WizardStep, situation: Situation): StepState {
  switch (step) {
    case 'start':
      return situation.policy === null ? { kind: 'open' } : { kind: 'complete', warnings: 0 };
    case 'filter-list':
    case 'filter-action':
    case 'security-rule':
      return editing(step, situation);
    case 'review':
      return review(situation);
    case 'assign':
      return assign(situation);
    case 'outcome':
      return outcome(situation);
  }
}

/** What the left rail says of a page, and whether it can be opened. Pure: the same facts give the same states. */
export function progress(step: WizardStep, situation: Situation): StepState {
  if (situation.change === 'running' && step !== 'assign') return { kind: 'blocked', because: 'change-running' };
  if (situation.policy === null && step !== 'start') return { kind: 'blocked', because: 'no-role' };
  return stateOf(step, situation);
}

/** Why the policy cannot be assigned yet, in the order in which a person can mend it; empty when it can. */
export function obstacles(situation: Situation): readonly Obstacle[] {
  if (situation.unfinished) return ['unfinished'];
  if (blocks(situation.findings)) return ['page-needs-attention'];
  return [
    ...(keyMissing(situation) ? (['key-missing'] as const) : []),
    ...(situation.preflight === null ? (['not-checked'] as const) : []),
    ...(blocks(situation.preflight ?? []) ? (['preflight'] as const) : []),
  ];
}
