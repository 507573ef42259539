import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { endFindings } from '#deeds/alone';
import { settleInLedger } from '#deeds/record-in-ledger';
import { recover } from '#deeds/recover';
import { changeEnd } from './change-end';
import type { IpcSurroundings } from './surroundings';

export const recoverChangeHandler =
  ({ place: placeHere, change, stick, sendProgress: onProgress }: IpcSurroundings): Handlers['recoverChange'] =>
  ({ how }) =>
    change.run(async (signal) => {
      const place = placeHere();
      const report = await recover(place, how, { onProgress, signal });
      const ledgerOf = (keyId: string) => stick.ledgerWith(keyId);
      const written = how === 'keep' ? await settleInLedger(place, report, ledgerOf) : undefined;
      return succeed(await changeEnd(place, report, endFindings(report), written));
    });
