import { isIP } from 'node:net';
import { containsCidr, excludeCidr, mergeCidr, overlapCidr } from 'cidr-tools';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IpAddressChoice } from './model';
import {
  addressesOverlap,
  addressTexts,
  choiceRanges,
  closingAddresses,
  isNarrowed,
  parsePeer,
  readChoice,
  sameAddresses,
} from './address';
import {
  type AddressRange,
  complement,
  contains,
  intersection,
  normaliseRanges,
  overlap,
  sameRanges,
} from './address-range';
import { parseRanges, printAddress, printFromTo, printRange, readAddress } from './address-text';

const ranges = (...texts: readonly string[]): readonly AddressRange[] =>
  texts.flatMap((text) => {
    const read = parseRanges(text);
    if (!read.ok) throw new Error(`${text}: ${read.error.code}`);
    return read.value;
  });
const printed = (...texts: readonly string[]): readonly string[] => normaliseRanges(ranges(...texts)).map(printRange);
const codeOf = (text: string): string => {
  const read = parseRanges(text);
  return read.ok ? 'accepted' : read.error.code;
};
const peer = (text: string): IpAddressChoice => {
  const read = parsePeer(text);
  if (!read.ok) throw new Error(`${text}: ${read.error.code}`);
  return read.value;
};

/** Crowded on purpose, so that neighbours, overlaps and borders are common. */
const byte = fc.oneof(fc.constantFrom(0, 1, 127, 128, 254, 255), fc.integer({ min: 0, max: 255 }));
const cidr4 = fc
  .tuple(fc.constantFrom(0, 10, 223, 255), byte, byte, byte, fc.integer({ min: 0, max: 32 }))
  .map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}/${length}`);
const group = fc.oneof(fc.constantFrom(0, 1, 0xfe80, 0xffff), fc.integer({ min: 0, max: 0xffff }));
const cidr6 = fc
  .tuple(fc.array(group, { minLength: 8, maxLength: 8 }), fc.integer({ min: 0, max: 128 }))
  .map(([groups, length]) => `${groups.map((part) => part.toString(16)).join(':')}/${length}`);
const cidrs = fc.array(fc.oneof(cidr4, cidr6), { minLength: 1, maxLength: 8 });

describe('address sets, against a second library', () => {
  it('merges like it', () => {
    fc.assert(
      fc.property(cidrs, (list) => sameRanges(ranges(...list), ranges(...mergeCidr(list)))),
      { numRuns: 300 },
    );
  });

  it('finds overlaps like it', () => {
    fc.assert(
      fc.property(cidrs, cidrs, (a, b) => {
        expect(overlap(ranges(...a), ranges(...b))).toBe(overlapCidr(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it('finds containment like it', () => {
    fc.assert(
      fc.property(cidrs, cidrs, (a, b) => {
        expect(contains(ranges(...a), ranges(...b))).toBe(containsCidr(mergeCidr(a), mergeCidr(b)));
      }),
      { numRuns: 300 },
    );
  });

  it('takes the complement in both families like it', () => {
    fc.assert(
      fc.property(cidrs, (list) => {
        const rest = excludeCidr(['0.0.0.0/0', '::/0'], list);
        expect(sameRanges(complement(ranges(...list)), ranges(...rest))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves a set and its complement disjoint, and together whole', () => {
    fc.assert(
      fc.property(cidrs, (list) => {
        const set = ranges(...list);
        const rest = complement(set);
        expect(overlap(set, rest)).toBe(false);
        expect(normaliseRanges([...set, ...rest]).map(printRange)).toEqual(['0.0.0.0/0', '::/0']);
      }),
    );
  });

  it('intersects as the complement of the joined complements', () => {
    fc.assert(
      fc.property(cidrs, cidrs, (a, b) =>
        sameRanges(
          intersection(ranges(...a), ranges(...b)),
          complement([...complement(ranges(...a)), ...complement(ranges(...b))]),
        ),
      ),
    );
  });
});

describe('address texts', () => {
  it('reads back what it prints', () => {
    fc.assert(
      fc.property(cidrs, (list) => {
        const set = normaliseRanges(ranges(...list));
        expect(normaliseRanges(ranges(...set.map(printRange)))).toEqual(set);
        expect(normaliseRanges(ranges(...set.map(printFromTo)))).toEqual(set);
      }),
    );
  });

  it('takes exactly the single addresses that Node takes, zones apart', () => {
    const piece = fc.constantFrom(
      '0',
      '1',
      '01',
      '255',
      '256',
      'fe80',
      'FFFF',
      '12345',
      ':',
      '::',
      '.',
      '%eth0',
      '0x1',
      '-',
      ' ',
      '10.1.2.3',
      'g',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const text = pieces.join('');
        const family = text.includes('%') ? 0 : isIP(text);
        expect(readAddress(text)?.family ?? 0).toBe(family);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['192.168.10.5', ['192.168.10.5']],
    ['192.168.10.5/24', ['192.168.10.0/24']],
    ['192.168.10.0/255.255.255.0', ['192.168.10.0/24']],
    ['10.0.0.0/255.255.255.255', ['10.0.0.0']],
    ['10.9.8.7/0.0.0.0', ['0.0.0.0/0']],
    ['10.0.0.1-10.0.0.9', ['10.0.0.1-10.0.0.9']],
    [' 10.0.0.0 - 10.0.0.255 ', ['10.0.0.0/24']],
    ['10.0.0.7-10.0.0.7', ['10.0.0.7']],
    ['2001:DB8:0:0:0:0:0:1', ['2001:db8::1']],
    ['2001:db8::/32', ['2001:db8::/32']],
    ['::ffff:192.0.2.1', ['::ffff:c000:201']],
    ['64:ff9b::192.0.2.1', ['64:ff9b::c000:201']],
    ['fe80::1-fe80::9', ['fe80::1-fe80::9']],
    ['::/0', ['::/0']],
    ['Any', ['0.0.0.0/0', '::/0']],
    ['aNY', ['0.0.0.0/0', '::/0']],
  ])('reads %s', (text, expected) => {
    expect(printed(text)).toEqual(expected);
  });

  it.each([
    ['', 'address-invalid'],
    ['10.1', 'address-invalid'],
    ['010.1.1.1', 'address-invalid'],
    ['0x0a.1.1.1', 'address-invalid'],
    ['10.0.0.256', 'address-invalid'],
    ['10.0.0.1.', 'address-invalid'],
    ['fe80::1%eth0', 'address-invalid'],
    ['fe80::1%12/64', 'address-invalid'],
    ['1::2::3', 'address-invalid'],
    ['::ffff:010.1.1.1', 'address-invalid'],
    ['server.example', 'address-invalid'],
    ['LocalSubnet', 'address-invalid'],
    ['10.0.0.1-10.0.0.2-10.0.0.3', 'address-invalid'],
    ['10.0.0.0/24-10.0.1.0/24', 'prefix-invalid'],
    ['10.0.0.1,10.0.0.2', 'address-invalid'],
    ['1'.repeat(100_000), 'address-invalid'],
    ['10.0.0.0/33', 'prefix-invalid'],
    ['10.0.0.0/-1', 'prefix-invalid'],
    ['10.0.0.0/', 'prefix-invalid'],
    ['10.0.0.0/024', 'prefix-invalid'],
    ['10.0.0.0/24/24', 'prefix-invalid'],
    ['fe80::/129', 'prefix-invalid'],
    ['fe80::/255.255.255.0', 'prefix-invalid'],
    ['10.0.0.0/255.0.255.0', 'mask-not-contiguous'],
    ['10.0.0.0/0.0.0.255', 'mask-not-contiguous'],
    ['10.0.0.9-10.0.0.1', 'range-reversed'],
    ['10.0.0.1-fe80::1', 'range-mixed-families'],
  ])('refuses %.40s as %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('joins neighbours at the borders of the families', () => {
    expect(printed('10.0.0.0/25', '10.0.0.128/25', '10.0.1.0')).toEqual(['10.0.0.0-10.0.1.0']);
    expect(printed('255.255.255.255', '0.0.0.0', '255.255.255.254')).toEqual(['0.0.0.0', '255.255.255.254/31']);
    expect(complement(ranges('0.0.0.0', '255.255.255.255', '::/0')).map(printRange)).toEqual([
      '0.0.0.1-255.255.255.254',
    ]);
    expect(complement([]).map(printRange)).toEqual(['0.0.0.0/0', '::/0']);
    expect(complement(ranges('Any'))).toEqual([]);
  });

  it('tells addresses of a store apart by what they are, not by how they are written', () => {
    expect(sameAddresses(['192.168.10.0/255.255.255.0'], ['192.168.10.0/24'])).toBe(true);
    expect(sameAddresses(['10.0.0.0/25', '10.0.0.128-10.0.0.255'], ['10.0.0.0/24'])).toBe(true);
    expect(sameAddresses(['Any'], ['any'])).toBe(true);
    expect(sameAddresses(['10.0.0.1'], ['10.0.0.1', 'LocalSubnet'])).toBe(false);
    expect(sameAddresses(['LocalSubnet'], ['localsubnet'])).toBe(true);
    expect(addressesOverlap(['10.0.0.0/8'], ['fe80::1', '10.255.255.255'])).toBe(true);
    expect(addressesOverlap(['10.0.0.0/8'], ['11.0.0.0'])).toBe(false);
    expect(addressesOverlap(['LocalSubnet'], ['11.0.0.0'])).toBe(true);
    expect(addressesOverlap([], ['Any'])).toBe(false);
  });
});

describe('the choices of secpol', () => {
  it.each([
    ['10.1.2.3', { kind: 'specific-address', address: '10.1.2.3' }],
    ['192.168.10.5/24', { kind: 'subnet', address: '192.168.10.5', prefixLength: 24 }],
    ['192.168.10.0/255.255.255.0', { kind: 'subnet', address: '192.168.10.0', prefixLength: 24 }],
    ['10.0.0.1 - 10.0.0.9', { kind: 'range', from: '10.0.0.1', to: '10.0.0.9' }],
    ['2001:db8::/64', { kind: 'subnet', address: '2001:db8::', prefixLength: 64 }],
    ['any', { kind: 'any' }],
  ])('are read from %s', (text, choice) => {
    expect(peer(text)).toEqual(choice);
  });

  it.each([
    ['224.0.0.1', 'multicast'],
    ['192.0.0.0/2', 'multicast'],
    ['223.255.255.255-224.0.0.0', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['127.0.0.1', 'loopback'],
    ['127.1.0.0/16', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['::ffff:192.0.2.1', 'ipv4-in-ipv6'],
  ])('refuse %s: %s is nobody to connect to', (text, why) => {
    expect(parsePeer(text)).toMatchObject({
      ok: false,
      error: { code: 'address-not-unicast', context: { address: text, why } },
    });
  });

  it('refuse a name: the command line resolves none', () => {
    expect(parsePeer('server01')).toMatchObject({ ok: false, error: { code: 'address-invalid', severity: 'block' } });
  });

  it.each<[string, IpAddressChoice]>([
    ['address-invalid', { kind: 'specific-address', address: '10.0.0.0/24' }],
    ['address-invalid', { kind: 'specific-address', address: 'Any' }],
    ['address-invalid', { kind: 'subnet', address: '10.0.0.0-10.0.0.9', prefixLength: 24 }],
    ['prefix-invalid', { kind: 'subnet', address: '10.0.0.0', prefixLength: 33 }],
    ['prefix-invalid', { kind: 'subnet', address: '10.0.0.0', prefixLength: -1 }],
    ['prefix-invalid', { kind: 'subnet', address: '10.0.0.0', prefixLength: 1.5 }],
    ['range-reversed', { kind: 'range', from: 'fe80::2', to: 'fe80::1' }],
    ['dns-name-unresolved', { kind: 'dns-name', dnsName: 'srv01', addresses: [] }],
    ['address-not-unicast', { kind: 'dns-name', dnsName: 'srv01', addresses: ['10.0.0.1', '239.0.0.1'] }],
  ])('with a wrong address are %s', (code, choice) => {
    expect(readChoice(choice)).toMatchObject({ ok: false, error: { code } });
  });

  it('of a name count as its addresses', () => {
    const choice: IpAddressChoice = {
      kind: 'dns-name',
      dnsName: 'srv01',
      addresses: ['10.0.0.2', 'fe80::1', '10.0.0.3'],
    };
    expect(choiceRanges([choice]).map(printRange)).toEqual(['10.0.0.2/31', 'fe80::1']);
  });

  it('are narrowed unless every address of both families is in', () => {
    expect(isNarrowed([{ kind: 'any' }])).toBe(false);
    expect(isNarrowed([{ kind: 'my-ip-address' }])).toBe(false);
    expect(isNarrowed([peer('0.0.0.0/0')])).toBe(true);
    expect(isNarrowed([peer('0.0.0.0/0'), peer('::/0')])).toBe(false);
  });

  it('are written for an IPsec rule as Any alone, or without multicast', () => {
    expect(addressTexts([peer('10.0.0.1'), { kind: 'any' }])).toEqual(['Any']);
    expect(addressTexts([{ kind: 'my-ip-address' }])).toEqual(['Any']);
    expect(addressTexts([peer('192.168.10.5/24'), peer('10.1.2.3')])).toEqual(['10.1.2.3', '192.168.10.0/24']);
    expect(addressTexts([peer('0.0.0.0/0')])).toEqual(['0.0.0.1-223.255.255.255', '240.0.0.0-255.255.255.254']);
  });
});

describe('closing the rest', () => {
  const covered = (texts: readonly string[], address: string): boolean => contains(ranges(...texts), ranges(address));

  it('has nothing to close where nobody is left out', () => {
    expect(closingAddresses([{ kind: 'any' }])).toEqual([]);
    expect(closingAddresses([peer('::/0'), peer('0.0.0.0/0')])).toEqual([]);
  });

  it('covers every unicast address that is not on the list, of both families', () => {
    const closed = closingAddresses([peer('192.168.10.0/24'), peer('10.1.2.3')]);
    const open = ['192.168.10.0', '192.168.10.255', '10.1.2.3'];
    const shut = [
      '0.0.0.1',
      '1.0.0.1',
      '10.1.2.2',
      '10.1.2.4',
      '127.0.0.1',
      '192.168.9.255',
      '192.168.11.0',
      '223.255.255.254',
    ];
    expect(open.filter((address) => covered(closed, address))).toEqual([]);
    expect(
      [...shut, '240.0.0.1', '::2', '2001:db8::1', 'fe80::1', 'fd00::1'].filter((address) => !covered(closed, address)),
    ).toEqual([]);
  });

  it('names no address that Windows refuses in such a rule', () => {
    const closed = ranges(...closingAddresses([peer('10.1.2.3')]));
    expect(overlap(closed, ranges('224.0.0.0/4', '255.255.255.255', '0.0.0.0', '::', '::1', 'ff00::/8'))).toBe(false);
  });

  it('blocks an address exactly when it is not on the list', () => {
    const unicast4 = fc.tuple(fc.constantFrom(1, 10, 11, 192, 223), byte, byte, byte).map((parts) => parts.join('.'));
    const list = fc.array(unicast4, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(list, unicast4, (peers, address) => {
        expect(covered(closingAddresses(peers.map(peer)), address)).toBe(!peers.includes(address));
      }),
    );
  });

  it('of a list of one family shuts the other family as a whole', () => {
    expect(closingAddresses([peer('2001:db8::/32'), peer('::2/127')])).toContain('0.0.0.1-223.255.255.255');
    expect(closingAddresses([peer('10.0.0.0/8')]).at(-1)).toBe('::2-feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff');
  });
});

describe('printing', () => {
  it('never writes an IPv4 tail', () => {
    expect(printAddress({ family: 6, value: 0xffffc0000201n })).toBe('::ffff:c000:201');
    expect(printAddress({ family: 6, value: 0n })).toBe('::');
  });
});
