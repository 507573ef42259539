import { describe, expect, it } from 'vitest';
import type { ProposalProperties, PropertyValue, StoreObject } from '#contract/store-object';
import { compareObject, inWords } from './compare';

const object = (properties: Readonly<Record<string, PropertyValue>>): StoreObject => ({
  kind: 'NetIPsecRule',
  name: 'ipsecbw-fbs-server-rule-1',
  properties,
});
const compare = (
  expected: Readonly<Record<string, PropertyValue>>,
  found: Readonly<Record<string, PropertyValue>>,
): readonly (readonly string[])[] =>
  compareObject(object(expected), object(found)).map(({ property, expected: wanted, found: there }) => [
    property,
    wanted,
    there,
  ]);
const key = (comparison: string): ProposalProperties => ({ Machine: true, PreSharedKey: comparison });

describe('compareObject', () => {
  it.each<[string, PropertyValue, PropertyValue]>([
    ['RemoteAddress', ['192.168.10.0/24'], ['192.168.10.0/255.255.255.0']],
    ['RemoteAddress', ['192.168.10.0/24'], ['192.168.10.0-192.168.10.255']],
    ['RemoteAddress', ['10.0.0.5', '10.0.0.4'], ['10.0.0.4-10.0.0.5']],
    ['RemoteAddress', ['2001:db8::5'], ['2001:DB8:0:0::5']],
    ['LocalAddress', ['Any'], 'any'],
    ['LocalPort', '4531', ['4531']],
    ['LocalPort', '4531', 4531],
    ['Protocol', 'TCP', '6'],
    ['Protocol', 'TCP', 6],
    ['InboundSecurity', 'Require', 'require'],
    ['Profile', 'Any', ['Any']],
    ['Profile', ['Domain', 'Private'], ['Private', 'Domain']],
    ['MaxMinutes', 480, '480'],
    ['Description', "it's „quoted”", "it's „quoted”"],
  ])('-%s: %j and %j are the same', (property, expected, found) => {
    expect(compare({ [property]: expected }, { [property]: found })).toEqual([]);
  });

  it.each<[string, PropertyValue, PropertyValue, string, string]>([
    ['RemoteAddress', ['192.168.10.0/24'], ['192.168.10.0/25'], '192.168.10.0/24', '192.168.10.0/25'],
    ['RemoteAddress', ['10.0.0.5'], ['Any'], '10.0.0.5', 'Any'],
    ['RemoteAddress', ['Any'], ['LocalSubnet'], 'Any', 'LocalSubnet'],
    ['LocalPort', '4531', ['4531', '4532'], '4531', '4531, 4532'],
    ['Protocol', 'TCP', 'UDP', 'TCP', 'UDP'],
    ['InboundSecurity', 'Require', 'Request', 'Require', 'Request'],
    ['DisplayName', 'FBS', 'fbs', 'FBS', 'fbs'],
    // Composed and decomposed letters look the same and are not.
    ['DisplayName', '\u00e9', 'e\u0301', '\u00e9', 'e\u0301'],
  ])('-%s: %j and %j differ', (property, expected, found, wanted, there) => {
    expect(compare({ [property]: expected }, { [property]: found })).toEqual([[property, wanted, there]]);
  });

  it('names the object as it was found', () => {
    const [difference] = compareObject(object({ Enabled: 'True' }), { ...object({ Enabled: 'False' }), name: 'other' });
    expect(difference).toEqual({
      kind: 'NetIPsecRule',
      name: 'other',
      property: 'Enabled',
      expected: 'True',
      found: 'False',
    });
  });

  it.each(['DisplayName', 'Description', 'Profile', 'Mode', 'MaxMinutes', 'PerfectForwardSecrecyGroup'])(
    'lets a host leave -%s untold',
    (property) => {
      expect(compare({ [property]: 'x' }, {})).toEqual([]);
    },
  );

  it.each([
    'Enabled', 'InboundSecurity', 'OutboundSecurity', 'KeyModule', 'Protocol', 'LocalPort', 'RemotePort', 'LocalAddress',
    'RemoteAddress', 'QuickModeCryptoSet', 'MainModeCryptoSet', 'Phase1AuthSet', 'Direction', 'Action',
  ])('does not take an untold -%s for the right one', (property) => {
    expect(compare({ [property]: 'x' }, {})).toEqual([[property, 'x', '(absent)']]);
  }); // prettier-ignore

  it('does not mind properties that nobody asked for', () => {
    expect(compare({ Enabled: 'True' }, { Enabled: 'True', Owner: 'somebody', Group: 'else' })).toEqual([]);
  });

  describe('of proposals', () => {
    const method = { Encapsulation: 'ESP', ESPHash: 'SHA1', Encryption: 'DES3' };

    it('counts them before it compares them', () => {
      expect(compare({ Proposal: [method, method] }, { Proposal: [method] })).toEqual([
        ['Proposal', '2 proposals', '1 proposals'],
      ]);
      expect(compare({ Proposal: [method] }, {})).toEqual([['Proposal', '1 proposals', '0 proposals']]);
    });

    it('compares them in their order, because the first that both know wins', () => {
      const better = { Encapsulation: 'ESP', ESPHash: 'AESGMAC256', Encryption: 'AESGCM256' };
      expect(compare({ Proposal: [better, method] }, { Proposal: [method, better] }).map(([property]) => property)).toEqual([
        'Proposal[0].ESPHash', 'Proposal[0].Encryption', 'Proposal[1].ESPHash', 'Proposal[1].Encryption',
      ]); // prettier-ignore
    });

    it('names the place of what differs', () => {
      expect(compare({ Proposal: [method] }, { Proposal: [{ ...method, Encryption: 'DES' }] })).toEqual([
        ['Proposal[0].Encryption', 'DES3', 'DES'],
      ]);
    });

    it.each([
      ['same', []],
      // Whoever asks for certainty reads it from the finding that says so.
      ['not-compared', []],
      ['different', [['Proposal[0].PreSharedKey', '(the given key)', '(another key)']]],
    ])('takes a key that is %s for %j', (comparison, differences) => {
      expect(compare({ Proposal: [key('same')] }, { Proposal: [key(comparison)] })).toEqual(differences);
    });

    it('finds another method of authentication', () => {
      const kerberos = { Machine: true, Kerberos: true };
      expect(compare({ Proposal: [key('same')] }, { Proposal: [kerberos] })).toEqual([
        ['Proposal[0].PreSharedKey', '(the given key)', '(absent)'],
      ]);
      expect(compare({ Proposal: [kerberos] }, { Proposal: [key('same')] })).toEqual([
        ['Proposal[0].Kerberos', 'true', '(absent)'],
      ]);
      expect(compare({ Proposal: [kerberos] }, { Proposal: [{ User: true, Kerberos: true }] })).toEqual([
        ['Proposal[0].Machine', 'true', '(absent)'],
      ]);
    });

    it('compares the name of an authority to the letter', () => {
      const authority = (name: string): ProposalProperties => ({ Machine: true, Cert: true, Authority: name });
      expect(compare({ Proposal: [authority('CN=Root')] }, { Proposal: [authority('CN=root')] })).toEqual([
        ['Proposal[0].Authority', 'CN=Root', 'CN=root'],
      ]);
    });
  });
});

describe('inWords', () => {
  it.each<[PropertyValue | undefined, string]>([
    [undefined, '(absent)'],
    ['Require', 'Require'],
    [480, '480'],
    [['a', 'b'], 'a, b'],
    [[{ Machine: true, Kerberos: true }, { Encapsulation: ['AH', 'ESP'] }], 'Machine, Kerberos; Encapsulation AH, ESP'],
  ])('of %j is %s', (value, words) => {
    expect(inWords(value)).toBe(words);
  });
});
