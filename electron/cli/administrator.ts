import type { Target } from '#contract/store-object';
import { groupPolicyTexts as texts } from '#texts/group-policy.en';
import type { Output } from './output';

/** What is left to do once a Group Policy object is saved; nothing on this computer. */
export const administratorLines = (target: Target): readonly string[] =>
  target.kind === 'local' ? [] : texts.administrator(target.gpo);

/** The same once a policy was taken out of it. */
export const removedAdministratorLines = (target: Target): readonly string[] =>
  target.kind === 'local' ? [] : texts.removedAdministrator(target.gpo);

/** The answer of a change in a Group Policy object holds the lines; that of a local one does not have the member. */
export const administratorField = (lines: readonly string[]): { readonly administrator?: readonly string[] } =>
  lines.length === 0 ? {} : { administrator: lines };

export function tellAdministrator(output: Output, lines: readonly string[]): void {
  if (lines.length === 0) return;
  output.line(`\n${texts.administratorTitle}`);
  for (const [at, line] of lines.entries()) output.line(`${String(at + 1).padStart(3)}. ${line}`);
}
