import { describe, expect, it } from 'vitest';
import { parsePeer } from './address';
import type { IpAddressChoice, IpSecurityPolicy } from './model';
import { presetAdaptation, presetOffers, presetPolicy, protections } from './presets';
import { validatePolicy } from './validate';

const peer = (text: string): IpAddressChoice => {
  const read = parsePeer(text);
  if (!read.ok) throw new Error(text);
  return read.value;
};
const any = { kind: 'any' } as const;
const mine = { kind: 'my-ip-address' } as const;
const local = { target: { kind: 'local' } } as const;
const codes = (policy: IpSecurityPolicy, severity: string): readonly string[] =>
  validatePolicy(policy, local)
    .filter((finding) => finding.severity === severity)
    .map(({ code }) => code);

describe('a preset', () => {
  const root = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' } as const;

  it.each(protections)('%s is one that nothing blocks with IKEv2 as well', (protection) => {
    const policy = presetPolicy({ role: 'server', protection, keyModule: 'IKEv2', authenticationMethods: [root] });
    expect(policy.keyExchange.keyModule).toBe('IKEv2');
    expect(codes(policy, 'block')).toEqual([]);
  });

  it('keeps no old algorithm in Transition over IKEv2: nobody of the article is met there', () => {
    const policy = presetPolicy({
      role: 'server',
      protection: 'transition',
      keyModule: 'IKEv2',
      authenticationMethods: [root],
    });
    expect(codes(policy, 'warning').filter((code) => code.endsWith('-weak'))).toEqual([]);
    expect(presetOffers('transition').keyExchangeMethods.map(({ group }) => group)).toEqual(['DH2', 'DH2', 'DH2']);
  });

  it('leaves out what a build of Windows does not know, and says so by an empty list', () => {
    const ciphers = (protection: (typeof protections)[number], build: number): readonly string[] =>
      presetOffers(protection, { build }).securityMethods.map(({ espConfidentiality }) => espConfidentiality);
    expect(ciphers('transition', 6_000)).toEqual(['3DES']);
    expect(ciphers('transition', 6_001)).toEqual(['AES-256-GCM', 'AES-256', '3DES']);
    expect(ciphers('recommended', 6_000)).toEqual([]);
    expect(ciphers('article', 2_600)).toEqual(['3DES']);
  });

  it('tells what became of it because of the build and the key module', () => {
    const unchanged = { leftOut: [], isEmpty: false, byKeyModule: false };
    for (const protection of protections) {
      expect(presetAdaptation(protection, {})).toEqual(unchanged);
      expect(presetAdaptation(protection, { keyModule: 'IKEv1', build: 26_100 })).toEqual(unchanged);
    }
    expect(presetAdaptation('transition', { build: 6_000 })).toEqual({
      ...unchanged,
      leftOut: ['ESP:AESGCM256-AESGMAC256', 'ESP:AES256-SHA256', 'AES256-SHA256-DH2', 'AES128-SHA1-DH2'],
    });
    expect(presetAdaptation('recommended', { build: 6_000 })).toMatchObject({ isEmpty: true });
    expect(presetAdaptation('transition', { keyModule: 'IKEv2' })).toEqual({ ...unchanged, byKeyModule: true });
    expect(presetAdaptation('article', { keyModule: 'IKEv2' })).toEqual(unchanged);
  });
});

describe("the article's policies", () => {
  it('are the server table of the article, field by field', () => {
    expect(presetPolicy({ role: 'server' })).toEqual({
      id: 'fbs',
      role: 'server',
      name: 'FBS secure connection',
      description: '',
      activateDefaultResponseRule: false,
      rules: [
        {
          filterList: {
            name: 'FBS incoming connections',
            description: 'Incoming connections from workstations',
            filters: [
              {
                mirrored: true,
                protocol: 'TCP',
                source: any,
                sourcePort: { kind: 'any' },
                destination: mine,
                destinationPort: { kind: 'port', port: 4531 },
              },
            ],
          },
          filterAction: {
            kind: 'negotiate-security',
            name: 'Require security',
            description: '',
            securityMethods: [
              {
                ahIntegrity: 'none',
                espConfidentiality: '3DES',
                espIntegrity: 'SHA1',
                sessionKeyLifetime: { kilobytes: 0, seconds: 0 },
              },
            ],
            acceptUnsecured: false,
            allowFallback: false,
            sessionKeyPerfectForwardSecrecy: 'none',
          },
          authenticationMethods: [{ kind: 'pre-shared-key' }],
          connectionType: 'all',
        },
      ],
      keyExchange: {
        methods: [{ encryption: '3DES', integrity: 'SHA1', group: 'DH2' }],
        lifetimeMinutes: 480,
        sessions: 0,
        keyModule: 'IKEv1',
      },
      closeTheRest: true,
    });
  });

  it('turn the filter round and change two texts on the workstation, and nothing else', () => {
    const server = presetPolicy({ role: 'server' });
    const workstation = presetPolicy({ role: 'workstation' });
    expect(workstation.rules[0]?.filterList).toEqual({
      name: 'FBS outgoing connection',
      description: 'Outgoing connection to backup server',
      filters: [
        {
          mirrored: true,
          protocol: 'TCP',
          source: mine,
          sourcePort: { kind: 'any' },
          destination: any,
          destinationPort: { kind: 'port', port: 4531 },
        },
      ],
    });
    expect({ ...workstation, role: 'server', rules: [{ ...workstation.rules[0], filterList: null }] }).toEqual({
      ...server,
      rules: [{ ...server.rules[0], filterList: null }],
    });
  });
});

