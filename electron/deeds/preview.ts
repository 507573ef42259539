import type { Preview } from '#contract/ipc';
import { renderInvocation, type RenderOptions } from '#compiler/render';
import type { Examined } from './examine';

/** How a plan is listed for a person: the outcome of a step by its id, secrets masked. */
export const listing: RenderOptions = { step: (id) => `<${id}>`, secret: () => "'***'" };

/** What was examined, as Review shows it. Pure. */
export function previewOf({ plan, findings }: Pick<Examined, 'plan' | 'findings'>): Preview {
  return {
    fingerprint: plan.fingerprint,
    steps: plan.steps.map(({ id, invocation, because }) => ({
      id,
      cmdlet: invocation.cmdlet,
      powershell: renderInvocation(invocation, listing),
      because,
    })),
    retire: plan.retire.map((removal) => renderInvocation(removal, listing)),
    difference: plan.difference,
    drift: plan.drift,
    findings,
  };
}
