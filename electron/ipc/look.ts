import { appError } from '#contract/app-error';
import type { Handlers } from '#contract/derive';
import { refuse, succeed } from '#contract/result';
import { here } from '#contract/store-object';
import { factsOf } from '#deeds/examine';
import { overviewOf } from '#deeds/overview';
import { refuseUnreadableGpo } from '#deeds/refusals';
import { statusOfRecorded } from '#deeds/status';
import { isIn } from '#deeds/store-of-target';
import { factsOnceKept, recordedNow, seenOn } from '#deeds/unfinished';
import { isFor } from '#transaction/applied';
import { givenKey } from './given-key';
import type { IpcSurroundings } from './surroundings';

export const overviewHandler =
  ({ place, preview, canElevate }: IpcSurroundings): Handlers['overview'] =>
  async () =>
    succeed({ ...(await overviewOf(place())), preview, canElevate });

export const verifyHandler =
  (surroundings: IpcSurroundings): Handlers['verify'] =>
  async ({ policyId, role, target = here, key }) => {
    const place = surroundings.place();
    const facts = await factsOf(place, givenKey(surroundings, key), target);
    refuseUnreadableGpo(target, facts);
    const { standing } = await seenOn(place, facts);
    const recorded = await recordedNow(place, standing);
    const applied = recorded.filter(isIn(target)).find(isFor(policyId, role));
    if (applied === undefined) return refuse(appError('policy-not-here', { policy: policyId }));
    return succeed(await statusOfRecorded(place, applied, factsOnceKept(facts, standing)));
  };
