import type { Facts, LegacyPolicy } from '#contract/facts';
import { finding, type Finding } from '#contract/finding';
import { assignedIn, canBeUnassigned, type AssignedPolicy } from '#compiler/aside';
import type { Check, CheckInput } from './check';

type Input = Pick<CheckInput, 'facts' | 'plan'>;

const unassigns = ({ plan }: Input): boolean =>
  plan.steps.some(({ invocation }) => invocation.cmdlet === 'Remove-ItemProperty');

/** A service that is disabled would neither start nor read what is assigned: who wants that has to mend it first. */
const agentCanStart = ({ computer }: Facts): boolean =>
  !computer.services.available ||
  !computer.services.value.some(({ name, disabled }) => name === 'PolicyAgent' && disabled);

/**
 * The policy of this computer that a change can un-assign; undefined where there is none, where it is no policy of secpol.msc
 * by its path, and where the domain assigns one, which counts in its place.
 */
export function unassignable(facts: Facts): AssignedPolicy | undefined {
  const { legacyPolicy: told } = facts.computer;
  const assigned = assignedIn(facts.persistent);
  if (assigned === undefined || !canBeUnassigned(assigned) || !agentCanStart(facts)) return undefined;
  return told.available && told.value?.from === 'domain' ? undefined : assigned;
}

function about(found: LegacyPolicy, input: Input): Finding {
  if (found.from === 'domain') return finding('legacy-policy', 'warning', found);
  if (unassigns(input)) return finding('legacy-policy-put-aside', 'note', { name: found.name });
  return finding('legacy-policy', 'warning', { ...found, ...(unassignable(input.facts) ? { canUnassign: true } : {}) });
}

/**
 * A policy made with secpol.msc is in no store that the cmdlets read, and which of the two systems goes first for the
 * same traffic is not documented. One of this computer can be un-assigned with the change; one of the domain cannot.
 */
export const legacyPolicy: Check<Input> = {
  id: 'legacy-policy',
  run: (input) => {
    const { legacyPolicy: told } = input.facts.computer;
    return told.available && told.value !== null ? [about(told.value, input)] : [];
  },
};
