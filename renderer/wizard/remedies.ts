import type { Finding } from '#contract/finding';
import { ownerOf, type EditingStep } from './steps';

/** What the program itself can do about a finding. */
export type Remedy =
  | { readonly kind: 'restart' }
  | { readonly kind: 'wait'; readonly count: number | undefined }
  | { readonly kind: 'enter-key' }
  | { readonly kind: 'page'; readonly step: EditingStep }
  | { readonly kind: 'again' };

export const isBackupRunning = ({ code }: Finding): boolean => code === 'backup-running';

/** Connections on the port, where the finding counts them. */
function countOf({ context }: Finding): number | undefined {
  const count: unknown = Object.entries(context).find(([, value]) => typeof value === 'number')?.[1];
  return typeof count === 'number' ? count : undefined;
}

/** The remedy of a finding on Review; undefined where only a person can do something, or nothing needs to be done. */
export function remedyOf(finding: Finding, canElevate: boolean): Remedy | undefined {
  const { code, path, severity } = finding;
  if (code === 'not-elevated') return canElevate ? { kind: 'restart' } : undefined;
  if (isBackupRunning(finding)) return { kind: 'wait', count: countOf(finding) };
  if (code === 'key-needed' || code === 'key-not-compared') return { kind: 'enter-key' };
  if (path !== undefined) return { kind: 'page', step: ownerOf(finding) };
  return severity === 'block' ? { kind: 'again' } : undefined;
}
