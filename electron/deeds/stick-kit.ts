import { fail } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import type { KitPlan, KitWritten } from '#contract/stick';
import { otherSideOf } from '#negotiation/other-side';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { onRequire } from '#policy/on-request';
import { checkKey } from '#policy/pre-shared-key';
import { presetPolicy } from '#policy/presets';
import { usesKey } from '#policy/uses-key';
import { plainText, type Sides } from '#settings-file/document';
import { bytesNeeded, writeKit, type KitFile, type KitWish } from '#settings-file/kit';
import { checksumsName } from '#settings-file/kit-checksums';
import { realKitDisk, type KitDisk } from '#settings-file/kit-disk';
import { kitIn, leftoverBytes } from '#settings-file/kit-leftovers';
import { refuseNested } from '#settings-file/kit-program';
import { ledgerBeside } from '#settings-file/ledger';
import { setLedgerAside } from '#settings-file/ledger-aside';
import { ledgerKeyOf } from '#settings-file/ledger-key';
import { openBytes, readSettingsBytes } from '#settings-file/read';
import { settingsText } from '#settings-file/write';
import { join } from 'node:path';
import { kitContents, kitSettingsName } from './kit-contents';
import type { Place } from './place';

/** A stick as far as a kit is concerned. */
export interface KitPlace {
  readonly folder: string;
  /** What the computer says is free there; null where only the folder itself can be asked. */
  readonly freeBytes: number | null;
}

/** The article's names for the other side, where the own side has the article's. */
function renamed(other: IpSecurityPolicy, own: IpSecurityPolicy): IpSecurityPolicy {
  const namesOf = (role: Role) => presetPolicy({ role }).rules[0]?.filterList;
  const [from, to] = [namesOf(own.role), namesOf(other.role)];
  if (from === undefined || to === undefined) return other;
  const rules = other.rules.map((rule) =>
    rule.filterList.name === from.name
      ? { ...rule, filterList: { ...rule.filterList, name: to.name, description: to.description } }
      : rule,
  );
  return { ...other, rules };
}

/**
 * Both sides from the one that is on this computer, so that they match. On Require, whatever the server is on for now:
 * a workstation that is visited once must not stay open for the sake of those that are not done yet.
 */
export function sidesOf(present: IpSecurityPolicy): Sides {
  const policy = onRequire(present);
  const other = renamed(otherSideOf(policy), policy);
  return policy.role === 'server' ? { server: policy, workstation: other } : { server: other, workstation: policy };
}

/** What a computer says of its stick may be less than what the folder says; it was said before any leftovers went. */
const diskOf = ({ freeBytes }: KitPlace, leftover: number): KitDisk => ({
  ...realKitDisk,
  free: async (folder) => Math.min(await realKitDisk.free(folder), (freeBytes ?? Infinity) + leftover),
});

/** Sealing makes the text longer by a third (base 64) and adds a head and a key. */
const sealedSize = (sides: Sides): number => Math.ceil(plainText({ createdAt: '', sides }).length * 1.4) + 16 * 1024;

const told = ({ path, size }: KitFile): { readonly path: string; readonly size: number } => ({ path, size });

/** What a kit for this policy would hold, and what it takes of the stick. Writes nothing. Throws AppFailure. */
export async function planStickKit(
  policy: IpSecurityPolicy,
  place: KitPlace,
  program: string | undefined,
): Promise<KitPlan> {
  await refuseNested(program, place.folder);
  const sides = sidesOf(policy);
  const files = await kitContents({
    sides,
    sealedSettings: Buffer.alloc(sealedSize(sides)),
    program,
    keyInside: usesKey(policy),
  });
  const leftover = await leftoverBytes(place.folder);
  const disk = diskOf(place, 0);
  const free = await disk.free(place.folder).catch(() => null);
  return {
    files: [...files.map(told), { path: checksumsName, size: files.length * 100 }],
    neededBytes: await bytesNeeded(files, { folder: place.folder, disk }),
    freeBytes: free === null ? null : free + leftover,
    withProgram: program !== undefined,
    replaces: await kitIn(place.folder),
  };
}

