import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';
import { isWord } from './others';

/**
 * Nothing of this program is a script on disk, so that no execution policy stops it; what is carried to another computer
 * is one. Nobody having set a policy is Windows' own default and no news.
 */
export const executionPolicy: ComputerCheck = {
  id: 'execution-policy',
  run: ({ facts: { computer } }) => {
    const set = computer.executionPolicy.available ? computer.executionPolicy.value : null;
    return set !== null && ['AllSigned', 'Restricted'].some((policy) => isWord(policy, set.policy))
      ? [finding('execution-policy', 'warning', { policy: set.policy, scope: set.scope })]
      : [];
  },
};
