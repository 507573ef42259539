import type { Target } from '#contract/store-object';
import { because } from '#texts/because.en';
import type { ObjectStep, OpeningInvocation, PlanStep, RemovingInvocation, SavingInvocation } from './plan';
import { openGpoStep } from './steps';

type GpoTarget = Extract<Target, { readonly kind: 'gpo' }>;

export const saveGpoStep = 'save-gpo';

/**
 * Without a controller by name the session may be opened on a read-only one, and all of it is lost when it is saved
 * (Open-NetGPO.md, -DomainController).
 */
export const opening = ({ gpo, domainController }: GpoTarget): OpeningInvocation => ({
  cmdlet: 'Open-NetGPO',
  parameters: { PolicyStore: gpo, ...(domainController === undefined ? {} : { DomainController: domainController }) },
});

export const saving: SavingInvocation = {
  cmdlet: 'Save-NetGPO',
  parameters: { GPOSession: { fromStep: openGpoStep } },
};

/** The steps as one transaction: those of a Group Policy object between opening it and saving it; nothing where there are none. */
export function inSession(target: Target, steps: readonly PlanStep[]): readonly PlanStep[] {
  if (target.kind === 'local' || steps.length === 0) return steps;
  const open = opening(target);
  const words = because.openGpo(target.gpo, target.domainController);
  return [
    { id: openGpoStep, invocation: open, inverse: null, because: words },
    ...steps,
    { id: saveGpoStep, invocation: saving, inverse: open, because: because.saveGpo(target.gpo) },
  ];
}

/** Whether a call writes into the open session; else it writes the store at once. */
export const isInSession = ({ parameters }: RemovingInvocation | ObjectStep['inverse']): boolean =>
  'GPOSession' in parameters;

/** The same call on the store itself, which is saved at once: how a person does it by hand, without a session. */
export function withoutSession<Call extends RemovingInvocation | ObjectStep['inverse']>(
  call: Call,
  target: Target,
): Call {
  if (target.kind === 'local' || !isInSession(call)) return call;
  const others = Object.fromEntries(Object.entries(call.parameters).filter(([name]) => name !== 'GPOSession'));
  // The session and the store are two parameters of every parameter set that has one of them.
  return { ...call, parameters: { ...others, PolicyStore: target.gpo } } as unknown as Call;
}
