import { finding } from '#contract/finding';
import type { Check } from './check';
import { connectionsOf, ourRules } from './ours';

/** Sessions come in on these ports; which of them is the technician's own cannot be told. */
const sessions: ReadonlyMap<number, string> = new Map([
  [3389, 'Remote Desktop'],
  [5985, 'WinRM'],
  [5986, 'WinRM'],
  [445, 'SMB'],
  [22, 'SSH'],
]);
const MOST_NAMED = 5;

/** A session that the policy covers breaks off, unless its other end has the policy already. */
export const ownSession: Check = {
  id: 'own-session',
  run: (input) => {
    const covered = ourRules(input)
      .flatMap((rule) => connectionsOf(rule, input))
      .flatMap(({ localPort, remoteAddress: remote }) => {
        const service = sessions.get(localPort);
        return service === undefined ? [] : [{ service, remote }];
      });
    const distinct = new Map(covered.map((one) => [`${one.service} ${one.remote}`, one]));
    return [...distinct.values()]
      .slice(0, MOST_NAMED)
      .map((session) => finding('covers-own-session', 'warning', session));
  },
};
