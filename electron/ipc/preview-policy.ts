import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { choosePolicy, examine, factsFor } from '#deeds/examine';
import { previewOf } from '#deeds/preview';
import { givenKey } from './given-key';
import type { ReviewedPlans } from './reviewed-plans';
import type { IpcSurroundings } from './surroundings';

export const previewHandler =
  (surroundings: IpcSurroundings, reviewed: ReviewedPlans): Handlers['preview'] =>
  async ({ policy, target, key }) => {
    const [chosen, given] = [choosePolicy(policy, target), givenKey(surroundings, key)];
    const examined = examine(chosen, await factsFor(surroundings.place(), given, chosen), given);
    reviewed.remember(examined, key);
    return succeed(previewOf(examined));
  };
