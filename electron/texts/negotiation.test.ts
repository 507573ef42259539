import { describe, expect, it } from 'vitest';
import { mismatchCodes } from '#negotiation/mismatches';
import { headlineCodes } from '#negotiation/risks';
import { actors, clearTexts, headlineText, outcomeSentences, refusals } from './negotiation.en';
import { mismatchSentences } from './negotiation-mismatches.en';

const all = [
  ...Object.values(refusals),
  ...Object.values(clearTexts),
  ...Object.values(actors),
  ...(['decides', 'hidden', 'harmless'] as const).flatMap((effect) =>
    mismatchCodes.map((code) => mismatchSentences({ code, effect, a: 'ESP:DES3-SHA1', b: 'AH:SHA1' })),
  ),
  ...[true, false].map((encrypted) =>
    outcomeSentences({
      kind: 'secured',
      mainMode: 'DES3-SHA1-DH2',
      quickMode: 'ESP:DES3-SHA1',
      pfs: 'none',
      authentication: 'certificate',
      encrypted,
    }),
  ),
];

describe('what is said of a negotiation', () => {
  it('is three whole sentences', () => {
    for (const { happened, stateNow, whatNext } of all) {
      for (const sentence of [happened, stateNow, whatNext]) {
        expect(sentence).toMatch(/^["A-Z\d].*\.$/u);
        expect(sentence).not.toMatch(/\.\.|undefined|\s\s/u);
      }
    }
  });

  it('is one headline for each finding, with its ports, and a word on posing only where the rest is secured', () => {
    const ports = [
      { protocol: 6, port: 4531 },
      { protocol: 47, port: 0 },
    ];
    const texts = headlineCodes.map((code) => headlineText({ code, role: 'server', ports, enrolledCanPose: true }));
    expect(new Set(texts).size).toBe(headlineCodes.length);
    expect(texts.filter((text) => text.includes('pose'))).toHaveLength(2);
    expect(texts.at(-1)).toContain('TCP 4531, protocol 47');
  });
});
