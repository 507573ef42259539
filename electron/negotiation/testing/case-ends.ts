import { allAddresses, complement, type AddressRange } from '#policy/address-range';
import { parseRanges, readAddress } from '#policy/address-text';
import { type Connection, protocolNumbers } from '../connection';
import {
  bareEnd,
  openFirewall,
  type Conditions,
  type Credentials,
  type End,
  type Exemption,
  type HeldAuthentication,
  type HeldFirewallRule,
  type HeldMainMode,
  type HeldRule,
  type KeyAgreement,
  type Ports,
  type QuickModeOffer,
  type Security,
} from '../end';
import type { Outcome } from '../outcome';

/** One rule in the short words of cases.json; what is not said is the article's. */
export interface CaseRule {
  readonly security?: string;
  readonly mainMode?: string;
  readonly quickMode?: string;
  readonly pfs?: string;
  readonly authentication?: string;
  readonly keyModule?: string;
  readonly protocol?: string;
  readonly port?: string;
  readonly remote?: string;
  readonly mirrored?: boolean;
}

export interface CaseEnd extends CaseRule {
  readonly role?: 'server' | 'workstation';
  readonly legacy?: boolean;
  readonly closed?: boolean;
  readonly blocked?: boolean;
  /** What lets the port in: everything by default. */
  readonly allowed?: boolean | string;
  readonly inForce?: boolean;
  readonly keying?: boolean;
  readonly lacks?: string;
  readonly isNamed?: string;
  /** On a workstation: the one account that may answer, with a Block rule for everybody else. */
  readonly account?: string;
  /** Whether the firewall learns whom IKEv1 has met. */
  readonly knowsAccounts?: boolean;
  readonly exemptions?: readonly string[];
  readonly others?: readonly CaseRule[];
  readonly mainModeOthers?: readonly { readonly remote: string; readonly mainMode: string }[];
  readonly mainModeAuthentication?: string;
  /** The same offers with other lifetimes: nothing in the model knows them. */
  readonly quickModeMinutes?: number;
}

export interface Case {
  readonly name: string;
  readonly source: string;
  readonly a?: CaseEnd | 'nothing';
  readonly b?: CaseEnd | 'nothing';
  readonly world?: {
    readonly keys?: KeyAgreement;
    readonly from?: string;
    readonly to?: string;
    readonly protocol?: keyof typeof protocolNumbers;
    readonly service?: 'a' | 'b';
    readonly ikeBlocked?: boolean;
  };
  readonly expected: readonly string[];
}

const listOf = (text: string): readonly string[] => text.split(',').map((part) => part.trim());

export function rangesOf(text: string): readonly AddressRange[] {
  const read = parseRanges(text);
  if (!read.ok) throw new TypeError(`no address: ${text}`);
  return read.value;
}

const address = (text: string): NonNullable<ReturnType<typeof readAddress>> => {
  const read = readAddress(text);
  if (read === undefined) throw new TypeError(`no address: ${text}`);
  return read;
};

const portsOf = (text: string): Ports => (text === 'Any' ? 'any' : [{ from: Number(text), to: Number(text) }]);

const mainModeOf = (text: string, legacy: boolean): HeldMainMode => ({
  mayMixGroups: legacy,
  offers:
    text === 'default'
      ? 'built-in'
      : listOf(text).map((offer) => {
          const [encryption = '', hash = '', group = ''] = offer.split('-');
          return { encryption, hash, group };
        }),
});

function quickModeOf(text: string): QuickModeOffer {
  const [, ahHash = 'None'] = /AH:([^+]*)/u.exec(text) ?? [];
  const [, encryption = 'None', espHash = 'None'] = /ESP:([^-]*)-(.*)/u.exec(text) ?? [];
  return { ahHash, encryption, espHash };
}

/** `certificate AUTHORITY name=...` demands a name, `own=...` is picked by one; an authority has ; for its commas. */
function authenticationOf(text: string): HeldAuthentication {
  const [kind] = text.split(' ');
  if (kind === 'psk') return { kind: 'pre-shared-key' };
  const [name, own] = ['name', 'own'].map((word) => new RegExp(` ${word}=(\\S+)`, 'u').exec(text)?.[1]);
  const picked = own === undefined ? {} : { own };
  if (kind === 'kerberos') return { kind: 'kerberos-v5', ...picked };
  const authority = text.replace('certificate ', '').replace(/ (?:name|own)=.*$/u, '');
  const peers = name === undefined ? {} : { peers: [name] };
  return { kind: 'certificate', authority: authority.replaceAll(';', ','), ...peers, ...picked };
}

const methodsOf = (text: string): readonly HeldAuthentication[] => listOf(text).map(authenticationOf);

const protocolOf = (text: string): Conditions['protocol'] =>
  text === 'Any' ? 'any' : protocolNumbers[text as keyof typeof protocolNumbers];

function conditionsOf(role: 'server' | 'workstation', rule: CaseRule): Conditions {
  const port = portsOf(rule.port ?? '4531');
  return {
    protocol: protocolOf(rule.protocol ?? 'TCP'),
    localPorts: role === 'server' ? port : 'any',
    remotePorts: role === 'server' ? 'any' : port,
    localAddresses: allAddresses,
    remoteAddresses: rangesOf(rule.remote ?? 'Any'),
  };
}

