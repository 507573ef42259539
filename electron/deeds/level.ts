import type { Role } from '#policy/model';
import type { Level, Proof } from '#transaction/enforcement';
import type { Begun } from '#transaction/journal-entry';

/** A server is done when the policy is enforced; a workstation when a secured connection has been seen. */
const levelNeeded = { server: 'enforced', workstation: 'proved' } as const;
const order: readonly Level[] = ['none', 'stored', 'enforced', 'proved'];

/** Whether a proof is as good as the role needs. */
export const reached = (role: Role, { level }: Proof): boolean =>
  order.indexOf(level) >= order.indexOf(levelNeeded[role]);

/** The same for a whole change; what takes policies away has nothing to reach. */
export const reachedAll = ({ deed, policies }: Pick<Begun, 'deed' | 'policies'>, proof: Proof): boolean =>
  deed === 'remove' || policies.every(({ role }) => reached(role, proof));
