import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { endFindings } from '#deeds/alone';
import { settleInLedger } from '#deeds/record-in-ledger';
import { factsOf, noKey } from '#deeds/examine';
import { confirmPending } from '#deeds/recover';
import { settleTakenBack } from '#deeds/taken-back';
import { changeEnd } from './change-end';
import type { IpcSurroundings } from './surroundings';

export const keepChangeHandler =
  ({ place: placeHere, change, stick, sendProgress: onProgress }: IpcSurroundings): Handlers['keepChange'] =>
  ({ withoutProof }) =>
    change.run(async (signal) => {
      const place = placeHere();
      const report = await confirmPending(place, { withoutProof, onProgress, signal });
      const kept = await settleInLedger(place, report, (keyId) => stick.ledgerWith(keyId));
      const written = kept ?? (await settleTakenBack(place, report, stick.opened?.ledger, () => factsOf(place, noKey)));
      return succeed(await changeEnd(place, report, endFindings(report), written));
    });