function ruleOf(role: 'server' | 'workstation', rule: CaseRule, inForce: boolean): HeldRule {
  const [inbound = '', outbound = ''] = (rule.security ?? 'Require/Require').split('/');
  const oneWay = role === 'server' ? 'inbound' : 'outbound';
  const pfs = rule.pfs ?? 'None';
  return {
    conditions: conditionsOf(role, rule),
    inbound: inbound as Security,
    outbound: outbound as Security,
    keyModules: rule.keyModule === 'Default' ? 'Default' : [rule.keyModule === 'IKEv2' ? 'IKEv2' : 'IKEv1'],
    quickMode: {
      offers: listOf(rule.quickMode ?? 'ESP:DES3-SHA1').map(quickModeOf),
      pfs: pfs === 'same-as-main-mode' ? 'SameAsMainMode' : pfs,
    },
    authentication: methodsOf(rule.authentication ?? 'psk'),
    directions: rule.mirrored === false ? oneWay : 'both',
    over: 'all',
    inForce,
  };
}

const everything: Conditions = {
  protocol: 'any',
  localPorts: 'any',
  remotePorts: 'any',
  localAddresses: allAddresses,
  remoteAddresses: allAddresses,
};

const allowing = (demands: HeldFirewallRule['demands']): HeldFirewallRule => ({
  conditions: everything,
  direction: 'inbound',
  action: 'allow',
  demands,
});

function allowed({ allowed: by = true }: CaseEnd): readonly HeldFirewallRule[] {
  if (by === false) return [];
  if (by === 'authenticated') return [allowing('authentication')];
  if (by === 'encrypted') return [allowing('encryption')];
  return by === true ? [allowing('nothing')] : [allowing('authentication'), allowing('nothing')];
}

function blocking(role: 'server' | 'workstation', end: CaseEnd): readonly HeldFirewallRule[] {
  const rest = complement(rangesOf(end.remote ?? 'Any'));
  const blockOf = (remoteAddresses: readonly AddressRange[]): HeldFirewallRule => ({
    conditions: { ...conditionsOf(role, end), remoteAddresses },
    direction: role === 'server' ? 'inbound' : 'outbound',
    action: 'block',
    demands: 'nothing',
  });
  return [...(end.closed === true ? [blockOf(rest)] : []), ...(end.blocked === true ? [blockOf(allAddresses)] : [])];
}

/** An outbound rule that overrides Block rules for one account, and the rule that it overrides. */
function listed(role: 'server' | 'workstation', end: CaseEnd): readonly HeldFirewallRule[] {
  if (end.account === undefined) return [];
  const conditions = conditionsOf(role, end);
  return [
    { conditions, direction: 'outbound', action: 'allow-bypass', demands: 'encryption', accounts: [end.account] },
    { conditions, direction: 'outbound', action: 'block', demands: 'nothing' },
  ];
}

function endOf(role: 'server' | 'workstation', given: CaseEnd | 'nothing'): End {
  if (given === 'nothing') return bareEnd;
  const { inForce = true } = given;
  const own = given.role ?? role;
  const rules = [given, ...(given.others ?? [])].map((rule) => ruleOf(own, rule, inForce));
  const exempt = given.security === 'None/None';
  const remoteAddresses = rangesOf(given.remote ?? 'Any');
  const ownMainMode = {
    localAddresses: allAddresses,
    remoteAddresses,
    mainMode: mainModeOf(given.mainMode ?? 'DES3-SHA1-DH2', given.legacy === true),
    authentication: methodsOf(given.mainModeAuthentication ?? given.authentication ?? 'psk'),
    inForce,
  };
  const others = (given.mainModeOthers ?? []).map(({ remote, mainMode }) => ({
    ...ownMainMode,
    remoteAddresses: rangesOf(remote),
    mainMode: mainModeOf(mainMode, false),
  }));
  return {
    rules,
    mainModeRules: exempt ? others : [ownMainMode, ...others],
    firewall: {
      ...openFirewall,
      inboundDefault: 'block',
      rules: [...allowed(given), ...blocking(own, given), ...listed(own, given)],
    },
    exemptions: (given.exemptions ?? bareEnd.exemptions) as readonly Exemption[],
    credentials: {
      lacks: (given.lacks === undefined
        ? []
        : [given.lacks === 'kerberos' ? 'kerberos-v5' : given.lacks]) as Credentials['lacks'],
      ...(given.isNamed === undefined ? {} : { names: [given.isNamed] }),
    },
    keyingRuns: given.keying ?? true,
    ...(given.knowsAccounts === undefined ? {} : { knowsAccounts: given.knowsAccounts }),
  };
}

export interface Played {
  readonly connection: Connection;
  readonly a: End;
  readonly b: End;
  readonly world: { readonly keys: KeyAgreement; readonly ikeBlocked: boolean };
}

/** A case as the model takes it. `service` says which end has the port; the other one uses any. */
export function played({ a = {}, b = {}, world = {} }: Case): Played {
  const { from = '192.0.2.20', to = '192.0.2.10', protocol = 'TCP', service = 'b', keys = 'equal' } = world;
  const ports = protocol === 'TCP' ? [50_000, 4531] : [0, 0];
  const [client = 0, server = 0] = ports;
  return {
    connection: {
      protocol: protocolNumbers[protocol],
      from: { address: address(from), port: service === 'a' ? server : client },
      to: { address: address(to), port: service === 'a' ? client : server },
      client: service === 'a' ? 'to' : 'from',
    },
    a: endOf('workstation', a),
    b: endOf('server', b),
    world: { keys, ikeBlocked: world.ikeBlocked ?? false },
  };
}

const authWords = { 'pre-shared-key': 'psk', 'kerberos-v5': 'kerberos', certificate: 'certificate', other: 'other' };

/** An outcome in the words of the table. */
export function inShort(outcome: Outcome): string {
  if (outcome.kind !== 'secured') return `${outcome.kind} ${outcome.why}`;
  const { mainMode, quickMode, pfs, authentication, encrypted } = outcome;
  return `secured ${mainMode} ${quickMode} pfs=${pfs} ${authWords[authentication]} ${encrypted ? 'encrypted' : 'plain'}`;
}
