import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { textOf, type Inventory } from '#contract/store-object';
import { readInventory } from '#host/observe';
import { SimulatedGateway } from '#host/simulated-gateway';
import { encryptionIds, groupIds, integrityIds, type MethodOffer } from '#policy/algorithms';
import { parseQuickMode } from '#policy/method-spelling';
import { keyExchangeProblem, methodProblem } from '#policy/method-rules';
import type {
  AuthenticationMethod,
  FilterAction,
  IpAddressChoice,
  IpFilter,
  IpPort,
  IpProtocol,
  IpSecurityPolicy,
  KeyExchangeMethod,
  Role,
  SecurityMethod,
  SecurityRule,
  ServerName,
} from '#policy/model';
import { parsePolicy } from '#policy/parse';
import { presetPolicy } from '#policy/presets';
import { validatePolicy } from '#policy/validate';
import { compile } from './compile';
import { belongsTo } from './names';
import { planChange } from './plan-change';
import { addresses } from './testing/example-policies';
import { meaningOfPolicy, meaningOfStore } from './testing/meaning';
import { local } from './testing/planned';

const key = new Secret('a key of the round trip');

/** The policy applied to a simulated computer, and everything that was read back of its store. */
async function throughStore(policy: IpSecurityPolicy): Promise<Inventory> {
  const gateway = new SimulatedGateway();
  const plan = planChange(compile(policy, local), await readInventory(gateway, 'PersistentStore'));
  const transaction = await gateway.begin(key);
  for (const { id, invocation } of plan.steps) await transaction.carryOut(id, invocation);
  await transaction.end();
  const { objects, enforcement } = await readInventory(gateway, 'PersistentStore', { compareKey: key });
  return { objects: objects.filter(({ name }) => belongsTo(name, policy.id, policy.role)), enforcement };
}

const blockingCodes = (policy: IpSecurityPolicy): readonly string[] =>
  validatePolicy(policy, { target: local }).flatMap(({ code, severity }) => (severity === 'block' ? [code] : []));

async function expectRoundTrip(policy: IpSecurityPolicy): Promise<void> {
  const stored = await throughStore(policy);
  expect(meaningOfStore(stored.objects, policy.role)).toEqual(meaningOfPolicy(policy));
  const again = planChange(compile(policy, local), stored);
  expect([again.steps, again.retire, again.drift]).toEqual([[], [], []]);
}

const offers: readonly MethodOffer[] = integrityIds.flatMap((ahIntegrity) =>
  encryptionIds.flatMap((espConfidentiality) =>
    integrityIds.map((espIntegrity) => ({ ahIntegrity, espConfidentiality, espIntegrity })),
  ),
);
const soundOffers = offers.filter((offer) => methodProblem(offer) === undefined);
const keyExchangeMethods: readonly KeyExchangeMethod[] = groupIds.flatMap((group) =>
  encryptionIds.flatMap((encryption) => integrityIds.map((integrity) => ({ encryption, integrity, group }))),
);
const soundKeyExchange = keyExchangeMethods.filter((method) => keyExchangeProblem(method) === undefined);

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

const port = (number: number): IpPort => ({ kind: 'port', port: number });
const any: IpPort = { kind: 'any' };

const method: fc.Arbitrary<SecurityMethod> = fc
  .record({
    offer: fc.constantFrom(...soundOffers),
    minutes: fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 2_879 })),
    kilobytes: fc.oneof(fc.constant(0), fc.integer({ min: 20_480, max: 2_147_483_647 })),
  })
  .map(({ offer, minutes, kilobytes }) => ({ ...offer, sessionKeyLifetime: { seconds: minutes * 60, kilobytes } }));

const description = fc.constantFrom('', 'two\nlines', 'Zażółć "quoted" $(x)');
const clearText = fc.constantFrom([false, false], [false, true], [true, true]);
const action: fc.Arbitrary<FilterAction> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('permit' as const, 'block' as const),
      name: fc.constant('act'),
      description,
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        securityMethods: fc.array(method, { minLength: 1, maxLength: 4 }),
        pfs: fc.constantFrom('none' as const, 'same-as-main-mode' as const, ...groupIds),
        clear: clearText,
        description,
      })
      .map(({ securityMethods, pfs, clear: [accept = false, fallback = false], description: words }) => ({
        kind: 'negotiate-security' as const,
        name: 'negotiate',
        description: words,
        securityMethods,
        acceptUnsecured: accept,
        allowFallback: fallback,
        sessionKeyPerfectForwardSecrecy: pfs,
      })),
  },
);

