import { readChoice } from './address';
import { mainModeSpelling, type MethodOffer, quickModeSpelling } from './algorithms';
import { algorithmsOfExchange, algorithmsOfMethod, type Introduced } from './windows-builds';
import type {
  AuthenticationMethod,
  IpAddressChoice,
  IpFilter,
  IpSecurityPolicy,
  KeyExchange,
  KeyExchangeMethod,
  NegotiateSecurity,
  Role,
  SecurityMethod,
  SessionKeyLifetime,
  SessionKeyPerfectForwardSecrecy,
} from './model';

/**
 * `article`: what the vendor's article says, and what a hand-made secpol peer can negotiate. `recommended`: today's.
 * `transition`: today's first, the article's last, for the weeks in which both are about.
 */
export const protections = ['article', 'recommended', 'transition'] as const;
export type Protection = (typeof protections)[number];

/** `require`: IPsec or nothing. `request`: asks for IPsec and lets clear text pass; for a staged roll-out. */
export type ProtectionMode = 'require' | 'request';

export interface PresetOptions {
  readonly role: Role;
  /** On a server: only what is secured is let in, by a firewall rule of ours. */
  readonly allowIfSecure?: boolean;
  /** Default `fbs`. */
  readonly id?: string;
  /** Default 4531. */
  readonly port?: number;
  /** The other side; none is any. */
  readonly peers?: readonly IpAddressChoice[];
  /** This side; none is My IP address. */
  readonly local?: readonly IpAddressChoice[];
  /** Default `article`. */
  readonly protection?: Protection;
  /** Default `require`. */
  readonly mode?: ProtectionMode;
  /** In order of preference; default a pre-shared key. */
  readonly authenticationMethods?: readonly AuthenticationMethod[];
  /** Own offers in place of the protection's. Their lifetimes: today's with `recommended`, else no own limit. */
  readonly securityMethods?: readonly MethodOffer[];
  readonly keyExchangeMethods?: readonly KeyExchangeMethod[];
  readonly sessionKeyPerfectForwardSecrecy?: SessionKeyPerfectForwardSecrecy;
  /** Default IKEv1: all that a secpol peer, a key or Kerberos can use. IKEv2 is for certificates on both sides. */
  readonly keyModule?: KeyExchange['keyModule'];
  /** Of Windows; offers that it does not know are left out. Not known: all are offered, and pre-flight judges. */
  readonly build?: number;
}

const noOwnLimit: SessionKeyLifetime = { kilobytes: 0, seconds: 0 };
/** 60 minutes and 20 GB: with Windows' own 100,000 KB a fast backup would negotiate anew every second. */
const todaysLifetime: SessionKeyLifetime = { kilobytes: 20_971_520, seconds: 3_600 };

const articleMethod: SecurityMethod = {
  ahIntegrity: 'none',
  espConfidentiality: '3DES',
  espIntegrity: 'SHA1',
  // Right for 3DES in any case: a cipher with 64-bit blocks must not carry 20 GB under one key.
  sessionKeyLifetime: noOwnLimit,
};
const todaysMethod: SecurityMethod = {
  ahIntegrity: 'none',
  espConfidentiality: 'AES-256-GCM',
  espIntegrity: 'AES-256-GMAC',
  sessionKeyLifetime: todaysLifetime,
};
const aesCbcMethod: SecurityMethod = {
  ahIntegrity: 'none',
  espConfidentiality: 'AES-256',
  espIntegrity: 'SHA-256',
  sessionKeyLifetime: todaysLifetime,
};
const articleKeyExchange: KeyExchangeMethod = { encryption: '3DES', integrity: 'SHA1', group: 'DH2' };

/** In order of preference. */
export interface Offers {
  readonly securityMethods: readonly SecurityMethod[];
  readonly keyExchangeMethods: readonly KeyExchangeMethod[];
  /** For offers of the technician's own. */
  readonly ownLifetime: SessionKeyLifetime;
}

