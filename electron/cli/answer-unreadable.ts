import { appError } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { unreadable } from '#preflight/checks';
import { statusOfError, type ExitStatus } from './exit-status';
import { findingJson, type Output } from './output';

/** Ends a verb that only looks where there was nothing to see: says why, and answers the exit status. */
export function answerUnreadable(facts: Facts, output: Output): ExitStatus | undefined {
  const findings = unreadable(facts);
  const [cause] = findings;
  if (cause === undefined) return undefined;
  const error = appError('blocked', { finding: cause });
  output.error(error, { findings: findings.map(findingJson) });
  return statusOfError(error.code);
}
