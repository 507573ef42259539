import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { endFindings } from '#deeds/alone';
import { settleInLedger } from '#deeds/record-in-ledger';
import { confirmPending } from '#deeds/recover';
import { changeEnd } from './change-end';
import type { IpcSurroundings } from './surroundings';

export const keepChangeHandler =
  ({ place: placeHere, change, stick, sendProgress: onProgress }: IpcSurroundings): Handlers['keepChange'] =>
  ({ withoutProof }) =>
    change.run(async (signal) => {
      const place = placeHere();
      const report = await confirmPending(place, { withoutProof, onProgress, signal });
      const written = await settleInLedger(place, report, (keyId) => stick.ledgerWith(keyId));
      return succeed(await changeEnd(place, report, endFindings(report), written));
    });
