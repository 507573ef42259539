import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { endFindings } from '#deeds/alone';
import { settleInLedger } from '#deeds/record-in-ledger';
import { factsOf, noKey } from '#deeds/examine';
import { recover } from '#deeds/recover';
import { settleTakenBack } from '#deeds/taken-back';
import { changeEnd } from './change-end';
import type { IpcSurroundings } from './surroundings';

export const recoverChangeHandler =
  ({ place: placeHere, change, stick, sendProgress: onProgress }: IpcSurroundings): Handlers['recoverChange'] =>
  ({ how }) =>
    change.run(async (signal) => {
      const place = placeHere();
      const report = await recover(place, how, { onProgress, signal });
      const ledgerOf = (keyId: string) => stick.ledgerWith(keyId);
      const kept = how === 'keep' ? await settleInLedger(place, report, ledgerOf) : undefined;
      const written = kept ?? (await settleTakenBack(place, report, stick.opened?.ledger, () => factsOf(place, noKey)));
      return succeed(await changeEnd(place, report, endFindings(report), written));
    });
