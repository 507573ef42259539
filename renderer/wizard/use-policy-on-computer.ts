import { useStore } from 'zustand';
import type { PolicyInGpo, PolicyOnComputer } from '#contract/ipc';
import { isWhose, type Whose } from '../stores/change-store';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';

/** What the overview tells of one policy; undefined when it is not, or no longer, where it was. */
export const usePolicyOnComputer = (whose: Whose): PolicyOnComputer | PolicyInGpo | undefined =>
  useStore(useStores().computer.state, (state) => {
    const overview = overviewOf(state);
    const known = overview === undefined ? [] : [...overview.policies, ...overview.inGroupPolicy];
    return known.find((policy) => isWhose(whose, policy));
  });
