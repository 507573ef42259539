import { finding } from '#contract/finding';
import type { Check } from './check';

/** What can be said without the key, and what cannot. */
export const key: Check = {
  id: 'key',
  run: ({ policy, plan, keyGiven }) => {
    const usesKey = policy.rules.some((rule) =>
      rule.authenticationMethods.some(({ kind }) => kind === 'pre-shared-key'),
    );
    if (!usesKey || keyGiven) return [];
    const createsSet = plan.difference.create.some(({ kind }) => kind === 'NetIPsecPhase1AuthSet');
    return [createsSet ? finding('key-needed', 'note', {}) : finding('key-not-compared', 'note', {})];
  },
};
