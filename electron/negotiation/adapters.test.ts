import { describe, expect, it } from 'vitest';
import type { Inventory, StoreObject } from '#contract/store-object';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { parsePeer } from '#policy/address';
import type { AuthenticationMethod, IpAddressChoice, IpSecurityPolicy } from '#policy/model';
import { presetPolicy, protections } from '#policy/presets';
import { connectOutcomes } from './connect';
import { endpointOf, protocolNumbers, type Connection } from './connection';
import { bareEnd, type End } from './end';
import { endOfPolicy } from './end-of-policy';
import { endOfStore, type StoreSurroundings } from './end-of-store';
import { otherSideOf } from './other-side';

const allowing: StoreObject = {
  kind: 'NetFirewallRule',
  name: 'FBS-In',
  properties: { Enabled: 'True', Direction: 'Inbound', Action: 'Allow', Protocol: 'TCP', LocalPort: ['4531'] },
};
const nothingElse: Inventory = { objects: [], enforcement: [] };
const surroundings: StoreSurroundings = {
  addresses: ['192.0.2.10/24'],
  firewall: { isOn: true, inboundDefault: 'block', outboundDefault: 'allow' },
  credentials: { lacks: [] },
  keyingRuns: true,
};

/** The store as it stands when the compiled policy has been applied. */
const stored = (policy: IpSecurityPolicy, more: readonly StoreObject[] = [allowing]): Inventory => ({
  objects: [...planChange(compile(policy, { kind: 'local' }), nothingElse).expected, ...more],
  enforcement: [],
});
const storeEnd = (policy: IpSecurityPolicy): End => endOfStore(stored(policy), surroundings);

const choice = (text: string): IpAddressChoice => {
  const read = parsePeer(text);
  if (!read.ok) throw new TypeError(text);
  return read.value;
};
const at = (from: string, to: string): Connection => {
  const [a, b] = [endpointOf(from, 50_000), endpointOf(to, 4531)];
  if (a === undefined || b === undefined) throw new TypeError(`${from} ${to}`);
  return { protocol: protocolNumbers.TCP, from: a, to: b };
};

const connections = [
  at('192.0.2.20', '192.0.2.10'),
  at('198.51.100.7', '192.0.2.10'),
  at('192.0.2.20', '198.51.100.10'),
  at('2001:db8::20', '2001:db8::10'),
  at('2001:db8:ffff::20', '2001:db8::10'),
];

const root = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' } as const;
const ownCertificate: AuthenticationMethod = { ...root, server: { nameType: 'common-name', name: 'Backup 1' } };
const otherCertificate: AuthenticationMethod = { ...root, server: { nameType: 'dns-name', name: 'backup2.corp' } };
const account = { name: 'BACKUP1$', sid: 'S-1-5-21-1-2-3-1105' };
const ownAccount: AuthenticationMethod = { kind: 'kerberos-v5', serverAccount: account };

/** Policies that know the server by name, narrowed and not. */
const naming: readonly IpSecurityPolicy[] = (['server', 'workstation'] as const).flatMap((role) =>
  [[ownCertificate], [ownCertificate, { kind: 'kerberos-v5' } as const], [ownAccount]].flatMap(
    (authenticationMethods) =>
      [[], ['192.0.2.0/24', '2001:db8::/64']].map((peers) =>
        presetPolicy({ role, authenticationMethods, peers: peers.map(choice) }),
      ),
  ),
);

const policies: readonly IpSecurityPolicy[] = (['server', 'workstation'] as const).flatMap((role) =>
  protections.flatMap((protection) =>
    [[], ['192.0.2.0/24'], ['192.0.2.0/24', '2001:db8::/64'], ['192.0.2.10', '198.51.100.0-198.51.100.99']].flatMap(
      (peers) =>
        (['require', 'request'] as const).flatMap((mode) =>
          [[], ['192.0.2.10'], ['192.0.2.20']].map((local) =>
            presetPolicy({ role, protection, mode, peers: peers.map(choice), local: local.map(choice) }),
          ),
        ),
    ),
  ),
);

/** Servers on which the firewall lets in what is secured, by a rule of the policy. */
const lettingIn: readonly IpSecurityPolicy[] = [[], ['192.0.2.0/24']].flatMap((peers) =>
  [true, false].map((encrypts) =>
    presetPolicy({
      role: 'server',
      allowIfSecure: true,
      peers: peers.map(choice),
      ...(encrypts
        ? {}
        : { securityMethods: [{ ahIntegrity: 'none', espConfidentiality: 'none', espIntegrity: 'SHA1' }] }),
    }),
  ),
);

type Named = readonly [string, End];
const enrolled = (role: 'server' | 'workstation', method: AuthenticationMethod): Named => {
  const policy = presetPolicy({ role, authenticationMethods: [method] });
  return [`an enrolled ${role}, ${method.kind}`, endOfPolicy(policy, { lacks: [], names: ['somebody'] })];
};

/** Where what a policy means and what the compiler makes of it come to different ends. */
const unlike = (some: readonly IpSecurityPolicy[], others: readonly Named[]): readonly unknown[] =>
  some.flatMap((policy) => {
    const [meant, written] = [endOfPolicy(policy), storeEnd(policy)];
    return [...others, ['the other side', endOfPolicy(otherSideOf(policy))] as const].flatMap(([name, other]) =>
      connections.flatMap((connection) => {
        const outcome = (own: End): string =>
          JSON.stringify(
            policy.role === 'server'
              ? connectOutcomes(connection, other, own, { keys: 'equal' })
              : connectOutcomes(connection, own, other, { keys: 'equal' }),
          );
        return outcome(meant) === outcome(written) ? [] : [[name, policy.role, outcome(meant), outcome(written)]];
      }),
    );
  });

