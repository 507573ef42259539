import { finding } from '#contract/finding';
import { faultyOnes, severityOf } from './certificate-methods';
import type { Check } from './check';

/** The server picks its own certificate by the name that workstations ask for: without one it has none to show. */
export const certificateName: Check = {
  id: 'certificate-name',
  run: (input) =>
    faultyOnes(input, 'other-name', ({ subject }, here) => {
      const { authority, server } = here.method;
      const context = { authority, subject, name: server?.name ?? '' };
      return finding('certificate-other-name', severityOf(here), context, here.path);
    }),
};
