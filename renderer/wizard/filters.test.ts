import { describe, expect, it } from 'vitest';
import type { IpAddressChoice } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { addAddresses, isBroad, maskOf, maskText, narrow, ownSubnets } from './filters';
import { findingsOf } from './findings';

const server = presetPolicy({ role: 'server' });
const subnet: IpAddressChoice = { kind: 'subnet', address: '192.168.10.0', prefixLength: 24 };
const filtersOf = (policy: typeof server): (typeof server.rules)[number]['filterList']['filters'] =>
  policy.rules[0]?.filterList.filters ?? [];

describe('narrowing a broad list', () => {
  it('puts the subnet in place of any address and closes the port for the rest', () => {
    const narrowed = narrow({ ...server, closeTheRest: false }, 0, [subnet]);
    expect(filtersOf(narrowed)).toMatchObject([{ source: subnet, destination: { kind: 'my-ip-address' } }]);
    expect(narrowed.closeTheRest).toBe(true);
    expect(findingsOf(narrowed).filter(({ severity }) => severity === 'block')).toEqual([]);
  });

  it('calls a whole family broad, however it is written', () => {
    const all = filtersOf(
      presetPolicy({ role: 'server', peers: [{ kind: 'subnet', address: '0.0.0.0', prefixLength: 0 }] }),
    );
    expect(all.map((filter) => isBroad('server', filter))).toEqual([true]);
  });

  it('writes the addresses at the far end: the destination of a workstation', () => {
    const added = addAddresses(presetPolicy({ role: 'workstation' }), 0, [subnet], { replaceBroad: false });
    expect(filtersOf(added).map(({ destination }) => destination)).toEqual([{ kind: 'any' }, subnet]);
  });

  it('judges a thousand added addresses without lag', () => {
    const choices = Array.from({ length: 1_000 }, (_, at): IpAddressChoice => ({
      kind: 'specific-address',
      address: `10.0.${at >> 8}.${at & 255}`,
    }));
    const started = performance.now();
    expect(findingsOf(narrow(server, 0, choices)).filter(({ severity }) => severity === 'block')).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('the own subnets', () => {
  it('are those of the network, each once, without loopback and link-local', () => {
    const addresses = [
      '192.168.10.5/24',
      '192.168.10.6/24',
      '169.254.1.1/16',
      '127.0.0.1/8',
      'fe80::1/64',
      '2001:db8::5/64',
    ];
    expect(ownSubnets(addresses)).toEqual([subnet, { kind: 'subnet', address: '2001:db8::', prefixLength: 64 }]);
  });
});

describe('masks', () => {
  it.each([
    [0, '0.0.0.0'],
    [24, '255.255.255.0'],
    [25, '255.255.255.128'],
    [32, '255.255.255.255'],
    [33, '/33'],
  ])('%i is %s', (prefix, mask) => {
    expect(maskText(prefix)).toBe(mask);
  });

  it('are those that secpol shows', () => {
    expect(maskOf({ kind: 'any' })).toBe('0.0.0.0');
    expect(maskOf({ kind: 'my-ip-address' })).toBe('255.255.255.255');
  });
});