describe('the meaning of a policy', () => {
  it('is the same in secpol’s words and as the compiler writes it for Windows, against every other end', () => {
    const others: readonly Named[] = [
      ['nobody', bareEnd],
      ['the article’s workstation', endOfPolicy(presetPolicy({ role: 'workstation' }))],
      ['the article’s server', endOfPolicy(presetPolicy({ role: 'server' }))],
    ];
    expect(unlike([...policies, ...lettingIn], others).slice(0, 2)).toEqual([]);
  });

  it('is the same where the server is known by its name or its account, against whoever is enrolled', () => {
    const others: readonly Named[] = (['server', 'workstation'] as const).flatMap((role) =>
      [root, otherCertificate, { kind: 'kerberos-v5' } as const].map((method) => enrolled(role, method)),
    );
    expect(unlike(naming, [['nobody', bareEnd], ...others]).slice(0, 2)).toEqual([]);
  });
});

describe('a store', () => {
  const server = presetPolicy({ role: 'server' });
  const workstation = endOfPolicy(presetPolicy({ role: 'workstation' }));
  const outcome = (inventory: Inventory, around: Partial<StoreSurroundings> = {}, a: End = workstation): unknown =>
    connectOutcomes(at('192.0.2.20', '192.0.2.10'), a, endOfStore(inventory, { ...surroundings, ...around }), {
      keys: 'equal',
    })[0];

  it('in which the rule is disabled has no policy', () => {
    const { objects, enforcement } = stored(server);
    const off = objects.map((one) => ({
      ...one,
      properties: { ...one.properties, Enabled: one.kind === 'NetFirewallRule' ? 'True' : 'False' },
    }));
    expect(outcome({ objects: off, enforcement })).toEqual({ kind: 'refused', why: 'peer-has-no-policy' });
  });

  it('in which the rule is not enforced lets a stranger in, and the reason says so', () => {
    const { objects } = stored(server);
    const enforcement = objects
      .filter(({ kind }) => kind === 'NetIPsecRule')
      .map(({ kind, name }) => ({
        kind,
        name,
        primaryStatus: 'Inactive',
        enforcementStatus: ['LocalConsecRulesDisallowed'],
      }));
    expect(outcome({ objects, enforcement }, {}, bareEnd)).toEqual({ kind: 'clear-text', why: 'rules-not-in-force' });
  });

  it('without an allow rule for the port refuses, and with LocalSubnet lets its own subnet in', () => {
    expect(outcome(stored(server, []))).toEqual({ kind: 'refused', why: 'responder-allows-nothing' });
    const near = { ...allowing, properties: { ...allowing.properties, RemoteAddress: ['LocalSubnet'] } };
    expect(outcome(stored(server, [near]))).toMatchObject({ kind: 'secured' });
    expect(outcome(stored(server, [near]), { addresses: ['203.0.113.1/24'] })).toMatchObject({
      why: 'responder-allows-nothing',
    });
  });

  it('in which Group Policy’s wider rule stands beside ours leaves ours to count', () => {
    const wide: StoreObject = {
      kind: 'NetIPsecRule',
      name: 'domain isolation',
      properties: { Enabled: 'True', InboundSecurity: 'Request', OutboundSecurity: 'Request', Protocol: 'Any' },
    };
    expect(outcome(stored(server, [allowing, wide]))).toMatchObject({ kind: 'secured' });
    expect(outcome(stored(server, [allowing, wide]), {}, bareEnd)).toMatchObject({ why: 'responder-requires-ipsec' });
  });

  it('with another key refuses, and with the same one does not', () => {
    const withKey = (key: string): Inventory => {
      const { objects, enforcement } = stored(server);
      const keyed = (one: StoreObject): StoreObject =>
        one.kind === 'NetIPsecPhase1AuthSet'
          ? { ...one, properties: { ...one.properties, Proposal: [{ Machine: true, PreSharedKey: key }] } }
          : one;
      return { objects: objects.map(keyed), enforcement };
    };
    const calling = (key: string): End => ({
      ...workstation,
      rules: workstation.rules.map((rule) => ({ ...rule, authentication: [{ kind: 'pre-shared-key', key }] })),
      mainModeRules: workstation.mainModeRules.map((rule) => ({
        ...rule,
        authentication: [{ kind: 'pre-shared-key', key }],
      })),
    });
    expect(outcome(withKey('digest 1'), {}, calling('digest 1'))).toMatchObject({ kind: 'secured' });
    expect(outcome(withKey('digest 2'), {}, calling('digest 1'))).toEqual({ kind: 'refused', why: 'different-keys' });
  });

  it('with ten thousand rules of others is read in a moment', () => {
    const others = Array.from({ length: 10_000 }, (_, number): StoreObject => ({
      kind: 'NetIPsecRule',
      name: `other ${number}`,
      properties: {
        Enabled: 'True',
        Protocol: 'TCP',
        LocalPort: [String(10_000 + number)],
        RemoteAddress: [`198.51.100.${1 + (number % 250)}`],
      },
    }));
    const began = performance.now();
    expect(outcome(stored(server, [allowing, ...others]))).toMatchObject({ kind: 'secured' });
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