describe('a preset', () => {
  it.each(
    protections.flatMap((protection) => (['server', 'workstation'] as const).map((role) => ({ protection, role }))),
  )('of protection $protection for a $role blocks nothing, with and without peers', ({ protection, role }) => {
    expect(codes(presetPolicy({ role, protection }), 'block')).toEqual([]);
    expect(
      codes(presetPolicy({ role, protection, peers: [peer('10.0.0.0/8')], local: [peer('10.0.0.1')] }), 'block'),
    ).toEqual([]);
  });

  it("recommended has today's algorithms only", () => {
    const policy = presetPolicy({
      role: 'workstation',
      protection: 'recommended',
      authenticationMethods: [{ kind: 'kerberos-v5' }],
    });
    expect(validatePolicy(policy, local)).toEqual([]);
    expect(policy.keyExchange.methods).toEqual([{ encryption: 'AES-256', integrity: 'SHA-384', group: 'DH20' }]);
    expect(policy.rules[0]?.filterAction).toMatchObject({
      securityMethods: [
        {
          espConfidentiality: 'AES-256-GCM',
          espIntegrity: 'AES-256-GMAC',
          sessionKeyLifetime: { kilobytes: 20_971_520, seconds: 3_600 },
        },
      ],
    });
  });

  it("transition begins with today's and ends with the article's, in one group", () => {
    const transition = presetPolicy({ role: 'server', protection: 'transition' });
    const article = presetPolicy({ role: 'server' });
    const methods = (policy: IpSecurityPolicy): readonly unknown[] => {
      const action = policy.rules[0]?.filterAction;
      return action?.kind === 'negotiate-security' ? action.securityMethods : [];
    };
    expect(methods(transition).at(-1)).toEqual(methods(article)[0]);
    expect(methods(transition)[0]).toMatchObject({ espConfidentiality: 'AES-256-GCM' });
    expect(transition.keyExchange.methods.at(-1)).toEqual(article.keyExchange.methods[0]);
    expect(new Set(transition.keyExchange.methods.map(({ group }) => group))).toEqual(new Set(['DH2']));
  });

  it('makes one filter of each peer', () => {
    const peers = ['10.0.0.1', '10.0.1.0/24', '2001:db8::1'].map(peer);
    const server = presetPolicy({ role: 'server', peers, port: 4532 });
    const workstation = presetPolicy({ role: 'workstation', peers });
    expect(server.rules[0]?.filterList.filters.map(({ source }) => source)).toEqual(peers);
    expect(server.rules[0]?.filterList.filters.map(({ destinationPort }) => destinationPort)).toEqual(
      peers.map(() => ({ kind: 'port', port: 4532 })),
    );
    expect(workstation.rules[0]?.filterList.filters.map(({ destination }) => destination)).toEqual(peers);
  });

  it('pairs every own address with every peer of its kind', () => {
    const policy = presetPolicy({
      role: 'server',
      peers: ['10.0.0.1', '10.0.0.2', '2001:db8::1'].map(peer),
      local: ['192.0.2.1', '2001:db8::5'].map(peer),
    });
    expect(policy.rules[0]?.filterList.filters).toHaveLength(3);
    expect(codes(policy, 'block')).toEqual([]);
  });

  it('keeps a peer that no own address can meet, for validation to name', () => {
    const policy = presetPolicy({ role: 'workstation', peers: [peer('2001:db8::1')], local: [peer('192.0.2.1')] });
    expect(codes(policy, 'block')).toContain('filter-families-differ');
  });

  it('takes any as own address for My IP address', () => {
    expect(presetPolicy({ role: 'server', local: [any] })).toEqual(presetPolicy({ role: 'server' }));
  });

  it('in mode request sets both clear-text switches', () => {
    const policy = presetPolicy({ role: 'server', mode: 'request' });
    expect(policy.rules[0]?.filterAction).toMatchObject({
      name: 'Request security',
      acceptUnsecured: true,
      allowFallback: true,
    });
    expect(codes(policy, 'block')).toEqual([]);
    expect(codes(policy, 'warning')).toContain('clear-text-possible');
  });

  it('takes own offers in place of its own', () => {
    const policy = presetPolicy({
      role: 'server',
      securityMethods: [{ ahIntegrity: 'none', espConfidentiality: 'AES-256', espIntegrity: 'SHA-256' }],
      keyExchangeMethods: [{ encryption: 'AES-256', integrity: 'SHA-256', group: 'DH14' }],
      sessionKeyPerfectForwardSecrecy: 'DH14',
    });
    expect(policy.rules[0]?.filterAction).toMatchObject({
      securityMethods: [{ espConfidentiality: 'AES-256', sessionKeyLifetime: { kilobytes: 0, seconds: 0 } }],
      sessionKeyPerfectForwardSecrecy: 'DH14',
    });
    expect(policy.keyExchange.methods).toEqual([{ encryption: 'AES-256', integrity: 'SHA-256', group: 'DH14' }]);
  });
});
