import { fail } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import type { KitPlan, KitWritten } from '#contract/stick';
import { otherSideOf } from '#negotiation/other-side';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { onRequire } from '#policy/on-request';
import { presetPolicy } from '#policy/presets';
import { usesKey } from '#policy/uses-key';
import { plainText, type Sides } from '#settings-file/document';
import { bytesNeeded, isIncomplete, writeKit, type KitFile, type KitWish } from '#settings-file/kit';
import { checksumsName } from '#settings-file/kit-checksums';
import { realKitDisk, type KitDisk } from '#settings-file/kit-disk';
import { ledgerBeside, readLedger } from '#settings-file/ledger';
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

/** What a computer says of its stick may be less than what the folder says. */
const diskOf = ({ freeBytes }: KitPlace): KitDisk => ({
  ...realKitDisk,
  free: async (folder) => Math.min(await realKitDisk.free(folder), freeBytes ?? Infinity),
});

/** Sealing makes the text longer by a third (base 64) and adds a head and a key. */
const sealedSize = (sides: Sides): number => Math.ceil(plainText({ createdAt: '', sides }).length * 1.4) + 16 * 1024;

async function replacedIn(folder: string): Promise<KitPlan['replaces']> {
  const names: readonly string[] = await realKitDisk.list(folder).catch(() => []);
  if (names.includes(checksumsName)) return 'kit';
  const isBegun = names.includes(kitSettingsName) || (await isIncomplete(folder));
  return isBegun ? 'incomplete-kit' : 'nothing';
}

const told = ({ path, size }: KitFile): { readonly path: string; readonly size: number } => ({ path, size });

/** What a kit for this policy would hold, and what it takes of the stick. Writes nothing. Throws AppFailure. */
export async function planStickKit(
  policy: IpSecurityPolicy,
  place: KitPlace,
  program: string | undefined,
): Promise<KitPlan> {
  const sides = sidesOf(policy);
  const files = await kitContents({ sides, sealedSettings: Buffer.alloc(sealedSize(sides)), program });
  const disk = diskOf(place);
  return {
    files: [...files.map(told), { path: checksumsName, size: files.length * 100 }],
    neededBytes: await bytesNeeded(files, { folder: place.folder, disk }),
    freeBytes: await disk.free(place.folder).catch(() => null),
    withProgram: program !== undefined,
    replaces: await replacedIn(place.folder),
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

/** Undefined where nothing opens with this passphrase: another one makes another ledger. */
async function ledgerSecretIn(read: () => Promise<Uint8Array>, passphrase: Secret): Promise<Secret | undefined> {
  try {
    return (await openBytes(await read(), passphrase, kitSettingsName)).ledgerSecret;
  } catch {
    return undefined;
  }
}

/** That of the kit on the stick, else that of the last kit from here. */
async function earlierLedgerSecret(
  { files }: Place,
  { folder }: KitPlace,
  { policy, passphrase }: StickKitWish,
): Promise<Secret | undefined> {
  const onStick = await ledgerSecretIn(() => readSettingsBytes(join(folder, kitSettingsName)), passphrase);
  if (onStick !== undefined) return onStick;
  const own = await files.read(ownCopyName(policy), { mostBytes: mostCopyBytes }).catch(() => undefined);
  return own === undefined ? undefined : ledgerSecretIn(() => Promise.resolve(Buffer.from(own)), passphrase);
}

/** Lines of another settings file cannot be checked with this one. */
async function ledgerThere(folder: string, ledgerSecret: Secret | undefined): Promise<KitWritten['ledger']> {
  const content = await readLedger(ledgerBeside(join(folder, kitSettingsName))).catch(() => undefined);
  if (content === undefined || content.lines.length === 0) return 'none';
  const id = ledgerSecret === undefined ? undefined : ledgerKeyOf(ledgerSecret).id;
  return content.lines.every(({ line }) => line.key === id) ? 'continues' : 'other';
}

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
  const earlier = await earlierLedgerSecret(place, stick, wish);
  const sealed = await sealedFor(sides, earlier, wish);
  const contents = await kitContents({ sides, sealedSettings: sealed, program });
  const ledger = await ledgerThere(stick.folder, earlier);
  const files = await writeKit(stick.folder, contents, { ...wish, disk: diskOf(stick) });
  // The kit is whole without it; the next stick then begins a ledger of its own.
  await place.files.write(ownCopyName(policy), sealed).catch(() => undefined);
  const keyInside = usesKey(policy) && key !== undefined;
  return { folder: stick.folder, files, withProgram: program !== undefined, keyInside, ledger };
}
