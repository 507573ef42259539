import type { Finding } from '#contract/finding';
import { ownerOf, type EditingStep } from './steps';

/** What the program itself can do about a finding. */
export type Remedy =
  | { readonly kind: 'restart' }
  | { readonly kind: 'wait'; readonly count: number }
  | { readonly kind: 'enter-key' }
  | { readonly kind: 'page'; readonly step: EditingStep }
  | { readonly kind: 'again' };

/** The remedy of a finding on Review; undefined where only a person can do something, or nothing needs to be done. */
export function remedyOf(finding: Finding, canElevate: boolean): Remedy | undefined {
  const { code, path, severity } = finding;
  if (code === 'not-elevated') return canElevate ? { kind: 'restart' } : undefined;
  if (code === 'backup-running') return { kind: 'wait', count: finding.context.count };
  if (code === 'key-needed' || code === 'key-not-compared') return { kind: 'enter-key' };
  if (path !== undefined) return { kind: 'page', step: ownerOf(finding) };
  return severity === 'block' ? { kind: 'again' } : undefined;
}
