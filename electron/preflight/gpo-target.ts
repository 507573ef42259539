import type { Facts } from '#contract/facts';
import { finding, type Finding } from '#contract/finding';
import type { Target } from '#contract/store-object';
import type { Check } from './check';
import { isWord } from './others';

type GpoTarget = Extract<Target, { readonly kind: 'gpo' }>;

function domainFindings({ gpo }: GpoTarget, domain: string): readonly Finding[] {
  const [named = ''] = gpo.split('\\', 1);
  return isWord(named, domain) ? [] : [finding('gpo-of-other-domain', 'warning', { gpo, domain })];
}

const controllerFindings = ({ gpo }: GpoTarget, { computer: { domainController } }: Facts): readonly Finding[] =>
  domainController.available && domainController.value?.writableController !== undefined
    ? []
    : [finding('writable-controller-unknown', 'warning', { gpo })];

/** Whether this computer can edit the Group Policy object: a domain, a controller that takes writes, and the object itself. */
export const gpoTarget: Check<{ readonly target: Target; readonly facts: Facts }> = {
  id: 'gpo-target',
  run: ({ target, facts }) => {
    if (target.kind === 'local') return [];
    const { domain, computerName: computer } = facts.computer;
    const { gpo } = target;
    if (domain.available && domain.value === null) return [finding('gpo-without-domain', 'block', { computer, gpo })];
    const unread = facts.gpo === undefined || facts.gpo.available ? undefined : facts.gpo.reason;
    return [
      ...(unread === undefined ? [] : [finding('gpo-unreadable', 'block', { gpo, reason: unread })]),
      ...(domain.available && domain.value !== null ? domainFindings(target, domain.value) : []),
      ...(unread === undefined ? controllerFindings(target, facts) : []),
    ];
  },
};
