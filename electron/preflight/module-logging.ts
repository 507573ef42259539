import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

/** Module logging writes the values of parameters into the event log, the key among them. */
export const moduleLogging: ComputerCheck = {
  id: 'module-logging',
  run: ({ facts: { computer } }) =>
    computer.powershellLogging.available && computer.powershellLogging.value.moduleLogging
      ? [finding('module-logging', 'warning', {})]
      : [],
};
