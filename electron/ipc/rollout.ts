import { fail } from '#contract/app-error';
import type { Argument, Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { mergeOnto, readRollout, voucherOf, type Voucher } from '#deeds/rollout';
import { passphraseOf } from '#settings-file/passphrase';
import type { IpcSurroundings } from './surroundings';

type RolloutHandlers = Pick<Handlers, 'readRollout' | 'mergeLedgers'>;

const foldersOf = ({ stick }: IpcSurroundings, handles: readonly string[]): readonly string[] => [
  ...new Set(handles.map((handle) => stick.folder(handle).path)),
];

/** Given once for each window: a list that changes, or a second stick, must not ask again. */
async function voucherFor(
  { stick }: IpcSurroundings,
  first: string | undefined,
  passphrase: Argument<'readRollout'>['passphrase'],
): Promise<Voucher> {
  if (passphrase === null) return stick.rollout ?? fail('chosen-unknown', {});
  const voucher = await voucherOf(first ?? '', passphraseOf(passphrase));
  stick.keepRollout(voucher);
  return voucher;
}

/** What the sticks bring back to the server. */
export const rolloutHandlers = (surroundings: IpcSurroundings): RolloutHandlers => ({
  readRollout: async ({ sticks, passphrase, list, demo }) => {
    const folders = foldersOf(surroundings, sticks);
    const voucher = await voucherFor(surroundings, folders[0], passphrase);
    return succeed(await readRollout(folders, voucher, { list, demo }));
  },
  mergeLedgers: async ({ sticks }) => succeed(await mergeOnto(foldersOf(surroundings, sticks))),
});
