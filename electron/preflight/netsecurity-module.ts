import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

/** In a locked-down PowerShell the module cannot be asked for, which does not make it missing. */
export const netSecurityModule: ComputerCheck = {
  id: 'netsecurity-module',
  run: ({ facts: { computer } }) =>
    computer.netSecurityModule.available || computer.languageMode !== 'FullLanguage'
      ? []
      : [finding('netsecurity-missing', 'block', { reason: computer.netSecurityModule.reason })],
};
