import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

/** Constrained Language Mode (AppLocker, Device Guard) forbids what the program's scripts do. */
export const languageMode: ComputerCheck = {
  id: 'language-mode',
  run: ({ facts: { computer } }) =>
    computer.languageMode === 'FullLanguage'
      ? []
      : [finding('constrained-language', 'block', { mode: computer.languageMode })],
};
