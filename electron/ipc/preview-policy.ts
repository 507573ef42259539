import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { recordedAside } from '#deeds/aside';
import { choosePolicy, examine, factsFor } from '#deeds/examine';
import { previewOf } from '#deeds/preview';
import { givenKey } from './given-key';
import type { ReviewedPlans } from './reviewed-plans';
import type { IpcSurroundings } from './surroundings';

export const previewHandler =
  (surroundings: IpcSurroundings, reviewed: ReviewedPlans): Handlers['preview'] =>
  async ({ policy, target, key, consent }) => {
    const [chosen, given] = [{ ...choosePolicy(policy, target), consent }, givenKey(surroundings, key)];
    const place = surroundings.place();
    const facts = await factsFor(place, given, chosen);
    const examined = examine(chosen, facts, given, await recordedAside(place, chosen));
    reviewed.remember(examined, key);
    return succeed(previewOf(examined));
  };