export interface StickKitWish extends Pick<KitWish, 'onProgress' | 'signal'> {
  readonly policy: IpSecurityPolicy;
  readonly key: Secret | undefined;
  readonly passphrase: Secret;
  readonly program: string | undefined;
}

/** The sealed settings of the last kit, so that the ledgers of all sticks made here belong together. */
const ownCopyName = ({ id, role }: IpSecurityPolicy): string => `kit-${id}-${role}.age`;
const mostCopyBytes = 8 * 1024 * 1024;

/** In the one spelling that goes to Windows; what is no key is like no other. */
function isSame(sealed: Secret | undefined, key: Secret | undefined): boolean {
  if (sealed === undefined || key === undefined) return sealed === key;
  const [one, other] = [checkKey(sealed), checkKey(key)];
  return one.ok && other.ok && one.value.key.equals(other.value.key);
}

/**
 * Undefined where nothing opens with this passphrase, and where another key is sealed there: a workstation that has the
 * old key would count as done, because its policy is the same to the letter.
 */
async function ledgerSecretIn(
  read: () => Promise<Uint8Array>,
  { policy, key, passphrase }: StickKitWish,
): Promise<Secret | undefined> {
  try {
    const opened = await openBytes(await read(), passphrase, kitSettingsName);
    return isSame(opened.key, usesKey(policy) ? key : undefined) ? opened.ledgerSecret : undefined;
  } catch {
    return undefined;
  }
}

/** That of the kit on the stick, else that of the last kit from here. */
async function earlierLedgerSecret(
  { files }: Place,
  { folder }: KitPlace,
  wish: StickKitWish,
): Promise<Secret | undefined> {
  const onStick = await ledgerSecretIn(() => readSettingsBytes(join(folder, kitSettingsName)), wish);
  if (onStick !== undefined) return onStick;
  const own = await files.read(ownCopyName(wish.policy), { mostBytes: mostCopyBytes }).catch(() => undefined);
  return own === undefined ? undefined : ledgerSecretIn(() => Promise.resolve(Buffer.from(own)), wish);
}

/** No line is of a file whose secret is not known yet. */
const unknownKey = { id: '' };

async function sealedFor(sides: Sides, ledgerSecret: Secret | undefined, wish: StickKitWish): Promise<string> {
  const { policy, key, passphrase } = wish;
  if (usesKey(policy) && key === undefined) return fail('key-missing', {});
  const seal = { passphrase, key: usesKey(policy) ? key : undefined, ...(ledgerSecret && { ledgerSecret }) };
  return settingsText({ createdAt: new Date().toISOString(), sides }, seal);
}

/**
 * Writes the kit for the policy of this computer, every byte read back. Throws AppFailure as `writeKit`, and
 * `key-missing`, `kit-program-unusable`.
 */
export async function writeStickKit(place: Place, stick: KitPlace, wish: StickKitWish): Promise<KitWritten> {
  const { policy, key, program } = wish;
  const sides = sidesOf(policy);
  const keyInside = usesKey(policy) && key !== undefined;
  await refuseNested(program, stick.folder);
  const earlier = await earlierLedgerSecret(place, stick, wish);
  const sealed = await sealedFor(sides, earlier, wish);
  const contents = await kitContents({ sides, sealedSettings: sealed, program, keyInside });
  const disk = diskOf(stick, await leftoverBytes(stick.folder));
  const { files, removed, kept } = await writeKit(stick.folder, contents, { ...wish, disk });
  // The kit is whole without it; the next stick then begins a ledger of its own.
  await place.files.write(ownCopyName(policy), sealed).catch(() => undefined);
  const ledgerKey = earlier === undefined ? unknownKey : ledgerKeyOf(earlier);
  // Only now: a kit that was not finished leaves the ledger of the one before.
  const { there, setAside } = await setLedgerAside(ledgerBeside(join(stick.folder, kitSettingsName)), ledgerKey);
  const kit = { folder: stick.folder, files, removed, kept, withProgram: program !== undefined, keyInside };
  return { ...kit, ledger: there, ledgerSetAside: setAside };
}
