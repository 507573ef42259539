import { finding } from '#contract/finding';
import { certificateMethods } from './certificate-methods';
import type { Check } from './check';

const MOST_NAMED = 4;

/** Which of several fitting certificates Windows takes is documented nowhere. */
export const certificateSeveral: Check = {
  id: 'certificate-several',
  run: (input) =>
    certificateMethods(input)
      .filter(({ usable }) => usable.length > 1)
      .map(({ method: { authority }, path, usable }) => {
        const subjects = usable.slice(0, MOST_NAMED).map(({ subject }) => subject);
        return finding('certificate-several', 'note', { authority, subjects, count: usable.length }, path);
      }),
};
