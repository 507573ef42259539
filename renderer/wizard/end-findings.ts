import { finding, type Finding } from '#contract/finding';
import type { ChangeEnd } from '#contract/ipc';
import type { IpSecurityPolicy } from '#policy/model';
import { usesKey } from '#policy/uses-key';

/** What is still to be minded after a change. Who keeps a change examines nothing anew; a key stays a key all the same. */
export function findingsOfEnd({ findings }: Pick<ChangeEnd, 'findings'>, policy: IpSecurityPolicy): readonly Finding[] {
  const said = findings.some(({ code }) => code === 'pre-shared-key-for-tests');
  return said || !usesKey(policy) ? findings : [...findings, finding('pre-shared-key-for-tests', 'warning', {})];
}
