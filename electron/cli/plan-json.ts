import type { Invocation, ParameterValue } from '#contract/invocation';
import type { Plan, RemovingInvocation } from '#compiler/plan';
import type { IpSecurityPolicy } from '#policy/model';

const valueJson = (value: ParameterValue): unknown =>
  typeof value === 'object' && !Array.isArray(value) && 'secret' in value ? '***' : value;

export const invocationJson = ({ cmdlet, parameters }: Invocation): object => ({
  cmdlet,
  parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, valueJson(value)])),
});

/** The plan as the command line promises it: flat steps, secrets masked; the policy in secpol's words beside it. */
export const planJson = (plan: Plan, policy: IpSecurityPolicy): object => ({
  fingerprint: plan.fingerprint,
  target: plan.target.kind,
  ...(plan.target.kind === 'gpo' ? { gpo: plan.target.gpo } : {}),
  role: plan.role,
  policy: plan.policyId,
  ipSecurityPolicy: policy,
  steps: plan.steps.map(({ id, invocation, inverse, because }) => ({
    id,
    ...invocationJson(invocation),
    inverse: inverse === null ? null : invocationJson(inverse),
    because,
  })),
  retire: plan.retire.map((removal: RemovingInvocation) => invocationJson(removal)),
  difference: plan.difference,
});
