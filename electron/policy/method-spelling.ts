import { finding, type Finding } from '#contract/finding';
import { refuse, succeed, type Result } from '#contract/result';
import { encryptionIds, encryptions, groupIds, integrities, integrityIds, type MethodOffer } from './algorithms';
import { keyExchangeProblem, methodProblem } from './method-rules';
import type { DiffieHellmanGroup, Encryption, Integrity, KeyExchangeMethod } from './model';

const sameWord = (a: string, b: string | undefined): boolean => a.toLowerCase() === b?.toLowerCase();
const encryptionOf = (word: string | undefined): Encryption | undefined =>
  encryptionIds.find((id) => sameWord(encryptions[id].netIPsec, word));
const integrityOf = (word: string | undefined): Integrity | undefined =>
  integrityIds.find((id) => sameWord(integrities[id].netIPsec, word));
const groupOf = (word: string | undefined): DiffieHellmanGroup | undefined => groupIds.find((id) => sameWord(id, word));

/** Nothing that the command line takes is longer. */
const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}...` : text);

/** Reads `DES3-SHA1-DH2` in any letter case; refused with the reason, be it spelling or that Windows has no such offer. */
export function parseMainMode(text: string): Result<KeyExchangeMethod, Finding> {
  const [cipher, hash, dh, ...more] = text.trim().split('-');
  const [encryption, integrity, group] = [encryptionOf(cipher), integrityOf(hash), groupOf(dh)];
  const method = shown(text);
  if (encryption === undefined || integrity === undefined || group === undefined || more.length > 0) {
    return refuse(finding('key-exchange-impossible', 'block', { method, why: 'spelling' }));
  }
  const why = keyExchangeProblem({ encryption, integrity, group });
  if (why !== undefined) return refuse(finding('key-exchange-impossible', 'block', { method, why }));
  return succeed({ encryption, integrity, group });
}

function readOffer(text: string): MethodOffer | undefined {
  const match = /^(?:ah:([a-z0-9]+))?(\+)?(?:esp:([a-z0-9]+)-([a-z0-9]+))?$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, ah, plus, cipher, hash] = match;
  if ((plus !== undefined) !== (ah !== undefined && cipher !== undefined)) return undefined;
  const ahIntegrity = integrityOf(ah ?? 'None');
  const espConfidentiality = encryptionOf(cipher ?? 'None');
  const espIntegrity = integrityOf(hash ?? 'None');
  if (ahIntegrity === undefined || espConfidentiality === undefined || espIntegrity === undefined) return undefined;
  return { ahIntegrity, espConfidentiality, espIntegrity };
}

/** Reads what `quickModeSpelling` writes, in any letter case; refused with the reason. */
export function parseQuickMode(text: string): Result<MethodOffer, Finding> {
  const offer = text.length > 80 ? undefined : readOffer(text);
  const why = offer === undefined ? 'spelling' : text.trim() === '' ? 'spelling' : methodProblem(offer);
  if (offer === undefined || why !== undefined) {
    return refuse(finding('security-method-impossible', 'block', { method: shown(text), why: why ?? 'spelling' }));
  }
  return succeed(offer);
}
