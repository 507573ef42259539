import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encryptionIds, integrityIds } from '#policy/algorithms';
import { methodProblem } from '#policy/method-rules';
import type { SecurityMethod } from '#policy/model';
import { ahIntegritiesFor, espEncryptions, espIntegritiesFor, fitted } from './method-choices';

const article: SecurityMethod = {
  ahIntegrity: 'none',
  espConfidentiality: '3DES',
  espIntegrity: 'SHA1',
  sessionKeyLifetime: { kilobytes: 0, seconds: 0 },
};

describe('the choices of a security method', () => {
  it('offer AES-GCM its own GMAC and nothing else', () => {
    expect(espIntegritiesFor({ ...article, espConfidentiality: 'AES-256-GCM' }, 'IKEv1')).toEqual(['AES-256-GMAC']);
  });

  it('offer no AH with IKEv2', () => {
    expect(ahIntegritiesFor(article, 'IKEv2')).toEqual(['none']);
  });

  it('move the integrity along when the cipher is changed', () => {
    expect(fitted(article, { espConfidentiality: 'AES-256-GCM' }, 'IKEv1').espIntegrity).toBe('AES-256-GMAC');
    expect(fitted(article, { espConfidentiality: 'AES-256' }, 'IKEv1').espIntegrity).toBe('SHA1');
  });

  it('always end in a method that Windows takes, whichever one of the lists is used', () => {
    const methods = fc.record({
      ahIntegrity: fc.constantFrom(...integrityIds),
      espConfidentiality: fc.constantFrom(...encryptionIds),
      espIntegrity: fc.constantFrom(...integrityIds),
      sessionKeyLifetime: fc.constant(article.sessionKeyLifetime),
    });
    const change = fc.constantFrom(...espEncryptions);
    fc.assert(
      fc.property(methods, change, fc.constantFrom('IKEv1' as const, 'IKEv2' as const), (method, cipher, module) => {
        fc.pre(methodProblem(method, module) === undefined);
        const result = fitted(method, { espConfidentiality: cipher }, module);
        expect(methodProblem(result, module)).toBeUndefined();
        expect(result.espConfidentiality).toBe(cipher);
      }),
    );
  });
});
