import { describe, expect, it } from 'vitest';
import { peersExcludedBy, presetPeers } from './preset-peers';

describe('the peers that a preset excludes', () => {
  it.each([
    ['article', ['recommended']],
    ['recommended', ['secpol', 'article', 'transition']],
    ['transition', ['recommended']],
  ] as const)('with IKEv1 are, for %s, %j', (protection, expected) => {
    expect(peersExcludedBy(protection)).toEqual(expected);
  });

  it.each([
    ['article', ['secpol', 'ikev1', 'recommended', 'transition']],
    ['recommended', ['secpol', 'ikev1', 'article']],
    ['transition', ['secpol', 'ikev1', 'article']],
  ] as const)('with IKEv2 are, for %s, %j', (protection, expected) => {
    expect(peersExcludedBy(protection, { keyModule: 'IKEv2' })).toEqual(expected);
  });

  it('are everybody where Windows knows nothing of the preset', () => {
    expect(peersExcludedBy('recommended', { build: 6_000 })).toEqual([...presetPeers]);
  });
});
