import { AppFailure, fail } from '#contract/app-error';
import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import type { StickFound } from '#contract/stick';
import { factsOf, type GivenKey } from '#deeds/examine';
import type { Place } from '#deeds/place';
import { voucherOf } from '#deeds/rollout';
import { statusOfRecorded } from '#deeds/status';
import { isIn } from '#deeds/store-of-target';
import { planStickKit, writeStickKit, type KitPlace } from '#deeds/stick-kit';
import type { RemovableDrive } from '#host/gateway';
import { estimateBits } from '#secrets/key-strength';
import { passphraseOf } from '#settings-file/passphrase';
import { isFor, readAppliedOrNone, type AppliedPolicy } from '#transaction/applied';
import type { Whose } from '#compiler/names';
import { givenKey } from './given-key';
import type { StickSession } from './stick-session';
import type { IpcSurroundings } from './surroundings';

type KitHandlers = Pick<
  Handlers,
  'listSticks' | 'chooseFolder' | 'keepPassphrase' | 'forgetPassphrase' | 'planKit' | 'writeKit'
>;

const stickOf = (stick: StickSession, drive: RemovableDrive): StickFound => ({
  handle: stick.choose({ kind: 'folder', path: drive.path, freeBytes: drive.freeBytes }),
  ...drive,
});

const reasonOf = (error: unknown): string =>
  error instanceof AppFailure && 'reason' in error.appError.context
    ? error.appError.context.reason
    : error instanceof Error
      ? error.message
      : 'it failed';

/** Only what is recorded here goes on a stick: the page names a policy, and does not bring one. */
async function recorded({ files }: Place, { policyId, role }: Whose): Promise<AppliedPolicy> {
  const applied = (await readAppliedOrNone(files)).filter(isIn({ kind: 'local' })).find(isFor(policyId, role));
  return applied ?? fail('policy-not-here', { policy: policyId });
}

/** A typed key that is not this computer's would lock out every workstation. */
async function refuseOtherKey(place: Place, applied: AppliedPolicy, given: GivenKey): Promise<void> {
  if (given.key === undefined) return;
  const facts = await factsOf(place, given);
  const { differences } = await statusOfRecorded(place, applied, facts);
  if (differences.some(({ property, found }) => property.endsWith('PreSharedKey') && found === '(another key)'))
    fail('kit-key-differs', { computer: facts.computer.computerName });
}

const placeOf = (stick: StickSession, handle: string): KitPlace => {
  const { path, freeBytes } = stick.folder(handle);
  return { folder: path, freeBytes };
};

/** The kit for the policy of this computer. */
export function kitHandlers(surroundings: IpcSurroundings): KitHandlers {
  const { stick, place: placeHere, change, programFolder: program, sendKitProgress } = surroundings;
  return {
    listSticks: async () => {
      try {
        const drives = await placeHere().gateway.drives();
        return succeed({ sticks: drives.map((drive) => stickOf(stick, drive)), problem: null });
      } catch (error) {
        return succeed({ sticks: [], problem: reasonOf(error) });
      }
    },
    chooseFolder: async () => {
      const path = await surroundings.askWhichFolder();
      if (path === undefined) return succeed(null);
      const drive = { path, label: '', freeBytes: null, fileSystem: null, writeProtected: false };
      return succeed(stickOf(stick, drive));
    },
    keepPassphrase: ({ first, second }) => {
      const passphrase = passphraseOf(first);
      if (first !== second) return fail('passphrase-not-repeated', {});
      const bits = estimateBits(passphrase);
      return Promise.resolve(succeed({ handle: stick.keepPassphrase(passphrase), bits }));
    },
    forgetPassphrase: ({ handle }) => {
      stick.forgetPassphrase(handle);
      return Promise.resolve(succeed(null));
    },
    planKit: async ({ stick: handle, ...whose }) => {
      const { policy } = await recorded(placeHere(), whose);
      return succeed(await planStickKit(policy, placeOf(stick, handle), program));
    },
    // As a change of this computer would: one at a time, and it can be stopped.
    writeKit: ({ stick: handle, key, passphrase, ...whose }) =>
      change.run(async (signal) => {
        const [place, given] = [placeHere(), givenKey(surroundings, key)];
        const secret = stick.passphrase(passphrase);
        const applied = await recorded(place, whose);
        await refuseOtherKey(place, applied, given);
        const wish = {
          policy: applied.policy,
          key: given.key,
          passphrase: secret,
          program,
          signal,
          onProgress: (phase: 'write' | 'place' | 'verify', number: number, of: number, path: string) => {
            sendKitProgress({ phase, number, of, path });
          },
        };
        const written = await writeStickKit(place, placeOf(stick, handle), wish);
        // With another key or passphrase the ledger is another one as well: what is read next is that of this kit.
        if (stick.rollout !== undefined) stick.keepRollout(await voucherOf(written.folder, secret));
        return succeed(written);
      }),
  };
}
