import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { extendPending } from '#deeds/recover';
import type { IpcSurroundings } from './surroundings';

export const extendChangeHandler =
  ({ place, change, sendProgress: onProgress }: IpcSurroundings): Handlers['extendChange'] =>
  ({ seconds }) =>
    change.run(async (signal) => succeed(await extendPending(place(), seconds, { onProgress, signal })));
