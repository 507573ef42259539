import { usesKey } from '#policy/uses-key';
import type { Command } from 'commander';
import { fail } from '#contract/app-error';
import type { Finding } from '#contract/finding';
import { compile } from '#compiler/compile';
import { choosePolicy } from '#deeds/examine';
import type { IpSecurityPolicy } from '#policy/model';
import { validatePolicy } from '#policy/validate';
import { policiesIn, type Settings, type Sides } from '#settings-file/document';
import { readSettings, type OpenedSettings } from '#settings-file/read';
import { pairDifferences, pairOf, sideOf } from '#settings-file/sides';
import { writeSettings, type Seal } from '#settings-file/write';
import { settingsWords as words } from '#texts/settings-words.en';
import { newPassphrase, passphraseFor } from '../ask-secrets';
import { areWorkstationsOnRequest } from '../server-stage';
import { workstationsOnRequestWords } from '#texts/ledger.en';
import { checkedKey, secretsFrom, type GivenSecrets, type Surroundings } from '../context';
import { exitStatus, type ExitStatus } from '../exit-status';
import { fileName, type CommonOptions } from '../options';
import { findingJson, type Output } from '../output';
import { passphraseFindings } from '../passphrase-findings';
import { addressesFrom, policyFromOptions, presetOptions } from '../policy-options';
import { isSameFile } from '../same-file';

export interface SettingsOptions extends CommonOptions {
  readonly out?: string;
  readonly pair?: boolean;
  readonly server?: readonly string[];
  readonly workstation?: readonly string[];
}

interface Input {
  readonly given: readonly string[];
  readonly options: SettingsOptions;
  readonly output: Output;
  readonly surroundings: Surroundings;
}

interface SettingsVerb {
  readonly usage: string;
  readonly summary: string;
  readonly body: (input: Input) => Promise<ExitStatus>;
}

const target = { kind: 'local' } as const;
const usage = (problem: string, path: string): never => fail('usage', { problem }, path);

const collect = (value: string, previous: readonly string[] | undefined): readonly string[] => [
  ...(previous ?? []),
  value,
];

/** What describes both sides of a pair. */
export const withPairOptions = (command: Command): Command =>
  command
    .option('--pair', 'server and workstation side together')
    .option('--server <address>', 'with --pair: the backup server; repeatable (default: any)', collect)
    .option('--workstation <address>', 'with --pair: the workstations; repeatable (default: any)', collect);

/** What only `settings` takes. */
export const withSettingsOptions = (command: Command): Command =>
  withPairOptions(command.option('--out <file>', 'the file to write', fileName));

/** One side where --role picks it, as with --settings. Throws AppFailure `settings-role-absent`. */
function shownOf(settings: OpenedSettings, { role }: SettingsOptions): OpenedSettings {
  if (role !== 'server' && role !== 'workstation') return settings;
  const side = sideOf(settings, role);
  return { ...settings, sides: side.role === 'server' ? { server: side } : { workstation: side } };
}

/** The file's name as an argument, or by --settings. */
const fileIn = ({ given: [file], options }: Input): string =>
  fileName(file ?? options.settings ?? usage('it needs the name of a settings file', 'FILE'));

const outOf = ({ out }: SettingsOptions): string => out ?? usage('it needs --out FILE', '--out');

const policyJson = (policy: IpSecurityPolicy, findings: readonly Finding[]): object => ({
  role: policy.role,
  policy: policy.id,
  name: policy.name,
  fingerprint: compile(policy, target).fingerprint,
  findings: findings.map(findingJson),
});

/** The same path means another place on each side. */
const located = ({ role }: IpSecurityPolicy, findings: readonly Finding[]): readonly Finding[] =>
  findings.map((one) => ({ ...one, path: one.path === undefined ? role : `${role}.${one.path}` }));

const findingsOf = (policy: IpSecurityPolicy): readonly Finding[] =>
  located(policy, validatePolicy(policy, { target }));

