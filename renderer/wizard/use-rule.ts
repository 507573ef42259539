import { useStore } from 'zustand';
import type { Finding } from '#contract/finding';
import type { IpSecurityPolicy } from '#policy/model';
import { useStores } from '../stores/stores-context';
import { rulePath } from './edit-policy';
import { ruleAtPath, ruleToMend, ruleWithKey, shownAt } from './rules';
import { type EditingStep, ownerOf } from './steps';
import { useFindings, usePolicy } from './use-wizard';

export interface ChosenRule {
  /** Its place among the rules of the policy, counted from 0. */
  readonly at: number;
  /** As findings name it: `rules[0]`. */
  readonly path: string;
}

const shownIn = (policy: IpSecurityPolicy | null, wanted: number): number =>
  policy === null ? 0 : shownAt(policy, wanted);

/** The security rule that the pages show and edit. */
export function useChosenRule(): ChosenRule {
  const wanted = useStore(useStores().chosenRule);
  const at = shownIn(usePolicy(), wanted);
  return { at, path: rulePath(at) };
}

/** Chooses the rule that the pages show. */
export function useChooseRule(): (at: number) => void {
  const { chosenRule } = useStores();
  return (at) => {
    chosenRule.setState(at, true);
  };
}

/** Goes to a page, and there to a rule in which something blocks. */
export function useMend(): (step: EditingStep) => void {
  const { place } = useStores();
  const { at } = useChosenRule();
  const choose = useChooseRule();
  const findings = useFindings();
  return (step) => {
    choose(ruleToMend(findings, step, at));
    place.go(step);
  };
}

/** Goes to where the key is entered: a rule that authenticates by it. */
export function useEnterKey(): () => void {
  const { place } = useStores();
  const { at } = useChosenRule();
  const choose = useChooseRule();
  const policy = usePolicy();
  return () => {
    if (policy !== null) choose(ruleWithKey(policy, at));
    place.go('security-rule');
  };
}

/** Goes to the page and the rule that a finding is about. */
export function useShowFinding(): (finding: Finding) => void {
  const { place } = useStores();
  const choose = useChooseRule();
  return (finding) => {
    const at = ruleAtPath(finding.path);
    if (at !== undefined) choose(at);
    place.go(ownerOf(finding));
  };
}
