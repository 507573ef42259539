import { encryptionIds, encryptions, integrityIds, integrities, type MethodOffer } from '#policy/algorithms';
import { methodProblem } from '#policy/method-rules';
import type { Encryption, Integrity, KeyExchange, SecurityMethod } from '#policy/model';

type KeyModule = KeyExchange['keyModule'];

/** Ciphers that Windows takes for the traffic itself. */
export const espEncryptions: readonly Encryption[] = encryptionIds;
export const mainModeEncryptions: readonly Encryption[] = encryptionIds.filter((id) => encryptions[id].inMainMode);
export const mainModeIntegrities: readonly Integrity[] = integrityIds.filter((id) => integrities[id].inMainMode);

const sound = (offer: MethodOffer, keyModule: KeyModule): boolean => methodProblem(offer, keyModule) === undefined;

/** ESP integrities that go with the cipher and the AH of a method. */
export const espIntegritiesFor = (offer: MethodOffer, keyModule: KeyModule): readonly Integrity[] =>
  integrityIds.filter((espIntegrity) => sound({ ...offer, espIntegrity }, keyModule));

/** AH integrities that some ESP integrity goes with, for the cipher of a method. */
export const ahIntegritiesFor = (offer: MethodOffer, keyModule: KeyModule): readonly Integrity[] =>
  integrityIds.filter((ahIntegrity) => espIntegritiesFor({ ...offer, ahIntegrity }, keyModule).length > 0);

/** Where two integrities are as good, the one that most peers know. */
const preferred: readonly Integrity[] = ['SHA-256', 'SHA1'];

function fittingIntegrity(offer: MethodOffer, keyModule: KeyModule): Integrity | undefined {
  const choices = espIntegritiesFor(offer, keyModule);
  return preferred.find((id) => choices.includes(id)) ?? choices[0];
}

/** The method after one choice was changed, with the ESP integrity and the AH moved so that Windows takes the whole. */
export function fitted(method: SecurityMethod, change: Partial<MethodOffer>, keyModule: KeyModule): SecurityMethod {
  const wanted = { ...method, ...change };
  if (sound(wanted, keyModule)) return wanted;
  const espIntegrity = fittingIntegrity(wanted, keyModule);
  if (espIntegrity !== undefined) return { ...wanted, espIntegrity };
  const withoutAh = { ...wanted, ahIntegrity: 'none' as const };
  return { ...withoutAh, espIntegrity: fittingIntegrity(withoutAh, keyModule) ?? withoutAh.espIntegrity };
}