/** What every answer about a file says of its content; never the key. */
interface Content {
  readonly file: string;
  readonly sides: Sides;
  readonly sealed: boolean;
  readonly keyInside: boolean;
}

const contentJson = ({ file, sides, sealed, keyInside }: Content): object => ({
  file,
  sealed,
  keyInside,
  policies: policiesIn(sides).map((policy) => policyJson(policy, findingsOf(policy))),
});

function tellContent({ sides, sealed, keyInside }: Content, output: Output): void {
  for (const { name, id, role } of policiesIn(sides)) output.line(words.policy(name, id, role));
  output.line(sealed ? words.sealed : words.plain);
  output.line(keyInside ? words.keyInside : words.noKeyInside);
}

const contentOf = ({ file, sides, seal, key }: OpenedSettings): Content => ({
  file,
  sides,
  sealed: seal.kind === 'passphrase',
  keyInside: key !== undefined,
});

const needsKey = (sides: Sides): boolean => policiesIn(sides).some(usesKey);

/** A key goes into a sealed file alone, and only where a policy uses it. */
export function sealFor({ passphrase, key }: GivenSecrets, sides: Sides): Seal | undefined {
  if (passphrase === undefined) return undefined;
  return { passphrase, key: needsKey(sides) ? checkedKey(key).key : undefined };
}

interface Wish {
  readonly file: string;
  readonly replace: boolean;
  readonly secrets: GivenSecrets;
}

/** Writes, and says what the file holds now, and what of the given it does not hold. */
async function writeAndTell(
  settings: Settings,
  { file, replace, secrets }: Wish,
  { output }: Input,
): Promise<ExitStatus> {
  const { sides } = settings;
  const seal = sealFor(secrets, sides);
  await writeSettings(file, settings, seal, { replace });
  const content = { file, sides, sealed: seal !== undefined, keyInside: seal?.key !== undefined };
  output.line(words.written(file));
  tellContent(content, output);
  const keyLeftOut = secrets.key !== undefined && !content.keyInside;
  if (keyLeftOut) output.line(seal === undefined ? words.keyLeftOut : words.keyUnused);
  for (const policy of policiesIn(sides)) for (const one of findingsOf(policy)) output.finding(one);
  const findings = passphraseFindings(seal?.passphrase);
  for (const one of findings) output.finding(one);
  output.answer({ ...contentJson(content), keyLeftOut, findings: findings.map(findingJson) });
  return exitStatus.done;
}

function pairFrom(options: SettingsOptions): Sides {
  for (const option of ['role', 'peer', 'local'] as const) {
    if (options[option] !== undefined)
      usage(`--pair takes --server and --workstation in place of --${option}`, `--${option}`);
  }
  const { server = [], workstation = [] } = options;
  const servers = addressesFrom(server, '--server');
  const workstations = addressesFrom(workstation, '--workstation');
  const { role: _role, ...both } = presetOptions('server', options);
  return pairOf({ ...both, servers, workstations });
}

function oneSide(options: SettingsOptions): Sides {
  for (const option of ['server', 'workstation'] as const) {
    if (options[option] !== undefined) usage(`--${option} needs --pair`, `--${option}`);
  }
  const { policy } =
    policyFromOptions(options) ?? usage('--pair, --role server or --role workstation is needed', '--role');
  return policy.role === 'server' ? { server: policy } : { workstation: policy };
}

/** The sides that the options describe, both or one. Throws AppFailure for what makes no policy. */
export function sidesFrom(options: SettingsOptions): Sides {
  const sides = options.pair === true ? pairFrom(options) : oneSide(options);
  for (const policy of policiesIn(sides)) choosePolicy(policy);
  return sides;
}

async function newFile(input: Input): Promise<ExitStatus> {
  const { options, surroundings } = input;
  const file = outOf(options);
  const sides = sidesFrom(options);
  const secrets = await secretsFrom(options, surroundings);
  checkedKey(secrets.key);
  const settings = { createdAt: new Date().toISOString(), sides };
  return writeAndTell(settings, { file, replace: options.yes === true, secrets }, input);
}

