import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { breakGlassOn } from '#deeds/break-glass';
import { factsOf, noKey } from '#deeds/examine';
import type { IpcSurroundings } from './surroundings';

export const breakGlassHandler =
  ({ place: placeHere }: IpcSurroundings): Handlers['breakGlass'] =>
  async () => {
    const place = placeHere();
    return succeed((await breakGlassOn(place, await factsOf(place, noKey))) ?? null);
  };
