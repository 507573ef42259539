import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

/**
 * A policy made with secpol.msc is in no store that the cmdlets read, and which of the two systems goes first for the
 * same traffic is not documented.
 */
export const legacyPolicy: ComputerCheck = {
  id: 'legacy-policy',
  run: ({ facts: { computer } }) =>
    computer.legacyPolicy.available && computer.legacyPolicy.value !== null
      ? [finding('legacy-policy', 'warning', computer.legacyPolicy.value)]
      : [],
};
