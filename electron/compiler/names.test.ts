import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belongsTo, namePattern, objectName, parseObjectName, parts, type OwnName } from './names';

const slug = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/u);
const ownName: fc.Arbitrary<OwnName> = fc.record({
  policyId: fc.oneof(slug, fc.constantFrom('fbs', 'fbs-server', 'x-server-rule-1', 'server', 'a-workstation-phase1-2')),
  role: fc.constantFrom('server' as const, 'workstation' as const),
  part: fc.constantFrom(...parts),
  index: fc.integer({ min: 1, max: 999 }),
  generation: fc.integer({ min: 1, max: 999_999_999 }),
});

describe('objectName', () => {
  it.each([
    [{ policyId: 'fbs', role: 'server', part: 'rule', index: 1, generation: 1 }, 'ipsecbw-fbs-server-rule-1'],
    [
      { policyId: 'fbs', role: 'workstation', part: 'main-mode-rule', index: 2, generation: 13 },
      'ipsecbw-fbs-workstation-main-mode-rule2-13',
    ],
  ] as const)('of %j is %s', (own, name) => {
    expect(objectName(own)).toBe(name);
  });

  it('is read back as it was, whatever the policy is called', () => {
    fc.assert(
      fc.property(ownName, (own) => {
        expect(parseObjectName(objectName(own))).toEqual(own);
      }),
    );
  });

  it('is different for different objects', () => {
    fc.assert(
      fc.property(ownName, ownName, (a, b) => {
        expect(objectName(a) === objectName(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it('has no place for a wildcard, and fits the name of a set', () => {
    fc.assert(
      fc.property(ownName, (own) => {
        expect(objectName(own)).toMatch(/^[a-z0-9-]{1,254}$/u);
      }),
    );
  });
});

describe('parseObjectName', () => {
  it.each([
    '', 'FBS secure connection', '{E5A5D32A-4BCE-4e4d-B07F-4AB1BA7E5FE3}', 'CoreNet-ICMP6-DU-In', 'ipsecbw-',
    'ipsecbw-fbs-server-rule', 'ipsecbw-fbs-client-rule-1', 'ipsecbw-fbs-server-ruler-1', 'ipsecbw--server-rule-1',
    // Not as this program writes them: wildcards, other letters, numbers in other spellings, line ends.
    'ipsecbw-*-server-rule-1', 'ipsecbw-[a-z]-server-rule-1', 'ipsecbw-f?s-server-rule-1', 'ipsecbw-FBS-server-rule-1',
    'IPSECBW-fbs-server-rule-1', 'ipsecbw-fbs-server-rule1-1', 'ipsecbw-fbs-server-rule02-1', 'ipsecbw-fbs-server-rule-0',
    'ipsecbw-fbs-server-rule-01', 'ipsecbw-fbs-server-rule--1', 'ipsecbw-fbs-server-rule-1\n', '\nipsecbw-fbs-server-rule-1',
    'ipsecbw-f\nbs-server-rule-1', 'ipsecbw-fbs-server-rule-1 ', `ipsecbw-${'a'.repeat(41)}-server-rule-1`,
    'ipsecbw-fbs-server-rule-٣', 'ipsecbw-fbs-server-rule-9999999999', "ipsecbw-'; Remove-NetIPsecRule; '-server-rule-1",
  ])('takes %j for nobody of ours', (name) => {
    expect(parseObjectName(name)).toBeUndefined();
  }); // prettier-ignore

  it('accepts only what it would write itself', () => {
    const nearly = fc.stringMatching(
      /^ipsecbw-[a-z*?-]{1,6}-(?:server|workstation)-(?:rule|block)[0-9]{0,3}-[0-9]{1,3}$/u,
    );
    fc.assert(
      fc.property(nearly, (name) => {
        const own = parseObjectName(name);
        expect(own === undefined || objectName(own) === name).toBe(true);
      }),
    );
  });

  it('does not take long for a long name', () => {
    const started = performance.now();
    parseObjectName(`ipsecbw-${'a-server-'.repeat(20_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('belongsTo', () => {
  it.each([
    ['ipsecbw-fbs-server-rule-1', true],
    ['ipsecbw-fbs-workstation-rule-1', false],
    ['ipsecbw-fbs2-server-rule-1', false],
    ['ipsecbw-fbs-server-2-server-rule-1', false],
    ['ipsecbw-my-fbs-server-rule-1', false],
    ['FBS', false],
  ])('%s belongs to the server policy fbs: %s', (name, belongs) => {
    expect(belongsTo(name, 'fbs', 'server')).toBe(belongs);
    // The stand-alone script tells its own objects by a pattern of .NET, whose \z is the end of the text.
    const pattern = namePattern({ policyId: 'fbs', role: 'server' }).replace('\\z', '$');
    expect(new RegExp(pattern, 'u').test(name)).toBe(belongs);
  });
});
