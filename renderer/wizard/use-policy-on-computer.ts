import { useStore } from 'zustand';
import type { PolicyOnComputer } from '#contract/ipc';
import type { Whose } from '../stores/change-store';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';

export const isWhose = ({ policyId, role }: Whose, policy: Whose): boolean =>
  policy.policyId === policyId && policy.role === role;

/** What the overview tells of one policy; undefined when it is not, or no longer, on the computer. */
export const usePolicyOnComputer = (whose: Whose): PolicyOnComputer | undefined =>
  useStore(useStores().computer.state, (state) => overviewOf(state)?.policies.find((policy) => isWhose(whose, policy)));
