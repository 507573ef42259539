import { describe, expect, it } from 'vitest';
import { comparePolicies } from '#negotiation/compare';
import { parsePolicy } from '#policy/parse';
import { protections, type ProtectionMode } from '#policy/presets';
import type { AuthenticationMethod, IpAddressChoice } from '#policy/model';
import { pairDifferences, pairOf, sideOf } from './sides';
import { errorOf, examplePair } from './testing/examples';

const certificate: AuthenticationMethod = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' };
const serverLists: readonly (readonly IpAddressChoice[])[] = [
  [],
  [{ kind: 'specific-address', address: '192.0.2.1' }],
  [
    { kind: 'subnet', address: '2001:db8::', prefixLength: 64 },
    { kind: 'range', from: '192.0.2.1', to: '192.0.2.9' },
  ],
];
const workstationLists: readonly (readonly IpAddressChoice[])[] = [
  [],
  [{ kind: 'specific-address', address: '198.51.100.7' }],
  [
    { kind: 'subnet', address: '2001:db8:1::', prefixLength: 64 },
    { kind: 'subnet', address: '192.0.2.0', prefixLength: 24 },
  ],
];
const authentications: readonly (readonly AuthenticationMethod[])[] = [
  [{ kind: 'pre-shared-key' }],
  [{ kind: 'kerberos-v5' }, certificate],
];
const modes: readonly ProtectionMode[] = ['require', 'request'];
const every = protections.flatMap((protection) =>
  modes.flatMap((mode) =>
    authentications.flatMap((authenticationMethods) =>
      serverLists.flatMap((servers) =>
        workstationLists.map((workstations) => ({
          protection,
          mode,
          authenticationMethods,
          servers,
          workstations,
          port: 4532,
        })),
      ),
    ),
  ),
);

describe('a pair', () => {
  it('always matches, in whatever it was made from', () => {
    for (const options of every) {
      const pair = pairOf(options);
      expect(pairDifferences(pair)).toEqual([]);
      for (const side of [pair.server, pair.workstation]) expect(parsePolicy(side).ok).toBe(true);
    }
    expect(every.length).toBe(108);
  });

  it('secures the connection from the workstation to the server', () => {
    for (const options of every.filter(({ mode }) => mode === 'require')) {
      const { server, workstation } = pairOf(options);
      const lists = [options.servers, options.workstations].map((list) => JSON.stringify(list));
      const { outcome } = comparePolicies(workstation, server, 'equal');
      expect({ lists, outcome: outcome.kind }).toEqual({ lists, outcome: 'secured' });
    }
  });

  const { server, workstation } = pairOf({ servers: [], workstations: [] });
  it.each([
    ['short name', { ...workstation, id: 'other' }],
    ['key exchange', pairOf({ servers: [], workstations: [], protection: 'recommended' }).workstation],
    ['ports and protocol', pairOf({ servers: [], workstations: [], port: 1 }).workstation],
    ['filter action', pairOf({ servers: [], workstations: [], mode: 'request' }).workstation],
    ['authentication', pairOf({ servers: [], workstations: [], authenticationMethods: [certificate] }).workstation],
  ])('whose sides differ in %s is seen not to match', (part, other) => {
    expect(pairDifferences({ server, workstation: other })).toContain(part);
  });

  it('that differs in names and addresses only matches', () => {
    expect(pairDifferences({ server: { ...server, name: 'Serwer' }, workstation })).toEqual([]);
  });
});

describe('one side of a file', () => {
  const pair = { file: 'x', ...examplePair() };
  const { server } = examplePair().sides;
  const attempt = (...given: Parameters<typeof sideOf>) => errorOf(Promise.resolve().then(() => sideOf(...given)));

  it('of a pair is picked by its role, which must be said', async () => {
    expect(sideOf(pair, 'server').role).toBe('server');
    expect(sideOf(pair, 'workstation').role).toBe('workstation');
    expect(await attempt(pair, undefined)).toMatchObject({ code: 'settings-role-missing' });
  });

  it('alone need not be named, and is never taken for the other', async () => {
    if (server === undefined) throw new TypeError('the example is no pair');
    const alone = { file: 'x', sides: { server } };
    expect(sideOf(alone, undefined)).toBe(server);
    expect(await attempt(alone, 'workstation')).toMatchObject({
      code: 'settings-role-absent',
      context: { role: 'workstation', has: 'server' },
    });
  });
});
