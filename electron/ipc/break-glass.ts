import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { here } from '#contract/store-object';
import { breakGlassOn } from '#deeds/break-glass';
import { factsOf, noKey } from '#deeds/examine';
import type { IpcSurroundings } from './surroundings';

export const breakGlassHandler =
  ({ place: placeHere }: IpcSurroundings): Handlers['breakGlass'] =>
  async (about) => {
    const place = placeHere();
    const target = about?.target ?? here;
    return succeed((await breakGlassOn(place, await factsOf(place, noKey, target), target)) ?? null);
  };
