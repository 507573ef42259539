import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

/** The key enters by the environment and is in no script, but what is done here is written down, addresses included. */
export const scriptBlockLogging: ComputerCheck = {
  id: 'script-block-logging',
  run: ({ facts: { computer } }) =>
    computer.powershellLogging.available && computer.powershellLogging.value.scriptBlockLogging
      ? [finding('script-block-logging', 'warning', {})]
      : [],
};
