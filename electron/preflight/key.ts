import { finding } from '#contract/finding';
import { usesKey } from '#policy/uses-key';
import type { Check } from './check';

/** What can be said without the key, and what cannot. */
export const key: Check = {
  id: 'key',
  run: ({ policy, plan, keyGiven }) => {
    if (!usesKey(policy) || keyGiven) return [];
    const createsSet = plan.difference.create.some(({ kind }) => kind === 'NetIPsecPhase1AuthSet');
    return [createsSet ? finding('key-needed', 'note', {}) : finding('key-not-compared', 'note', {})];
  },
};