const offersOverIkev1: Readonly<Record<Protection, Offers>> = {
  article: { securityMethods: [articleMethod], keyExchangeMethods: [articleKeyExchange], ownLifetime: noOwnLimit },
  recommended: {
    securityMethods: [todaysMethod],
    keyExchangeMethods: [{ encryption: 'AES-256', integrity: 'SHA-384', group: 'DH20' }],
    ownLifetime: todaysLifetime,
  },
  transition: {
    securityMethods: [todaysMethod, aesCbcMethod, articleMethod],
    // A main-mode set has one DH group (MS-FASP 2.2.74), so it is the one that the article's peers know: 2. A secpol
    // peer may offer group 14 as well; where all do, own offers with DH14 are better.
    keyExchangeMethods: [
      { encryption: 'AES-256', integrity: 'SHA-256', group: 'DH2' },
      { encryption: 'AES-128', integrity: 'SHA1', group: 'DH2' },
      articleKeyExchange,
    ],
    ownLifetime: noOwnLimit,
  },
};

/**
 * Over IKEv2 nobody of the article's is met, because a secpol peer speaks IKEv1 only: Transition then keeps no old
 * algorithm and takes the group of Recommended, so that the two meet.
 */
const offersOverIkev2: Readonly<Record<Protection, Offers>> = {
  ...offersOverIkev1,
  transition: {
    securityMethods: [todaysMethod, aesCbcMethod],
    keyExchangeMethods: [
      { encryption: 'AES-256', integrity: 'SHA-384', group: 'DH20' },
      { encryption: 'AES-256', integrity: 'SHA-256', group: 'DH20' },
    ],
    ownLifetime: todaysLifetime,
  },
};

/** What a preset adapts to. */
export type PresetSurroundings = Pick<PresetOptions, 'keyModule' | 'build'>;

/** What a preset offers there; an empty list where that Windows knows none of it. */
export function presetOffers(
  protection: Protection,
  { keyModule = 'IKEv1', build = Number.POSITIVE_INFINITY }: PresetSurroundings = {},
): Offers {
  const all = (keyModule === 'IKEv2' ? offersOverIkev2 : offersOverIkev1)[protection];
  const isKnown = (algorithms: readonly Introduced[]): boolean =>
    algorithms.every(({ firstBuild }) => firstBuild <= build);
  return {
    ...all,
    securityMethods: all.securityMethods.filter((method) => isKnown(algorithmsOfMethod(method))),
    keyExchangeMethods: all.keyExchangeMethods.filter((method) => isKnown(algorithmsOfExchange(method))),
  };
}

/** How a preset differs from itself over IKEv1 on a Windows that knows everything. */
export interface PresetAdaptation {
  /** What that build does not know, in the spelling of `--quick-mode` and `--main-mode`. */
  readonly leftOut: readonly string[];
  /** Nothing is left to protect with, or to negotiate with: the preset cannot be used there. */
  readonly isEmpty: boolean;
  /** The key module alone changes what is offered. */
  readonly byKeyModule: boolean;
}

const spellingsOf = ({ securityMethods, keyExchangeMethods }: Offers): readonly string[] => [
  ...securityMethods.map(quickModeSpelling),
  ...keyExchangeMethods.map(mainModeSpelling),
];

/** What became of a preset because of what it adapts to. Pure. */
export function presetAdaptation(protection: Protection, { keyModule, build }: PresetSurroundings): PresetAdaptation {
  const over = keyModule === undefined ? {} : { keyModule };
  const all = spellingsOf(presetOffers(protection, over));
  const offers = presetOffers(protection, build === undefined ? over : { ...over, build });
  const kept = spellingsOf(offers);
  return {
    leftOut: all.filter((one) => !kept.includes(one)),
    isEmpty: offers.securityMethods.length === 0 || offers.keyExchangeMethods.length === 0,
    byKeyModule: all.join() !== spellingsOf(presetOffers(protection)).join(),
  };
}

