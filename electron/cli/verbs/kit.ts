import type { Command } from 'commander';
import { fail } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import { choosePolicy } from '#deeds/examine';
import { kitContents, kitSettingsName } from '#deeds/kit-contents';
import { policiesIn, type Settings, type Sides } from '#settings-file/document';
import { isIncomplete, writeKit } from '#settings-file/kit';
import type { KitEntry } from '#settings-file/kit-checksums';
import { programBeside } from '#settings-file/kit-program';
import { readLedger, ledgerBeside } from '#settings-file/ledger';
import { ledgerKeyOf } from '#settings-file/ledger-key';
import { openBytes, readSettingsBytes, type OpenedSettings } from '#settings-file/read';
import { pairDifferences } from '#settings-file/sides';
import { settingsText } from '#settings-file/write';
import { kitWords as words } from '#texts/kit.en';
import { newPassphrase, passphraseFor } from '../ask-secrets';
import { checkedKey, secretsFrom, type GivenSecrets, type Surroundings } from '../context';
import { exitStatus, type ExitStatus } from '../exit-status';
import { fileName, policyOption } from '../options';
import type { Output } from '../output';
import { sealFor, sidesFrom, withPairOptions, type SettingsOptions } from './settings';

export interface KitOptions extends SettingsOptions {
  readonly to?: string;
  readonly program?: string;
}

const usage = (problem: string, path: string): never => fail('usage', { problem }, path);

/** What only `kit` takes. */
export const withKitOptions = (command: Command): Command =>
  withPairOptions(
    command
      .option('--to <folder>', 'the stick, or any folder', fileName)
      .option('--program <folder>', 'the unpacked program to take along (default: the one that runs)', fileName),
  );

/** What goes on the stick as the settings file. */
interface Sealed {
  readonly sides: Sides;
  readonly bytes: Uint8Array;
  readonly keyInside: boolean;
  readonly ledgerSecret: Secret | undefined;
}

async function newlySealed(
  settings: Settings,
  secrets: GivenSecrets,
  options: KitOptions,
  surroundings: Surroundings,
): Promise<Sealed> {
  const { sides } = settings;
  const seal = sealFor({ ...secrets, passphrase: await newPassphrase(secrets, options, surroundings) }, sides);
  if (seal === undefined) return usage('a kit holds sealed settings: it needs a passphrase', '--passphrase-file');
  const bytes = Buffer.from(await settingsText(settings, seal));
  const { ledgerSecret } = await openBytes(bytes, seal.passphrase, kitSettingsName);
  return { sides, bytes, keyInside: seal.key !== undefined, ledgerSecret };
}

function refuseDescription(options: KitOptions): void {
  const described =
    policyOption(options) ??
    (['pair', 'server', 'workstation', 'role'] as const).find((name) => options[name] !== undefined);
  if (described !== undefined) usage(`--${described} and --settings exclude each other here`, `--${described}`);
}

/** A sealed file is copied to the letter: the ledgers of all sticks that are made from it belong together. */
async function fromFile(
  file: string,
  options: KitOptions,
  secrets: GivenSecrets,
  surroundings: Surroundings,
): Promise<Sealed> {
  refuseDescription(options);
  const bytes = await readSettingsBytes(file);
  const passphrase = await passphraseFor(file, secrets, options, surroundings);
  const opened: OpenedSettings = await openBytes(bytes, passphrase, file);
  const { sides, key, seal, ledgerSecret } = opened;
  const parts = pairDifferences(sides);
  if (parts.length > 0) fail('settings-pair-differs', { file, parts });
  if (seal.kind === 'none') return newlySealed(opened, secrets, options, surroundings);
  checkedKey(key);
  return { sides, bytes, keyInside: key !== undefined, ledgerSecret };
}

async function sealedFor(options: KitOptions, surroundings: Surroundings): Promise<Sealed> {
  const isBoth = options.role === undefined;
  const sides = options.settings === undefined ? sidesFrom(isBoth ? { ...options, pair: true } : options) : undefined;
  const secrets = await secretsFrom(options, surroundings);
  checkedKey(secrets.key);
  if (sides !== undefined)
    return newlySealed({ createdAt: new Date().toISOString(), sides }, secrets, options, surroundings);
  const made = await fromFile(options.settings ?? '', options, secrets, surroundings);
  for (const policy of policiesIn(made.sides)) choosePolicy(policy);
  return made;
}

type LedgerThere = 'none' | 'continues' | 'other' | 'unknown';

/** Lines of another settings file cannot be checked with this one. */
async function ledgerIn(folder: string, { ledgerSecret }: Sealed): Promise<LedgerThere> {
  const content = await readLedger(ledgerBeside(`${folder}/${kitSettingsName}`)).catch(() => undefined);
  if (content === undefined || content.lines.length === 0) return 'none';
  if (ledgerSecret === undefined) return 'unknown';
  const { id } = ledgerKeyOf(ledgerSecret);
  return content.lines.every(({ line }) => line.key === id) ? 'continues' : 'other';
}

interface Told {
  readonly folder: string;
  readonly files: readonly KitEntry[];
  readonly sealed: Sealed;
  readonly program: string | undefined;
  readonly replacedIncomplete: boolean;
  readonly ledger: LedgerThere;
}

function tell({ folder, files, sealed, program, replacedIncomplete, ledger }: Told, output: Output): void {
  output.line(words.written(folder, files.length));
  if (replacedIncomplete) output.line(words.wasIncomplete);
  output.line(program === undefined ? words.scriptOnly : words.withProgram);
  if (!sealed.keyInside) output.line(words.noKey);
  if (sealed.ledgerSecret === undefined) output.line(words.noLedger);
  if (ledger === 'other') output.line(words.otherLedger);
  const contents = { settings: kitSettingsName, keyInside: sealed.keyInside, program: program !== undefined };
  output.answer({ to: folder, ...contents, replacedIncomplete, ledger, files });
}

/** Prepares the stick. Looks at no computer. */
export async function kitVerb(options: KitOptions, output: Output, surroundings: Surroundings): Promise<ExitStatus> {
  const folder = options.to ?? usage('it needs --to with the folder of the stick', '--to');
  const sealed = await sealedFor(options, surroundings);
  const program = options.program ?? programBeside(process.execPath);
  const contents = await kitContents({ sides: sealed.sides, sealedSettings: sealed.bytes, program });
  const replacedIncomplete = await isIncomplete(folder);
  const ledger = await ledgerIn(folder, sealed);
  const files = await writeKit(folder, contents, {
    signal: surroundings.signal,
    onProgress: (phase, number, of, path) => {
      output.item(number, of, `${words.phases[phase]} ${path}`);
    },
  });
  tell({ folder, files, sealed, program, replacedIncomplete, ledger }, output);
  return exitStatus.done;
}
