import { fail } from '#contract/app-error';
import type { Finding } from '#contract/finding';
import type { Result } from '#contract/result';
import { choosePolicy, type ChosenPolicy } from '#deeds/examine';
import { parsePeer } from '#policy/address';
import { groupIds } from '#policy/algorithms';
import { parseMainMode, parseQuickMode } from '#policy/method-spelling';
import type {
  AuthenticationMethod,
  IpAddressChoice,
  Role,
  ServerAccount,
  ServerName,
  SessionKeyPerfectForwardSecrecy,
} from '#policy/model';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import type { CommonOptions } from './options';
import { targetFrom } from './target';
import type { VerbInput } from './verb';

const usage = (problem: string, path: string): never => fail('usage', { problem }, path);

function valid<T>(result: Result<T, Finding>, path: string): T {
  if (result.ok) return result.value;
  return fail('policy-invalid', { finding: result.error }, path);
}

function portNumber(text: string): number {
  if (!/^\d{1,9}$/u.test(text)) return usage(`--port takes a number from 1 to 65535, not "${text}"`, '--port');
  return Number(text);
}

const list = (text: string): readonly string[] => text.split(',').map((item) => item.trim());

export const addressesFrom = (texts: readonly string[], path: string): readonly IpAddressChoice[] =>
  texts.map((text) => valid(parsePeer(text), path));

/** `backup1.corp.example`, or `CN=BACKUP1`. Whether it can be such a name is the policy's to say. */
function serverNameFrom(text: string): ServerName {
  const common = /^CN\s*=\s*(?<name>.*)$/iu.exec(text)?.groups?.['name'];
  return common === undefined ? { nameType: 'dns-name', name: text } : { nameType: 'common-name', name: common };
}

/** `CORP\\BACKUP1$=S-1-5-21-...`: the SID counts, the name is for people. */
function serverAccountFrom(text: string): ServerAccount {
  const at = text.lastIndexOf('=');
  if (at < 1)
    return usage('--server-account takes NAME=SID, for example CORP\\BACKUP1$=S-1-5-21-1-2-3-1104', '--server-account');
  return { name: text.slice(0, at).trim(), sid: text.slice(at + 1).trim() };
}

function authentication(options: CommonOptions): (word: string) => AuthenticationMethod {
  const { ca, caType, serverName, serverAccount } = options;
  return (word) => {
    switch (word) {
      case 'psk':
        return { kind: 'pre-shared-key' };
      case 'kerberos':
        return {
          kind: 'kerberos-v5',
          ...(serverAccount === undefined ? {} : { serverAccount: serverAccountFrom(serverAccount) }),
        };
      case 'certificate':
        if (ca === undefined) return usage('--auth certificate needs --ca with the name of the authority', '--ca');
        return {
          kind: 'certificate',
          authority: ca,
          authorityType: caType === 'intermediate' ? 'intermediate' : 'root',
          ...(serverName === undefined ? {} : { server: serverNameFrom(serverName) }),
        };
      default:
        return usage(`--auth takes psk, kerberos or certificate, not "${word}"`, '--auth');
    }
  };
}

function perfectForwardSecrecy(word: string): SessionKeyPerfectForwardSecrecy {
  const choices = ['none', 'same-as-main-mode', ...groupIds] as const;
  const lower = word.toLowerCase();
  const spelled = lower === 'sameasmainmode' ? 'same-as-main-mode' : lower;
  return choices.find((choice) => choice.toLowerCase() === spelled) ?? usage(`--pfs does not know "${word}"`, '--pfs');
}

/** An authority or a name that no method uses would be a wish that is silently not granted. */
function refuseUnusedAuthority({ ca, caType, serverName, serverAccount, auth = [] }: CommonOptions): void {
  if (serverAccount !== undefined && !auth.includes('kerberos'))
    usage('--server-account needs --auth kerberos', '--server-account');
  if (auth.includes('certificate')) return;
  if (ca !== undefined) usage('--ca needs --auth certificate', '--ca');
  if (caType !== undefined) usage('--ca-type needs --auth certificate', '--ca-type');
  if (serverName !== undefined) usage('--server-name needs --auth certificate', '--server-name');
}

