import { appError, AppFailure, fail, type AppError } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Finding } from '#contract/finding';
import type { Target } from '#contract/store-object';
import { unreadable } from '#preflight/checks';
import { elevation } from '#preflight/elevation';
import { gpoTarget } from '#preflight/gpo-target';
import { languageMode } from '#preflight/language-mode';
import { netSecurityModule } from '#preflight/netsecurity-module';
import type { Examined, GivenKey } from './examine';

/** The error in which blocking findings end; missing rights are an error of their own. */
export function blockedBy(findings: readonly Finding[], { computer }: Facts): AppError | undefined {
  const blocking = findings.filter(({ severity }) => severity === 'block');
  const [first] = blocking;
  if (first === undefined) return undefined;
  const cause = blocking.find(({ code }) => code !== 'not-elevated');
  if (cause === undefined) return appError('not-elevated', { computer: computer.computerName }, first.path);
  return appError('blocked', { finding: cause }, cause.path);
}

/** What stands in the way of changing anything here, whatever the policy: of removing, keeping, undoing as well. */
export const changeBlockedBy = (facts: Facts): AppError | undefined =>
  blockedBy(
    [languageMode, netSecurityModule, elevation].flatMap(({ run }) => run({ facts })),
    facts,
  );

/** Throws AppFailure where something does. */
export function refuseUnable(facts: Facts): void {
  const error = changeBlockedBy(facts);
  if (error !== undefined) throw new AppFailure(error);
}

/** Throws AppFailure `blocked` where the policy stores could not be read: what is not known to be there is not missing. */
export function refuseUnreadable(facts: Facts): void {
  const [cause] = unreadable(facts);
  if (cause !== undefined) fail('blocked', { finding: cause });
}

/** Throws AppFailure `blocked` where the Group Policy object could not be read: what is not known to be there is not missing. */
export function refuseUnreadableGpo(target: Target, facts: Facts): void {
  const cause = gpoTarget.run({ target, facts }).find(({ severity }) => severity === 'block');
  if (cause !== undefined) fail('blocked', { finding: cause });
}

/** What was reviewed is what runs: any other plan is refused. Throws AppFailure `stale-plan`. */
export function refuseStale({ plan }: Examined, expected: string | undefined): void {
  if (expected === undefined || expected === plan.fingerprint) return;
  fail('stale-plan', { expected, found: plan.fingerprint });
}

/** Whether carrying it out takes the pre-shared key. */
export const storesKey = ({ plan }: Examined): boolean =>
  plan.steps.some(({ invocation }) => 'PreSharedKey' in invocation.parameters);

/** Throws AppFailure (`key-missing`, or why there is no key) where a step stores the key and none is given. */
export function refuseWithoutKey(examined: Examined, given: GivenKey): void {
  if (storesKey(examined)) refuseNoKey(given);
}

/** Throws AppFailure `key-missing`, or why there is no key. */
export function refuseNoKey({ key, whyNone }: GivenKey): void {
  if (key === undefined) throw new AppFailure(whyNone ?? appError('key-missing', {}));
}
