import { finding, type Finding } from '#contract/finding';
import { faultyOnes, severityOf } from './certificate-methods';
import type { Check, CheckInput } from './check';

const outOfTime = (input: CheckInput, why: 'expired' | 'not-yet-valid'): readonly Finding[] =>
  faultyOnes(input, why, ({ subject, notBefore, notAfter }, here) => {
    const moment = why === 'expired' ? notAfter : notBefore;
    const context = { authority: here.method.authority, subject, moment, why };
    return finding('certificate-out-of-time', severityOf(here), context, here.path);
  });

/** Expired, or not valid yet by this computer's own clock. */
export const certificateOutOfTime: Check = {
  id: 'certificate-out-of-time',
  run: (input) => [...outOfTime(input, 'expired'), ...outOfTime(input, 'not-yet-valid')],
};