/** Pairs of lists that can meet: one family, or both on both sides. */
const ends = fc.constantFrom<readonly [readonly IpAddressChoice[], readonly IpAddressChoice[]]>(
  [[{ kind: 'my-ip-address' }], [{ kind: 'any' }]],
  [[{ kind: 'my-ip-address' }], addresses('10.0.0.0/8', '192.0.2.7', '192.168.1.5-192.168.1.77', '2001:db8::/48')],
  [addresses('192.0.2.1', '192.0.2.2'), addresses('198.51.100.0/25', '203.0.113.9')],
  [addresses('2001:db8::1'), addresses('2001:db8:5::1-2001:db8:5::ff')],
  [[{ kind: 'my-ip-address' }], [{ kind: 'dns-name', dnsName: 'srv', addresses: ['192.0.2.9', '2001:db8::9'] }]],
  [[{ kind: 'my-ip-address' }], [{ kind: 'subnet', address: '10.1.2.3', prefixLength: 24 }]],
);
const portless = fc.constantFrom<IpProtocol>('ICMPv4', 'ICMPv6', 'any', { number: 47 }, { number: 0 });
const ported = fc.constantFrom<IpProtocol>('TCP', 'UDP', { number: 6 }, { number: 17 });

interface Kind {
  readonly protocol: IpProtocol;
  readonly near: readonly number[];
  readonly far: number;
}
const kindAt = (at: number): fc.Arbitrary<Kind> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        protocol: ported,
        near: fc.uniqueArray(fc.integer({ min: 1_000 * (at + 1), max: 1_000 * (at + 1) + 9 }), {
          minLength: 1,
          maxLength: 3,
        }),
        far: fc.constantFrom(0, 0, 0, 7_777),
      }),
    },
    { weight: 1, arbitrary: fc.record({ protocol: portless, near: fc.constant([]), far: fc.constant(0) }) },
  );

const filtersFor = (
  role: Role,
  { protocol, near, far }: Kind,
  [locals, remotes]: readonly [readonly IpAddressChoice[], readonly IpAddressChoice[]],
  mirrored: boolean,
): readonly IpFilter[] => {
  const [nearPorts, farPort] = [near.length === 0 ? [any] : near.map(port), far === 0 ? any : port(far)];
  return locals.flatMap((own) =>
    remotes.flatMap((other) =>
      nearPorts.map((nearPort) =>
        role === 'server'
          ? { mirrored, protocol, source: other, sourcePort: farPort, destination: own, destinationPort: nearPort }
          : { mirrored, protocol, source: own, sourcePort: farPort, destination: other, destinationPort: nearPort },
      ),
    ),
  );
};

const ruleAt = (
  role: Role,
  at: number,
  authenticationMethods: readonly AuthenticationMethod[],
): fc.Arbitrary<SecurityRule> =>
  fc
    .record({ kind: kindAt(at), pair: ends, filterAction: action, mirrored: fc.boolean() })
    .map(({ kind, pair, filterAction, mirrored }) => ({
      filterList: {
        name: `list ${at}`,
        description: '',
        filters: filtersFor(role, kind, pair, filterAction.kind === 'block' ? mirrored : true),
      },
      filterAction,
      authenticationMethods: filterAction.kind === 'negotiate-security' ? authenticationMethods : [],
      connectionType: 'all',
    }));

const ownName: fc.Arbitrary<ServerName> = fc.constantFrom(
  { nameType: 'dns-name', name: 'Backup1.corp.local' },
  { nameType: 'common-name', name: "O'Brien \u2018backup\u2019 $(x) 1" },
);
/** With the server's name the only certificate of its list; with an account the only method. */
const named: fc.Arbitrary<readonly AuthenticationMethod[]> = fc.oneof(
  fc.constant<readonly AuthenticationMethod[]>([
    { kind: 'kerberos-v5', serverAccount: { name: 'CORP\\BACKUP1$', sid: 'S-1-5-21-1-2-4294967295-1105' } },
  ]),
  fc
    .tuple(
      ownName,
      fc.subarray<AuthenticationMethod>([{ kind: 'kerberos-v5' }, { kind: 'pre-shared-key' }]),
      fc.boolean(),
    )
    .map(([server, others, first]) => {
      const own: AuthenticationMethod = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root', server };
      return first ? [own, ...others] : [...others, own];
    }),
);
const anyProofs = (): fc.Arbitrary<readonly AuthenticationMethod[]> =>
  fc.oneof({ weight: 2, arbitrary: proofs }, { weight: 1, arbitrary: named });

const proofs = fc.uniqueArray(
  fc.constantFrom<AuthenticationMethod>(
    { kind: 'kerberos-v5' },
    { kind: 'pre-shared-key' },
    { kind: 'certificate', authority: "DC=local, CN=O'Brien \u2018CA\u2019", authorityType: 'root' },
    { kind: 'certificate', authority: 'CN=Issuing', authorityType: 'intermediate' },
  ),
  { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(one) },
);

