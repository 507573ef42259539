import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

/** Writing to a policy store needs administrator rights. Off Windows there is nothing to read, and that blocks nothing. */
export const elevation: ComputerCheck = {
  id: 'elevation',
  run: ({ facts: { computer } }) =>
    computer.elevated.available && !computer.elevated.value
      ? [finding('not-elevated', 'block', { computer: computer.computerName })]
      : [],
};
