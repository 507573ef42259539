import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

export const netSecurityModule: ComputerCheck = {
  id: 'netsecurity-module',
  run: ({ facts: { computer } }) =>
    computer.netSecurityModule.available
      ? []
      : [finding('netsecurity-missing', 'block', { reason: computer.netSecurityModule.reason })],
};
