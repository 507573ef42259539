import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allAddresses } from '#policy/address-range';
import { presetPolicy } from '#policy/presets';
import type { IpSecurityPolicy } from '#policy/model';
import { clientPortBeside } from './client-port';
import { comparePolicies } from './compare';
import type { Conditions } from './end';
import { otherSideOf } from './other-side';
import { meaningOf } from './risks';

const about = (from: number, to = from, side: 'localPorts' | 'remotePorts' = 'localPorts'): Conditions => ({
  protocol: 6,
  localPorts: 'any',
  remotePorts: 'any',
  localAddresses: allAddresses,
  remoteAddresses: allAddresses,
  [side]: [{ from, to }],
});

describe('the port from which a client calls', () => {
  it('is 50000 where nothing is about it, and the next free one else, whatever the order', () => {
    expect(clientPortBeside([about(4531)])).toBe(50_000);
    expect(clientPortBeside([about(50_001), about(50_000, 50_000, 'remotePorts')])).toBe(50_002);
  });

  it('is another one where all above are named, and 50000 again where every port is', () => {
    expect(clientPortBeside([about(49_000, 65_535)])).toBe(1_024);
    expect(clientPortBeside([about(1, 65_535)])).toBe(50_000);
  });

  it('is never one that a rule is about, as long as there is another', () => {
    const span = fc.tuple(fc.integer({ min: 49_990, max: 50_100 }), fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 40 }), (spans) => {
        const port = clientPortBeside(spans.map(([from, size]) => about(from, from + size)));
        expect(spans.some(([from, size]) => from <= port && port <= from + size)).toBe(false);
      }),
    );
  });
});

/** The backup's port and one of passive FTP, each with a list of its own. */
function withPassiveFtp(role: IpSecurityPolicy['role']): IpSecurityPolicy {
  const [backup, ftp] = [presetPolicy({ role }), presetPolicy({ role, port: 50_000 })];
  return { ...backup, rules: [...backup.rules, ...ftp.rules] };
}

describe.each(['server', 'workstation'] as const)('a %s that secures TCP 50000 as well', (role) => {
  it('connects, in headline and picture', () => {
    const { headline, meetings } = meaningOf(withPassiveFtp(role));
    expect(headline.code).toBe('secured-and-encrypted');
    expect(meetings.flatMap(({ outcomes }) => outcomes.map(({ kind }) => kind))).not.toContain('refused');
  });

  it('comes together with the other side that matches', () => {
    const policy = withPassiveFtp(role);
    const { outcome, otherwise } = comparePolicies(policy, otherSideOf(policy), 'equal');
    expect([outcome, ...otherwise].map(({ kind }) => kind)).toEqual(['secured']);
  });
});
