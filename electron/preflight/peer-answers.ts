import type { Facts, Peer } from '#contract/facts';
import { finding } from '#contract/finding';
import type { StoreObject } from '#contract/store-object';
import { enabled } from '#compiler/steps';
import type { Check } from './check';
import { isFullyExempt, samePorts, sharedAddresses } from './others';

const connectionTo = ({ address, port }: Peer): StoreObject => ({
  kind: 'NetIPsecRule',
  name: '',
  properties: { Protocol: 'TCP', RemoteAddress: [address], RemotePort: [String(port)] },
});

/** Whether a rule in force here may have protected the very connection that was tried. */
function isCovered({ active }: Facts, peer: Peer): boolean {
  const connection = connectionTo(peer);
  return active.objects.some(
    (rule) =>
      rule.kind === 'NetIPsecRule' &&
      enabled(rule) &&
      !isFullyExempt(rule) &&
      samePorts(rule, connection) &&
      sharedAddresses(rule, connection) !== undefined,
  );
}

/** What the server says before a workstation's policy is there: in clear it should not be heard any more. */
export const peerAnswers: Check = {
  id: 'peer-answers',
  run: ({ policy, facts }) => {
    const { peer } = facts;
    if (peer === undefined || !peer.answer.available || policy.role !== 'workstation') return [];
    const { address, port, answer } = peer;
    if (answer.value !== 'answers') {
      return [finding('peer-does-not-answer', 'warning', { address, port, answer: answer.value })];
    }
    return isCovered(facts, peer) ? [] : [finding('peer-answers-in-clear', 'warning', { address, port })];
  },
};
