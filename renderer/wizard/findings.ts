import type { Finding } from '#contract/finding';
import { here, type Target } from '#contract/store-object';
import type { IpSecurityPolicy } from '#policy/model';
import { validatePolicy } from '#policy/validate';

interface Judged {
  readonly target: Target;
  readonly findings: readonly Finding[];
}

const judged = new WeakMap<IpSecurityPolicy, Judged>();

/** What can be said of a policy without a computer. The same policy value is judged once: a thousand filters take time. */
export function findingsOf(policy: IpSecurityPolicy | null, target: Target = here): readonly Finding[] {
  if (policy === null) return [];
  const known = judged.get(policy);
  if (known?.target === target) return known.findings;
  const findings = validatePolicy(policy, { target });
  judged.set(policy, { target, findings });
  return findings;
}

/** Findings about exactly this field. */
export const findingsAt = (findings: readonly Finding[], path: string): readonly Finding[] =>
  findings.filter((finding) => finding.path === path);

/** Findings about this field and everything in it. */
export const findingsUnder = (findings: readonly Finding[], path: string): readonly Finding[] =>
  findings.filter(
    (finding) =>
      finding.path === path ||
      finding.path?.startsWith(`${path}.`) === true ||
      finding.path?.startsWith(`${path}[`) === true,
  );

const ranks = { block: 0, warning: 1, note: 2 } as const;

/** The finding that a field shows first. */
export const worst = (findings: readonly Finding[]): Finding | undefined =>
  findings.toSorted((a, b) => ranks[a.severity] - ranks[b.severity])[0];

export const blocking = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity === 'block');