const policy: fc.Arbitrary<IpSecurityPolicy> = fc
  .record({
    role: fc.constantFrom<Role>('server', 'workstation'),
    proofs: anyProofs(),
    count: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ role, proofs: methods, count }) =>
    fc.record({
      role: fc.constant(role),
      rules: fc.tuple(...Array.from({ length: count }, (_, at) => ruleAt(role, at, methods))),
      group: fc.constantFrom(...groupIds),
      offers: fc.uniqueArray(fc.constantFrom(...soundKeyExchange.filter(({ group }) => group === 'DH14')), {
        minLength: 1,
        maxLength: 5,
        selector: (one) => JSON.stringify(one),
      }),
      lifetimeMinutes: fc.integer({ min: 1, max: 2_879 }),
      sessions: fc.integer({ min: 0, max: 2_147_483_647 }),
      letsSecuredIn: fc.boolean(),
      description,
    }),
  )
  .map(({ role, rules, group, offers: methods, lifetimeMinutes, sessions, letsSecuredIn, description: words }) => ({
    ...presetPolicy({ role, allowIfSecure: letsSecuredIn && role === 'server' }),
    description: words,
    rules,
    keyExchange: {
      methods: methods.map((one) => ({ ...one, group })),
      lifetimeMinutes,
      sessions,
      keyModule: 'IKEv1' as const,
    },
  }))
  .filter((one) => blockingCodes(one).length === 0);

describe('policy -> plan -> store -> read-back -> policy', () => {
  it('makes no difference for any policy that nothing blocks', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(policy, async (one) => {
        expect(parsePolicy(JSON.parse(JSON.stringify(one)))).toEqual({ ok: true, value: one });
        await expectRoundTrip(one);
      }),
      { numRuns: 150 },
    );
  });

  const withOffers = (
    securityMethods: readonly MethodOffer[],
    keyModule: 'IKEv1' | 'IKEv2' = 'IKEv1',
  ): IpSecurityPolicy => {
    const made = presetPolicy({
      role: 'server',
      securityMethods,
      authenticationMethods: [{ kind: 'certificate', authority: 'CN=Root', authorityType: 'root' }],
    });
    return { ...made, keyExchange: { ...made.keyExchange, keyModule } };
  };

  it.each(chunks(soundOffers, 16).map((some) => [some]))('keeps every security method: %j', async (some) => {
    expect(blockingCodes(withOffers(some))).toEqual([]);
    await expectRoundTrip(withOffers(some));
  });

  it('keeps every security method that IKEv2 takes, and the key module', async () => {
    const some = offers.filter((offer) => methodProblem(offer, 'IKEv2') === undefined);
    for (const chunk of chunks(some, 16)) {
      await expectRoundTrip(withOffers(chunk, 'IKEv2'));
      const { objects } = await throughStore(withOffers(chunk, 'IKEv2'));
      expect(objects.filter(({ kind }) => kind === 'NetIPsecRule').map((rule) => textOf(rule, 'KeyModule'))).toEqual([
        'IKEv2',
      ]);
    }
  });

  it.each(['ESP:DES3-SHA1', 'ESP:None-SHA1'])('keeps what lets in only secured connections, with %s', async (text) => {
    const read = parseQuickMode(text);
    if (!read.ok) throw new TypeError(text);
    const one = presetPolicy({ role: 'server', allowIfSecure: true, securityMethods: [read.value] });
    expect(blockingCodes(one)).toEqual([]);
    await expectRoundTrip(one);
  });

  it.each(groupIds)('keeps every key exchange method with %s, and the group for forward secrecy', async (group) => {
    const some = soundKeyExchange.filter((one) => one.group === group);
    const of = (chunk: readonly KeyExchangeMethod[]): IpSecurityPolicy =>
      presetPolicy({ role: 'workstation', keyExchangeMethods: chunk, sessionKeyPerfectForwardSecrecy: group });
    for (const chunk of chunks(some, 16)) await expectRoundTrip(of(chunk));
  });

  it('refuses in the simulated Windows what validation refuses as a security method', async () => {
    const refusedHere = new Set(['encryption-without-integrity']);
    const unsound = offers.filter((offer) => !refusedHere.has(methodProblem(offer) ?? 'sound') && methodProblem(offer));
    const taken: MethodOffer[] = [];
    for (const offer of unsound) {
      await throughStore(withOffers([offer])).then(
        () => taken.push(offer),
        () => undefined,
      );
    }
    expect(taken).toEqual([]);
  });
});