/** What the options say, one by one; what they leave open is the preset's. Throws AppFailure. */
export function presetOptions(role: Role, options: CommonOptions): PresetOptions {
  refuseUnusedAuthority(options);
  return {
    role,
    ...(options.policy === undefined ? {} : { id: options.policy }),
    ...(options.port === undefined ? {} : { port: portNumber(options.port) }),
    ...(options.peer === undefined ? {} : { peers: addressesFrom(options.peer, '--peer') }),
    ...(options.local === undefined ? {} : { local: addressesFrom(options.local, '--local') }),
    ...(options.protection === undefined
      ? {}
      : { protection: options.protection as NonNullable<PresetOptions['protection']> }),
    ...(options.mode === undefined ? {} : { mode: options.mode as NonNullable<PresetOptions['mode']> }),
    ...(options.auth === undefined ? {} : { authenticationMethods: options.auth.map(authentication(options)) }),
    ...(options.quickMode === undefined
      ? {}
      : { securityMethods: list(options.quickMode).map((item) => valid(parseQuickMode(item), '--quick-mode')) }),
    ...(options.mainMode === undefined
      ? {}
      : { keyExchangeMethods: list(options.mainMode).map((item) => valid(parseMainMode(item), '--main-mode')) }),
    ...(options.allowIfSecure === true ? { allowIfSecure: true } : {}),
    ...(options.pfs === undefined ? {} : { sessionKeyPerfectForwardSecrecy: perfectForwardSecrecy(options.pfs) }),
  };
}

/** The policy that the options describe, or undefined without `--role`. Throws AppFailure for what makes no policy. */
export const policyFromOptions = (options: CommonOptions): ChosenPolicy | undefined =>
  options.role === undefined
    ? undefined
    : choosePolicy(presetPolicy(presetOptions(options.role as Role, options)), targetFrom(options));

/** What is assigned in secpol.msc is this computer's, and a script that stands alone has no record to give it back from. */
function refuseUnassigning({ unassignSecpol, format }: CommonOptions, { target }: ChosenPolicy): void {
  if (unassignSecpol !== true) return;
  if (target.kind === 'gpo')
    usage(
      '--unassign-secpol is about this computer, and the policy goes into a Group Policy object: on the computers that it reaches, whoever manages them un-assigns their policy of secpol.msc',
      '--unassign-secpol',
    );
  if (format === 'powershell')
    usage(
      '--unassign-secpol is not for the stand-alone script, which could not assign the policy again: use apply, or un-assign it in secpol.msc before the script runs',
      '--unassign-secpol',
    );
}

/** Without a rule of ours nobody would be let in; rules of others are switched off where a record gives them back. */
function refuseDisabling({ disableAllowRules, format }: CommonOptions, { policy, target }: ChosenPolicy): void {
  if (disableAllowRules !== true) return;
  const refuse = (why: string): void => usage(`--disable-allow-rules ${why}`, '--disable-allow-rules');
  if (policy.allowIfSecure !== true) refuse('needs --allow-if-secure: without it nothing would let the port in');
  if (target.kind === 'gpo')
    refuse(
      'is about rules of this computer, and the policy goes into a Group Policy object: change them where they are',
    );
  if (format === 'powershell')
    refuse('is not for the stand-alone script, which could not switch them on again: use apply, or do it by hand');
}

/** The policy of a settings file, or that of the options. Throws AppFailure where there is neither. */
export function requirePolicy({ chosen, options }: Pick<VerbInput, 'chosen' | 'options'>): ChosenPolicy {
  const meant =
    chosen ??
    policyFromOptions(options) ??
    usage('--role server or --role workstation is needed, or a settings file', '--role');
  const { disableAllowRules: allowRules, unassignSecpol: assignedPolicy } = options;
  refuseUnassigning(options, meant);
  refuseDisabling(options, meant);
  return { ...meant, consent: { allowRules, assignedPolicy } };
}
