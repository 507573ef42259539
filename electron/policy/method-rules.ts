import type { MethodProblem } from '#contract/finding';
import { encryptions, integrities, type MethodOffer } from './algorithms';
import type { Encryption, Integrity, KeyExchange, KeyExchangeMethod } from './model';

const gmacOf: Readonly<Partial<Record<Encryption, Integrity>>> = {
  'AES-128-GCM': 'AES-128-GMAC',
  'AES-192-GCM': 'AES-192-GMAC',
  'AES-256-GCM': 'AES-256-GMAC',
};

const usesAh = ({ ahIntegrity }: MethodOffer): boolean => ahIntegrity !== 'none';
const usesEsp = ({ espConfidentiality, espIntegrity }: MethodOffer): boolean =>
  espConfidentiality !== 'none' || espIntegrity !== 'none';

/** MS-FASP 2.2.71: ESP needs a hash or a cipher; a cipher alone passes there and protects nobody from forgery. */
const nothingProtected = (offer: MethodOffer): boolean => !usesAh(offer) && !usesEsp(offer);

/** AH beside it would authenticate, but neither Windows' lists nor any peer's pair them so: ask for ESP integrity. */
const encryptionWithoutIntegrity = ({ espConfidentiality, espIntegrity }: MethodOffer): boolean =>
  espConfidentiality !== 'none' && espIntegrity === 'none';

const gcmWithoutItsGmac = ({ espConfidentiality, espIntegrity }: MethodOffer): boolean => {
  const gmac = gmacOf[espConfidentiality];
  return gmac !== undefined && gmac !== espIntegrity;
};

/** Microsoft support article 949856: GMAC as ESP integrity means GCM or no cipher at all. */
const gmacWithAnotherCipher = ({ espConfidentiality, espIntegrity }: MethodOffer): boolean =>
  espIntegrity.endsWith('GMAC') && espConfidentiality !== 'none' && !encryptions[espConfidentiality].counterMode;

const sha384 = ({ ahIntegrity, espIntegrity }: MethodOffer): boolean =>
  !integrities[ahIntegrity].inAh || !integrities[espIntegrity].inEsp;

/** MS-FASP 2.2.71: with both, the hashes are equal. */
const ahAndEspDiffer = (offer: MethodOffer): boolean =>
  usesAh(offer) && usesEsp(offer) && offer.ahIntegrity !== offer.espIntegrity;

/** Why Windows would refuse the method, or why it would not be what it says; undefined where it is sound. */
export function methodProblem(
  offer: MethodOffer,
  keyModule: KeyExchange['keyModule'] = 'IKEv1',
): MethodProblem | undefined {
  if (nothingProtected(offer)) return 'nothing-protected';
  if (sha384(offer)) return 'sha384-in-quick-mode';
  if (gcmWithoutItsGmac(offer)) return 'gcm-needs-its-gmac';
  if (encryptionWithoutIntegrity(offer)) return 'encryption-without-integrity';
  if (gmacWithAnotherCipher(offer)) return 'gmac-needs-gcm';
  if (ahAndEspDiffer(offer)) return 'ah-and-esp-differ';
  // New-NetIPsecQuickModeCryptoProposal: AH is not usable with IKEv2 in transport mode.
  return usesAh(offer) && keyModule === 'IKEv2' ? 'ah-with-ikev2' : undefined;
}

/** MS-FASP 2.2.70, 2.2.74: a cipher and a hash, neither of them from the GCM family. */
export function keyExchangeProblem({ encryption, integrity }: KeyExchangeMethod): MethodProblem | undefined {
  if (!encryptions[encryption].inMainMode) return 'cipher-not-in-main-mode';
  return integrities[integrity].inMainMode ? undefined : 'integrity-not-in-main-mode';
}