async function opened(input: Input): Promise<{ readonly settings: OpenedSettings; readonly secrets: GivenSecrets }> {
  const file = fileIn(input);
  const { options, surroundings } = input;
  const secrets = await secretsFrom(options, surroundings);
  return { settings: await readSettings(file, await passphraseFor(file, secrets, options, surroundings)), secrets };
}

const sealJson = ({ createdAt, seal }: OpenedSettings): object => ({
  createdAt,
  ...(seal.kind === 'passphrase' ? { workFactor: seal.workFactor } : {}),
});

async function show(input: Input): Promise<ExitStatus> {
  const { output } = input;
  const settings = shownOf((await opened(input)).settings, input.options);
  output.line(words.created(settings.createdAt));
  tellContent(contentOf(settings), output);
  const ipSecurityPolicies = policiesIn(settings.sides);
  for (const policy of ipSecurityPolicies) output.line(JSON.stringify(policy, undefined, 2));
  output.answer({ ...contentJson(contentOf(settings)), ...sealJson(settings), ipSecurityPolicies });
  return exitStatus.done;
}

async function check(input: Input): Promise<ExitStatus> {
  const { output } = input;
  const { settings } = await opened(input);
  checkedKey(settings.key);
  const { file, sides } = settings;
  const parts = pairDifferences(sides);
  if (parts.length > 0) fail('settings-pair-differs', { file, parts });
  for (const policy of policiesIn(sides)) choosePolicy(policy);
  tellContent(contentOf(settings), output);
  for (const policy of policiesIn(sides)) for (const one of findingsOf(policy)) output.finding(one);
  if (areWorkstationsOnRequest(sides)) output.line(workstationsOnRequestWords);
  output.line(words.checked);
  output.answer({ ...contentJson(contentOf(settings)), ...sealJson(settings) });
  return exitStatus.done;
}

/** In place unless --out names another file: a sealed file holds all that the plain one held, and is written whole or not at all. */
async function seal(input: Input): Promise<ExitStatus> {
  const { options, surroundings } = input;
  const { settings, secrets } = await opened(input);
  const { file, seal: sealing } = settings;
  if (sealing.kind !== 'none') return fail('settings-sealed-already', { file });
  const passphrase = await newPassphrase(secrets, options, surroundings);
  if (passphrase === undefined) return usage('it needs --passphrase-file or --passphrase-stdin', '--passphrase-file');
  checkedKey(secrets.key);
  const { out } = options;
  return writeAndTell(
    settings,
    { file: out ?? file, replace: out === undefined || options.yes === true, secrets: { ...secrets, passphrase } },
    input,
  );
}

/** Without the key: it leaves a sealed file for the computer only. */
async function openFile(input: Input): Promise<ExitStatus> {
  const { options } = input;
  const file = outOf(options);
  const { settings } = await opened(input);
  // Else the only place where the key is kept would be written over.
  if (await isSameFile(file, settings.file)) usage('--out must name another file than the one that is opened', '--out');
  const secrets = { key: settings.key, passphrase: undefined };
  return writeAndTell(settings, { file, replace: options.yes === true, secrets }, input);
}

/** `settings` and what it can do with files. None of it looks at a computer. */
export const settingsVerbs: readonly SettingsVerb[] = [
  { usage: 'new', summary: 'write a settings file from policy options (--out)', body: newFile },
  { usage: 'show [FILE]', summary: 'what is in it; never the key', body: show },
  { usage: 'check [FILE]', summary: 'whether it is whole, valid, and both sides match', body: check },
  { usage: 'seal [FILE]', summary: 'seal it with a passphrase, and the key into it', body: seal },
  { usage: 'open [FILE]', summary: 'write it unsealed, without the key (--out)', body: openFile },
];
