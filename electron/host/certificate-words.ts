import type { CertificatePurpose, CertificateSigning } from '#contract/facts';

/** Object identifiers of extended key usages: RFC 5280 4.2.1.12, and IP security IKE intermediate (iKEIntermediate). */
const purposes: Readonly<Record<string, CertificatePurpose>> = {
  '2.5.29.37.0': 'any',
  '1.3.6.1.5.5.7.3.1': 'server-authentication',
  '1.3.6.1.5.5.7.3.2': 'client-authentication',
  '1.3.6.1.5.5.8.2.2': 'ipsec-ike-intermediate',
};

const purposeOf = (identifier: string): CertificatePurpose =>
  Object.hasOwn(purposes, identifier) ? (purposes[identifier] ?? 'other') : 'other';

/** What a certificate is for; one without the extension (null) is for everything (RFC 5280 4.2.1.12). */
export const purposesOf = (identifiers: readonly string[] | null): readonly CertificatePurpose[] =>
  identifiers === null ? ['any'] : [...new Set(identifiers.map(purposeOf))];

const RSA_KEY = '1.2.840.113549.1.1.1';
const ELLIPTIC_KEY = '1.2.840.10045.2.1';
/** The curve as DER, in hexadecimal digits: secp256r1 and secp384r1 (RFC 5480 2.1.1.1). */
const curves: Readonly<Record<string, CertificateSigning>> = {
  '06082A8648CE3D030107': 'ECDSA256',
  '06052B81040022': 'ECDSA384',
};

/**
 * What a certificate's own key signs with during IKE: by the key, because the signature in the certificate is its
 * authority's. `parameters` is the DER of the key's parameters in hexadecimal digits.
 */
export function signingOf(key: string, parameters: string): CertificateSigning {
  if (key === RSA_KEY) return 'RSA';
  return key === ELLIPTIC_KEY ? (curves[parameters.toUpperCase()] ?? 'other') : 'other';
}
