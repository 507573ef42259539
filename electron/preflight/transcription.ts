import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

/** A transcript holds what PowerShell runs and answers, in a file that others may read. */
export const transcription: ComputerCheck = {
  id: 'transcription',
  run: ({ facts: { computer } }) =>
    computer.powershellLogging.available && computer.powershellLogging.value.transcription
      ? [finding('transcription', 'warning', {})]
      : [],
};
