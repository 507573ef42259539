import type { Facts } from '#contract/facts';
import { finding, type Finding } from '#contract/finding';
import type { Difference } from '#contract/store-object';
import { nothingAside } from '#compiler/aside';
import { compile } from '#compiler/compile';
import type { Plan } from '#compiler/plan';
import { planChange } from '#compiler/plan-change';
import type { HostGateway } from '#host/gateway';
import { readEnforcement, type Proof } from '#transaction/enforcement';
import type { IpSecurityPolicy } from '#policy/model';
import { usesKey } from '#policy/uses-key';
import { overruling } from '#preflight/checks';
import { asIfInForce } from '#preflight/gpo-rules';
import type { ChosenPolicy } from './examine';
import { storedInGpo } from './gpo-proof';
import { onOwnAddresses } from './own-addresses';
import type { Place } from './place';
import { readTarget } from './store-of-target';
import { refuseUnreadable } from './refusals';

export type Compared = Pick<ChosenPolicy, 'policy' | 'target' | 'aside'>;

/** A policy as it is on the computer now. */
export interface Verdict {
  readonly policy: string;
  readonly role: string;
  readonly differences: readonly Difference[];
  readonly proof: Proof;
  /** Rules of others that overrule ours, or might. What blocks is a difference as well. */
  readonly findings: readonly Finding[];
}

/** A difference that is not in what is stored, but in what becomes of it. */
const ofTheRule = (plan: Plan, property: string, expected: string, found: string): readonly Difference[] =>
  plan.expected
    .filter(({ kind }) => kind === 'NetIPsecRule')
    .slice(0, 1)
    .map(({ kind, name }) => ({ kind, name, property, expected, found }));

/** What is stored but not in force is drift as well: a difference of the rule's enforcement. */
const notInForce = ({ level, evidence }: Proof, plan: Plan): readonly Difference[] =>
  level === 'stored'
    ? ofTheRule(plan, '(enforcement)', 'in force', evidence.slice(1).join(' ').replace(/\.$/u, ''))
    : [];

const otherIn = ({ code, context }: Finding): string => ('other' in context ? context.other : code);

/** Rules that somebody else has added since then. */
const overruled = (findings: readonly Finding[], plan: Plan): readonly Difference[] =>
  findings
    .filter(({ severity }) => severity === 'block')
    .flatMap((one) => ofTheRule(plan, '(other rules)', 'none that overrules it', otherIn(one)));

/** In a Group Policy object a policy is stored; where it is in force is to be seen on the computers that it reaches. */
async function proofOf(gateway: HostGateway, plan: Plan, facts: Facts): Promise<Proof> {
  if (plan.drift.length > 0) return { level: 'none', evidence: [] };
  if (plan.target.kind === 'gpo') return storedInGpo(plan.target);
  return onOwnAddresses(await readEnforcement(gateway, plan, facts.active), plan, facts);
}

/** How far rules that are stored as they should be protect: what others overrule is stored and no more. */
export async function protection(place: Place, policy: IpSecurityPolicy, plan: Plan, facts: Facts): Promise<Proof> {
  const read = onOwnAddresses(await readEnforcement(place.gateway, plan, facts.active), plan, facts);
  const besides = overruled(overruling({ policy, plan, facts, keyGiven: true }), plan);
  return besides.length > 0 && read.level === 'enforced' ? { ...read, level: 'stored' } : read;
}

/** Compares one policy with what is stored and in force. Throws AppFailure `blocked`, CmdletError. */
export async function verify({ gateway }: Place, { policy, target, aside }: Compared, facts: Facts): Promise<Verdict> {
  refuseUnreadable(facts);
  const inventory = target.kind === 'local' ? facts.persistent : await readTarget(gateway, target);
  const plan = planChange(compile(policy, target), inventory, { put: aside ?? nothingAside, back: nothingAside });
  const read = await proofOf(gateway, plan, facts);
  const rules = target.kind === 'local' ? facts : asIfInForce(inventory, facts);
  const findings = overruling({ policy, plan, facts: rules, keyGiven: true });
  const besides = overruled(findings, plan);
  const proof: Proof = besides.length > 0 && read.level === 'enforced' ? { ...read, level: 'stored' } : read;
  const inForce = target.kind === 'local' ? notInForce(read, plan) : [];
  const differences = [...plan.drift, ...inForce, ...besides];
  return { policy: policy.id, role: policy.role, differences, proof, findings };
}

/** Without the key it is not known whether the stored key is the right one. */
export const keyFindings = (compared: readonly Compared[], keyGiven: boolean): readonly Finding[] => {
  const isNeeded = compared.some(({ policy }) => usesKey(policy));
  return isNeeded && !keyGiven ? [finding('key-not-compared', 'note', {})] : [];
};
