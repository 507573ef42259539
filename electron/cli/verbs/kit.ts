import type { Command } from 'commander';
import { fail } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import { choosePolicy } from '#deeds/examine';
import { kitContents, kitKeyOf, kitSettingsName } from '#deeds/kit-contents';
import { policiesIn, type Settings, type Sides } from '#settings-file/document';
import { writeKit, type KitDone } from '#settings-file/kit';
import { kitIn } from '#settings-file/kit-leftovers';
import { programBeside, refuseNested } from '#settings-file/kit-program';
import { ledgerBeside } from '#settings-file/ledger';
import { setLedgerAside, type LedgerThere } from '#settings-file/ledger-aside';
import { ledgerKeyOf } from '#settings-file/ledger-key';
import { openBytes, readSettingsBytes, type OpenedSettings } from '#settings-file/read';
import { pairDifferences } from '#settings-file/sides';
import { settingsText } from '#settings-file/write';
import { kitWords as words } from '#texts/kit.en';
import { setAsideWords, workstationsOnRequestWords } from '#texts/ledger.en';
import { newPassphrase, passphraseFor } from '../ask-secrets';
import { checkedKey, secretsFrom, type GivenSecrets, type Surroundings } from '../context';
import { exitStatus, type ExitStatus } from '../exit-status';
import { fileName, policyOption } from '../options';
import { findingJson, type Output } from '../output';
import { passphraseFindings } from '../passphrase-findings';
import { areWorkstationsOnRequest } from '../server-stage';
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
  readonly passphrase: Secret | undefined;
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
  return { sides, bytes, keyInside: seal.key !== undefined, ledgerSecret, passphrase: seal.passphrase };
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
  return { sides, bytes, keyInside: key !== undefined, ledgerSecret, passphrase };
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

interface LedgerIn {
  /** `unknown`: this settings file has no ledger, and vouches for none. */
  readonly ledger: LedgerThere | 'unknown';
  readonly ledgerSetAside: string | null;
}

/** Only once the kit is whole: until then the old one and its ledger belong together. */
async function ledgerIn(folder: string, { ledgerSecret }: Sealed): Promise<LedgerIn> {
  const file = ledgerBeside(`${folder}/${kitSettingsName}`);
  if (ledgerSecret === undefined) return { ledger: 'unknown', ledgerSetAside: null };
  const { there, setAside } = await setLedgerAside(file, ledgerKeyOf(ledgerSecret));
  return { ledger: there, ledgerSetAside: setAside };
}

interface Told extends LedgerIn {
  readonly folder: string;
  readonly done: KitDone;
  readonly sealed: Sealed;
  readonly program: string | undefined;
  readonly replacedIncomplete: boolean;
}

/** What became of the kit that was there, and of what interrupted attempts had left. */
function tellFormer({ done: { leftovers, removed, kept }, replacedIncomplete }: Told, output: Output): void {
  if (replacedIncomplete) output.line(words.wasIncomplete);
  if (leftovers > 0) output.line(words.leftovers(leftovers));
  if (removed.length > 0) output.line(words.removed(removed));
  if (kept.length > 0) output.line(words.kept(kept));
}

function tell(told: Told, output: Output): void {
  const { folder, done, sealed, program, replacedIncomplete, ledger, ledgerSetAside } = told;
  const findings = passphraseFindings(sealed.passphrase);
  output.line(words.written(folder, done.files.length));
  tellFormer(told, output);
  output.line(program === undefined ? words.scriptOnly : words.withProgram);
  output.line(words.key[kitKeyOf(sealed)]);
  if (sealed.ledgerSecret === undefined) output.line(words.noLedger);
  if (ledgerSetAside !== null) output.line(setAsideWords(ledgerSetAside));
  else if (ledger === 'other') output.line(words.otherLedger);
  if (areWorkstationsOnRequest(sealed.sides)) output.line(workstationsOnRequestWords);
  for (const one of findings) output.finding(one);
  const contents = { settings: kitSettingsName, keyInside: sealed.keyInside, program: program !== undefined };
  const former = { replacedIncomplete, leftovers: done.leftovers, removed: done.removed, kept: done.kept };
  const ledgers = { ledger, ledgerSetAside };
  const { files } = done;
  output.answer({ to: folder, ...contents, ...former, ...ledgers, findings: findings.map(findingJson), files });
}

/** Prepares the stick. Looks at no computer. */
export async function kitVerb(options: KitOptions, output: Output, surroundings: Surroundings): Promise<ExitStatus> {
  const folder = options.to ?? usage('it needs --to with the folder of the stick', '--to');
  const program = options.program ?? programBeside(process.execPath);
  const sealed = await sealedFor(options, surroundings);
  const { sides, keyInside, bytes } = sealed;
  const contents = await kitContents({ sides, keyInside, sealedSettings: bytes, program });
  await refuseNested(program, folder);
  const replacedIncomplete = (await kitIn(folder)) === 'incomplete-kit';
  const done = await writeKit(folder, contents, {
    signal: surroundings.signal,
    onProgress: (phase, number, of, path) => {
      output.item(number, of, `${words.phases[phase]} ${path}`);
    },
  });
  tell({ folder, done, sealed, program, replacedIncomplete, ...(await ledgerIn(folder, sealed)) }, output);
  return exitStatus.done;
}
