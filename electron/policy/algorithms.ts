import type { Weakness } from '#contract/finding';
import type { DiffieHellmanGroup, Encryption, Integrity, KeyExchangeMethod, SecurityMethod } from './model';

/** What a security method protects with, without its lifetimes. */
export type MethodOffer = Omit<SecurityMethod, 'sessionKeyLifetime'>;

/** How an algorithm stands today, and who says so. */
export interface Strength {
  readonly level: 'good' | 'acceptable' | Weakness;
  readonly source: string;
}

interface AlgorithmFacts {
  /** The word in secpol's lists, or, for the newer ones that the snap-in never learned, ours. */
  readonly secpol: string;
  /** Whether secpol.msc itself can choose it: then a hand-made peer may offer it. */
  readonly inSecpol: boolean;
  readonly strength: Strength;
}

interface EncryptionFacts extends AlgorithmFacts {
  /** `-Encryption` of both crypto proposals. */
  readonly netIPsec: string;
  readonly inMainMode: boolean;
  readonly inEsp: boolean;
  readonly counterMode: boolean;
}

interface IntegrityFacts extends AlgorithmFacts {
  /** `-Hash`, `-ESPHash`, `-AHHash`. */
  readonly netIPsec: string;
  readonly inMainMode: boolean;
  readonly inEsp: boolean;
  readonly inAh: boolean;
}

const none: Strength = { level: 'acceptable', source: 'RFC 8221 5: NULL encryption is for authentication only' };

/**
 * Ciphers. What may be used where: New-NetIPsecMainModeCryptoProposal (no GCM), MS-FASP 2.2.70, 2.2.71, 2.2.74.
 * secpol's own: MS-GPIPSEC 2.2.1.2 to 2.2.1.4 (no AES).
 */
export const encryptions = {
  none: {
    secpol: 'None',
    netIPsec: 'None',
    inSecpol: true,
    inMainMode: false,
    inEsp: true,
    counterMode: false,
    strength: none,
  },
  DES: {
    secpol: 'DES',
    netIPsec: 'DES',
    inSecpol: true,
    inMainMode: true,
    inEsp: true,
    counterMode: false,
    strength: { level: 'broken', source: 'RFC 8221 5 and RFC 8247 2.1: MUST NOT' },
  },
  '3DES': {
    secpol: '3DES',
    netIPsec: 'DES3',
    inSecpol: true,
    inMainMode: true,
    inEsp: true,
    counterMode: false,
    strength: { level: 'old', source: 'RFC 8221 5: SHOULD NOT; NIST SP 800-131A r2: disallowed after 2023' },
  },
  'AES-128': {
    secpol: 'AES-128',
    netIPsec: 'AES128',
    inSecpol: false,
    inMainMode: true,
    inEsp: true,
    counterMode: false,
    strength: { level: 'good', source: 'RFC 8221 5 and RFC 8247 2.1: MUST' },
  },
  'AES-192': {
    secpol: 'AES-192',
    netIPsec: 'AES192',
    inSecpol: false,
    inMainMode: true,
    inEsp: true,
    counterMode: false,
    strength: { level: 'good', source: 'NIST SP 800-131A r2: acceptable; RFC 8221 5: MAY' },
  },
  'AES-256': {
    secpol: 'AES-256',
    netIPsec: 'AES256',
    inSecpol: false,
    inMainMode: true,
    inEsp: true,
    counterMode: false,
    strength: { level: 'good', source: 'RFC 8221 5 and RFC 8247 2.1: MUST' },
  },
  'AES-128-GCM': {
    secpol: 'AES-128-GCM',
    netIPsec: 'AESGCM128',
    inSecpol: false,
    inMainMode: false,
    inEsp: true,
    counterMode: true,
    strength: { level: 'good', source: 'RFC 8221 5: MUST' },
  },
  'AES-192-GCM': {
    secpol: 'AES-192-GCM',
    netIPsec: 'AESGCM192',
    inSecpol: false,
    inMainMode: false,
    inEsp: true,
    counterMode: true,
    strength: { level: 'good', source: 'NIST SP 800-131A r2: acceptable; RFC 8221 5: MAY' },
  },
  'AES-256-GCM': {
    secpol: 'AES-256-GCM',
    netIPsec: 'AESGCM256',
    inSecpol: false,
    inMainMode: false,
    inEsp: true,
    counterMode: true,
    strength: { level: 'good', source: 'RFC 8221 5: MUST' },
  },
} as const satisfies Record<Encryption, EncryptionFacts>;

/**
 * Integrity algorithms. SHA-384 is in the cmdlets' list and refused by the engine in quick mode (MS-FASP 2.2.71);
 * no GMAC in main mode (New-NetIPsecMainModeCryptoProposal).
 */
