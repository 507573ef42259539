import { appError, AppFailure, type AppError } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Finding } from '#contract/finding';
import type { Secret } from '#contract/secret';
import { here, type Target } from '#contract/store-object';
import type { Aside, AsideWish } from '#compiler/aside';
import { compile } from '#compiler/compile';
import type { Plan } from '#compiler/plan';
import { planChange } from '#compiler/plan-change';
import type { CompiledPolicy } from '#compiler/wanted';
import { gatherFacts } from '#host/facts';
import type { IpSecurityPolicy } from '#policy/model';
import { parsePolicy } from '#policy/parse';
import { validatePolicy } from '#policy/validate';
import { preflight } from '#preflight/checks';
import { peerOf } from '#preflight/peer';
import { putAsideFindings } from '#preflight/port-not-closed';
import { asideFindings, asideWish, nothingRecorded, type AsideConsent, type RecordedAside } from './aside';
import type { Place } from './place';
import { inventoryOf, openedOn } from './store-of-target';

/** A policy that was parsed and validated, and where it is to land. */
export interface ChosenPolicy {
  readonly policy: IpSecurityPolicy;
  readonly target: Target;
  /** Warnings and notes; what blocks has been thrown. */
  /** Also `pre-shared-key-in-gpo`, which blocks. */
  readonly findings: readonly Finding[];
  readonly consent?: AsideConsent | undefined;
  /** Where an earlier state comes back: what it had put aside, in place of what was agreed to since. */
  readonly aside?: Aside | undefined;
}

export interface GivenKey {
  readonly key: Secret | undefined;
  /** Why there is none, where that says more than `key-missing`. */
  readonly whyNone?: AppError;
  readonly findings: readonly Finding[];
}

export const noKey: GivenKey = { key: undefined, findings: [] };

/** A policy held against one computer: everything that plan, apply, preflight and verify look at. */
export interface Examined {
  readonly chosen: ChosenPolicy;
  readonly compiled: CompiledPolicy;
  readonly facts: Facts;
  readonly plan: Plan;
  readonly aside: AsideWish;
  /** Of the policy, of the key, and of pre-flight, in this order. */
  readonly findings: readonly Finding[];
}

/** What is wrong with a policy itself; a key in a Group Policy object is wrong there only, and blocks as pre-flight does. */
const isInvalid = ({ severity, code }: Finding): boolean => severity === 'block' && code !== 'pre-shared-key-in-gpo';

/** Anything into a policy that can be compiled. Throws AppFailure `policy-invalid` with the first finding that blocks. */
export function choosePolicy(input: unknown, target: Target = here): ChosenPolicy {
  const parsed = parsePolicy(input);
  const findings = parsed.ok ? validatePolicy(parsed.value, { target }) : parsed.error;
  const blocking = findings.find(isInvalid);
  if (blocking !== undefined) throw new AppFailure(appError('policy-invalid', { finding: blocking }, blocking.path));
  if (parsed.ok) return { policy: parsed.value, target, findings };
  throw new AppFailure(appError('usage', { problem: 'this is no policy' }));
}

/** The computer as it is now; stored keys are compared with the given one. Throws AppFailure or CmdletError. */
export const factsOf = ({ gateway }: Place, { key }: GivenKey, target: Target = here): Promise<Facts> =>
  gatherFacts(gateway, key === undefined ? {} : { compareKey: key }, target);

/** As above for one policy: the server that a workstation's policy names is tried as well. Throws as above. */
export const factsFor = ({ gateway }: Place, { key }: GivenKey, { policy, target }: ChosenPolicy): Promise<Facts> =>
  gatherFacts(gateway, key === undefined ? {} : { compareKey: key }, target, peerOf(policy));

/** What would be done here, and what stands in its way. Pure. */
export function examine(
  chosen: ChosenPolicy,
  facts: Facts,
  given: GivenKey,
  recorded: RecordedAside = nothingRecorded,
): Examined {
  const compiled = compile(chosen.policy, openedOn(chosen.target, facts));
  const inventory = inventoryOf(chosen.target, facts);
  const aside = asideWish(chosen, planChange(compiled, inventory), facts, recorded);
  const plan = planChange(compiled, inventory, aside);
  const found = preflight({ policy: chosen.policy, plan, facts, keyGiven: given.key !== undefined });
  const agreed = [
    ...putAsideFindings(aside.put.firewallRules, { plan, facts }),
    ...asideFindings(chosen, aside, facts),
  ];
  return {
    chosen,
    compiled,
    facts,
    plan,
    aside,
    findings: [...chosen.findings, ...given.findings, ...found, ...agreed],
  };
}
