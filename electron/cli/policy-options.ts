import { fail } from '#contract/app-error';
import type { Finding } from '#contract/finding';
import type { Result } from '#contract/result';
import { choosePolicy, type ChosenPolicy } from '#deeds/examine';
import { parsePeer } from '#policy/address';
import { groupIds } from '#policy/algorithms';
import { parseMainMode, parseQuickMode } from '#policy/method-spelling';
import type { AuthenticationMethod, IpAddressChoice, Role, SessionKeyPerfectForwardSecrecy } from '#policy/model';
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

function authentication({ ca, caType }: CommonOptions): (word: string) => AuthenticationMethod {
  return (word) => {
    switch (word) {
      case 'psk':
        return { kind: 'pre-shared-key' };
      case 'kerberos':
        return { kind: 'kerberos-v5' };
      case 'certificate':
        if (ca === undefined) return usage('--auth certificate needs --ca with the name of the authority', '--ca');
        return {
          kind: 'certificate',
          authority: ca,
          authorityType: caType === 'intermediate' ? 'intermediate' : 'root',
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

/** An authority that no method uses would be a wish that is silently not granted. */
function refuseUnusedAuthority({ ca, caType, auth }: CommonOptions): void {
  if (auth?.includes('certificate') === true) return;
  if (ca !== undefined) usage('--ca needs --auth certificate', '--ca');
  if (caType !== undefined) usage('--ca-type needs --auth certificate', '--ca-type');
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

/** The policy of a settings file, or that of the options. Throws AppFailure where there is neither. */
export function requirePolicy({ chosen, options }: Pick<VerbInput, 'chosen' | 'options'>): ChosenPolicy {
  const meant =
    chosen ??
    policyFromOptions(options) ??
    usage('--role server or --role workstation is needed, or a settings file', '--role');
  const { disableAllowRules: allowRules, unassignSecpol: assignedPolicy } = options;
  if (allowRules === true && meant.policy.allowIfSecure !== true)
    usage(
      '--disable-allow-rules needs --allow-if-secure: without it nothing would let the port in',
      '--disable-allow-rules',
    );
  return { ...meant, consent: { allowRules, assignedPolicy } };
}
