import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { endFindings } from '#deeds/alone';
import { confirmPending } from '#deeds/recover';
import { changeEnd } from './change-end';
import type { IpcSurroundings } from './surroundings';

export const keepChangeHandler =
  ({ place: placeHere, change, sendProgress: onProgress }: IpcSurroundings): Handlers['keepChange'] =>
  ({ withoutProof }) =>
    change.run(async (signal) => {
      const place = placeHere();
      const report = await confirmPending(place, { withoutProof, onProgress, signal });
      return succeed(await changeEnd(place, report, endFindings(report)));
    });
