import { appError, fail } from '#contract/app-error';
import { choosePolicy, type ChosenPolicy, type GivenKey } from '#deeds/examine';
import type { LedgerPlace } from '#deeds/record-in-ledger';
import type { Role } from '#policy/model';
import { policiesIn } from '#settings-file/document';
import { readSettings, type OpenedSettings } from '#settings-file/read';
import { ledgerBeside } from '#settings-file/ledger';
import { ledgerKeyOf } from '#settings-file/ledger-key';
import { sideOf } from '#settings-file/sides';
import { passphraseFor } from './ask-secrets';
import { checkedKey, secretsFrom, type GivenSecrets, type Surroundings } from './context';
import { policyOption, type CommonOptions } from './options';
import { overridden } from './settings-override';
import { targetFrom } from './target';

/** Where policy and key of a run come from. */
export interface Source {
  readonly key: GivenKey;
  /** Undefined without a settings file: then the options say what policy is meant, or none is. */
  readonly chosen: ChosenPolicy | undefined;
  /** The ledger on the stick, where the settings file has one. */
  readonly ledger: LedgerPlace | undefined;
}

/** Every verb takes `--settings`; these have a use for the policy in it. */
const verbs = ['plan', 'apply', 'verify', 'preflight'];
/** And these have one for its ledger only: what they end is said by their own options, or by the journal. */
const ledgerVerbs = ['remove', 'rollback', 'confirm', 'recover'];

/** What the file says counts; something else is said only on purpose. */
function refuseOthers(options: CommonOptions, { key }: GivenSecrets, opened: OpenedSettings): void {
  if (options.override === true) return;
  const option = policyOption(options);
  if (option !== undefined) {
    fail('usage', { problem: `--${option} together with --settings needs --override` }, `--${option}`);
  }
  if (key !== undefined && opened.key !== undefined) {
    const path = options.pskFile === undefined ? '--psk-stdin' : '--psk-file';
    fail('usage', { problem: `the settings file holds a key, so that ${path} needs --override` }, path);
  }
}

/** The key that was given, else the one in the file, else why there is none. */
function keyOf({ key }: GivenSecrets, { key: sealed, file }: OpenedSettings): GivenKey {
  const found = checkedKey(key ?? sealed);
  return found.key === undefined ? { ...found, whyNone: appError('settings-key-missing', { file }) } : found;
}

function ledgerIn(file: string, { ledgerSecret, sides }: OpenedSettings): LedgerPlace | undefined {
  if (ledgerSecret === undefined) return undefined;
  const policyIds = policiesIn(sides).map(({ id }) => id);
  return { file: ledgerBeside(file), key: ledgerKeyOf(ledgerSecret), policyIds };
}

async function fromFile(
  file: string,
  options: CommonOptions,
  given: GivenSecrets,
  surroundings: Surroundings,
): Promise<Source> {
  const opened = await readSettings(file, await passphraseFor(file, given, options, surroundings));
  refuseOthers(options, given, opened);
  const policy = sideOf(opened, options.role as Role | undefined);
  return {
    key: keyOf(given, opened),
    chosen: choosePolicy(overridden(policy, options), targetFrom(options)),
    ledger: ledgerIn(file, opened),
  };
}

/** Without its passphrase the file is of no use there, and no reason to leave a policy, or a change, where it is. */
async function ledgerOnly(
  file: string,
  options: CommonOptions,
  given: GivenSecrets,
  surroundings: Surroundings,
): Promise<LedgerPlace | undefined> {
  const passphrase = await passphraseFor(file, given, options, surroundings);
  return passphrase === undefined ? undefined : ledgerIn(file, await readSettings(file, passphrase));
}

/** Reads the secrets, and the settings file where one is given. Throws AppFailure before anything was touched. */
export async function sourceOf(verb: string, options: CommonOptions, surroundings: Surroundings): Promise<Source> {
  const given = await secretsFrom(options, surroundings);
  if (options.settings !== undefined && verbs.includes(verb))
    return fromFile(options.settings, options, given, surroundings);
  const ledger =
    options.settings !== undefined && ledgerVerbs.includes(verb)
      ? await ledgerOnly(options.settings, options, given, surroundings)
      : undefined;
  return { key: checkedKey(given.key), chosen: undefined, ledger };
}