/** Names and descriptions are the article's, to the letter. */
const words = {
  server: { name: 'FBS incoming connections', description: 'Incoming connections from workstations' },
  workstation: { name: 'FBS outgoing connection', description: 'Outgoing connection to backup server' },
} as const;

function familiesOf(choice: IpAddressChoice): readonly (4 | 6)[] {
  const read = readChoice(choice);
  return read.ok && read.value.kind === 'ranges' ? read.value.ranges.map(({ family }) => family) : [4, 6];
}

const canMeet = (a: IpAddressChoice, b: IpAddressChoice): boolean => {
  const families = familiesOf(b);
  return familiesOf(a).some((family) => families.includes(family));
};

type Pair = readonly [local: IpAddressChoice, peer: IpAddressChoice];

/** Every own address with every peer, but IPv4 never with IPv6. Who finds no partner stays, so that validation names it. */
function pairs(locals: readonly IpAddressChoice[], peers: readonly IpAddressChoice[]): readonly Pair[] {
  const all = peers.flatMap((peer) => locals.map((local): Pair => [local, peer]));
  const met = all.filter(([local, peer]) => canMeet(local, peer));
  const lonely = all.filter(([local, peer]) => !met.some(([a]) => a === local) || !met.some(([, b]) => b === peer));
  return [...met, ...lonely];
}

function filter(role: Role, port: number, [local, peer]: Pair): IpFilter {
  const [source, destination] = role === 'server' ? [peer, local] : [local, peer];
  return {
    mirrored: true,
    protocol: 'TCP',
    source,
    sourcePort: { kind: 'any' },
    destination,
    destinationPort: { kind: 'port', port },
  };
}

function filters({ role, port = 4531, peers = [], local = [] }: PresetOptions): readonly IpFilter[] {
  // "any" on our own side would mean other computers' traffic as well, which is no business of an end point.
  const own = local.map((choice): IpAddressChoice => (choice.kind === 'any' ? { kind: 'my-ip-address' } : choice));
  const locals: readonly IpAddressChoice[] = own.length > 0 ? own : [{ kind: 'my-ip-address' }];
  const others: readonly IpAddressChoice[] = peers.length > 0 ? peers : [{ kind: 'any' }];
  return pairs(locals, others).map((pair) => filter(role, port, pair));
}

function filterAction(options: PresetOptions): NegotiateSecurity {
  const { protection = 'article', mode = 'require', sessionKeyPerfectForwardSecrecy = 'none' } = options;
  const { securityMethods, ownLifetime } = presetOffers(protection, options);
  const own = options.securityMethods?.map((offer) => ({ ...offer, sessionKeyLifetime: ownLifetime }));
  return {
    kind: 'negotiate-security',
    name: mode === 'require' ? 'Require security' : 'Request security',
    description: '',
    securityMethods: own ?? securityMethods,
    acceptUnsecured: mode === 'request',
    allowFallback: mode === 'request',
    sessionKeyPerfectForwardSecrecy,
  };
}

/** 480 minutes and 0 sessions are secpol's. */
const keyExchange = (options: PresetOptions): KeyExchange => ({
  methods: options.keyExchangeMethods ?? presetOffers(options.protection ?? 'article', options).keyExchangeMethods,
  lifetimeMinutes: 480,
  sessions: 0,
  keyModule: options.keyModule ?? 'IKEv1',
});

/** The article's policy for one side, with the protection and the addresses that were chosen. */
export function presetPolicy(options: PresetOptions): IpSecurityPolicy {
  const { role, id = 'fbs', authenticationMethods = [{ kind: 'pre-shared-key' }] } = options;
  return {
    id,
    role,
    name: 'FBS secure connection',
    description: '',
    activateDefaultResponseRule: false,
    rules: [
      {
        filterList: { ...words[role], filters: filters(options) },
        filterAction: filterAction(options),
        authenticationMethods,
        connectionType: 'all',
      },
    ],
    keyExchange: keyExchange(options),
    closeTheRest: true,
    ...(options.allowIfSecure === true ? { allowIfSecure: true } : {}),
  };
}