export const integrities = {
  none: {
    secpol: 'None',
    netIPsec: 'None',
    inSecpol: true,
    inMainMode: false,
    inEsp: true,
    inAh: true,
    strength: none,
  },
  MD5: {
    secpol: 'MD5',
    netIPsec: 'MD5',
    inSecpol: true,
    inMainMode: true,
    inEsp: true,
    inAh: true,
    strength: { level: 'broken', source: 'RFC 8221 6 and RFC 8247 2.3: MUST NOT' },
  },
  SHA1: {
    secpol: 'SHA1',
    netIPsec: 'SHA1',
    inSecpol: true,
    inMainMode: true,
    inEsp: true,
    inAh: true,
    strength: { level: 'old', source: 'RFC 8221 6 and RFC 8247 2.3: MUST-, on its way out; NIST ends SHA-1 in 2030' },
  },
  'SHA-256': {
    secpol: 'SHA-256',
    netIPsec: 'SHA256',
    inSecpol: false,
    inMainMode: true,
    inEsp: true,
    inAh: true,
    strength: { level: 'good', source: 'RFC 8221 6 and RFC 8247 2.3: MUST' },
  },
  'SHA-384': {
    secpol: 'SHA-384',
    netIPsec: 'SHA384',
    inSecpol: false,
    inMainMode: true,
    inEsp: false,
    inAh: false,
    strength: { level: 'good', source: 'NIST SP 800-57 part 1 r5, table 3: at least 192 bits' },
  },
  'AES-128-GMAC': {
    secpol: 'AES-128-GMAC',
    netIPsec: 'AESGMAC128',
    inSecpol: false,
    inMainMode: false,
    inEsp: true,
    inAh: true,
    strength: { level: 'good', source: 'RFC 8221 6: MAY; NIST SP 800-131A r2: acceptable' },
  },
  'AES-192-GMAC': {
    secpol: 'AES-192-GMAC',
    netIPsec: 'AESGMAC192',
    inSecpol: false,
    inMainMode: false,
    inEsp: true,
    inAh: true,
    strength: { level: 'good', source: 'NIST SP 800-131A r2: acceptable' },
  },
  'AES-256-GMAC': {
    secpol: 'AES-256-GMAC',
    netIPsec: 'AESGMAC256',
    inSecpol: false,
    inMainMode: false,
    inEsp: true,
    inAh: true,
    strength: { level: 'good', source: 'RFC 8221 6: MAY; NIST SP 800-131A r2: acceptable' },
  },
} as const satisfies Record<Integrity, IntegrityFacts>;

/** Diffie-Hellman groups; `-KeyExchange` and `-PerfectForwardSecrecyGroup` spell them as we do. secpol's own: MS-GPIPSEC. */
export const groups = {
  DH1: {
    secpol: 'Low (1)',
    inSecpol: true,
    strength: { level: 'broken', source: 'RFC 8247 2.4: MUST NOT (768 bits)' },
  },
  DH2: {
    secpol: 'Medium (2)',
    inSecpol: true,
    strength: { level: 'old', source: 'RFC 8247 2.4: SHOULD NOT (1024 bits)' },
  },
  DH14: {
    secpol: 'High (2048)',
    inSecpol: true,
    strength: { level: 'acceptable', source: 'RFC 8247 2.4: MUST; NIST SP 800-57 part 1 r5: 112 bits, through 2030' },
  },
  DH19: { secpol: 'DH19', inSecpol: false, strength: { level: 'good', source: 'RFC 8247 2.4: SHOULD (ECP 256)' } },
  DH20: {
    secpol: 'DH20',
    inSecpol: false,
    strength: { level: 'good', source: 'NIST SP 800-56A r3: approved (ECP 384)' },
  },
  DH24: {
    secpol: 'DH24',
    inSecpol: false,
    strength: { level: 'old', source: 'RFC 8247 2.4: SHOULD NOT (subgroup of unknown origin)' },
  },
} as const satisfies Record<DiffieHellmanGroup, AlgorithmFacts>;

// The tables are complete by their types, so their keys are the ids.
export const encryptionIds = Object.keys(encryptions) as readonly Encryption[];
export const integrityIds = Object.keys(integrities) as readonly Integrity[];
export const groupIds = Object.keys(groups) as readonly DiffieHellmanGroup[];

/** The weak ones among named algorithms, and how weak the weakest is. */
export function weaknessOf(
  algorithms: readonly { readonly secpol: string; readonly strength: Strength }[],
): { readonly algorithms: readonly string[]; readonly weakness: Weakness } | undefined {
  const weak = algorithms.filter(({ strength }) => strength.level === 'old' || strength.level === 'broken');
  if (weak.length === 0) return undefined;
  const weakness = weak.some(({ strength }) => strength.level === 'broken') ? 'broken' : 'old';
  return { algorithms: [...new Set(weak.map(({ secpol }) => secpol))], weakness };
}

/** `-Encryption` of both crypto proposals, typed by the id, so that a wrong word does not compile. */
export const netIPsecEncryption = <E extends Encryption>(id: E): (typeof encryptions)[E]['netIPsec'] =>
  encryptions[id].netIPsec;
/** `-Hash`, `-ESPHash` and `-AHHash`. */
export const netIPsecIntegrity = <I extends Integrity>(id: I): (typeof integrities)[I]['netIPsec'] =>
  integrities[id].netIPsec;

/** As on the command line, in NetSecurity's words: `DES3-SHA1-DH2`. */
export const mainModeSpelling = ({ encryption, integrity, group }: KeyExchangeMethod): string =>
  `${encryptions[encryption].netIPsec}-${integrities[integrity].netIPsec}-${group}`;

/**
 * As on the command line, in NetSecurity's words: `ESP:DES3-SHA1` (cipher, integrity), `ESP:None-SHA1`, `AH:SHA1`, and
 * `AH:SHA1+ESP:DES3-SHA1` for both, so that no item of a comma separated list holds a comma.
 */
export function quickModeSpelling({ ahIntegrity, espConfidentiality, espIntegrity }: MethodOffer): string {
  const ah = `AH:${integrities[ahIntegrity].netIPsec}`;
  const esp = `ESP:${encryptions[espConfidentiality].netIPsec}-${integrities[espIntegrity].netIPsec}`;
  if (ahIntegrity === 'none') return esp;
  return espConfidentiality === 'none' && espIntegrity === 'none' ? ah : `${ah}+${esp}`;
}
