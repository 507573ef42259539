import { describe, expect, it } from 'vitest';
import type { Enforcement, Inventory, StoreObject } from '#contract/store-object';
import { compile } from '#compiler/compile';
import type { Plan } from '#compiler/plan';
import { planChange } from '#compiler/plan-change';
import { addresses } from '#compiler/testing/example-policies';
import type { HostGateway, Read } from '#host/gateway';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import { readEnforcement } from './enforcement';

const none: Inventory = { objects: [], enforcement: [] };
const planFor = (rest: Partial<PresetOptions> = {}): Plan =>
  planChange(compile(presetPolicy({ role: 'server', ...rest }), { kind: 'local' }), none);
const inForce = ({ kind, name }: StoreObject): Enforcement => ({
  kind, name, primaryStatus: 'OK', statusCode: 65_536, enforcementStatus: ['Full'],
}); // prettier-ignore
const activeWith = (objects: readonly StoreObject[]): Inventory => ({ objects, enforcement: objects.map(inForce) });

type Answer = (address: string) => string;
const ours: Answer = () => 'ipsecbw-fbs-server-rule-1';

/** Only asks which rule governs; remembers the addresses. A rule named `refused` fails the whole exchange. */
function asking(answer: Answer = ours): { readonly gateway: HostGateway; readonly asked: string[] } {
  const asked: string[] = [];
  const read = (reads: readonly Read[]): ReturnType<HostGateway['read']> => {
    const names = reads.map(({ invocation }) => {
      const { RemoteAddress: given } = invocation.parameters;
      const address = typeof given === 'string' ? given : '';
      asked.push(address);
      return answer(address);
    });
    if (names.includes('refused')) return Promise.reject(new Error('no such rule'));
    return Promise.resolve(names.map((name) => [{ IPsecRuleName: name }]));
  };
  return { gateway: { read } as unknown as HostGateway, asked };
}

const levelAndWords = async (plan: Plan, active: Inventory, answer?: Answer): Promise<readonly [string, string]> => {
  const { level, evidence } = await readEnforcement(asking(answer).gateway, plan, active);
  return [level, evidence.join(' ')];
};

describe('a policy is enforced', () => {
  const plan = planFor();

  it('where all of it is active as it was asked for, and Windows names our rule', async () => {
    expect(await levelAndWords(plan, activeWith(plan.expected))).toEqual([
      'enforced',
      expect.stringContaining('ipsecbw-fbs-server-rule-1 for 198.51.100.1, 2001:db8::1.'),
    ]);
  });

  it('not where another object is active under our name, and says in what it differs', async () => {
    const replaced = plan.expected.map((object) =>
      object.kind === 'NetIPsecRule' ? { ...object, properties: { ...object.properties, InboundSecurity: 'None' } } : object,
    ); // prettier-ignore
    expect(await levelAndWords(plan, activeWith(replaced))).toEqual([
      'stored',
      expect.stringContaining('as ipsecbw-fbs-server-rule-1: InboundSecurity is None, expected Require'),
    ]);
  });

  it('not where two active rules have our name', async () => {
    const twice = [...plan.expected, ...plan.expected.filter(({ kind }) => kind === 'NetIPsecRule')];
    expect(await levelAndWords(plan, activeWith(twice))).toEqual([
      'stored',
      expect.stringContaining('2 objects with the name ipsecbw-fbs-server-rule-1'),
    ]);
  });
});

describe('which rule governs is asked', () => {
  it('for every range of both families, and the address that is lost is named', async () => {
    const plan = planFor({ peers: addresses('192.0.2.0/24', '203.0.113.7', '2001:db8::/64') });
    const answer: Answer = (address) => (address === '203.0.113.7' ? 'Exempt' : ours(address));
    const [level, words] = await levelAndWords(plan, activeWith(plan.expected), answer);
    expect(level).toBe('stored');
    expect(words).toContain('Windows would use Exempt and not ipsecbw-fbs-server-rule-1 for 203.0.113.7.');
  });

  it('for 16 addresses at most, the first and the last range among them', async () => {
    const peers = addresses(...Array.from({ length: 50 }, (...[, at]) => `10.0.${at}.1`), '2001:db8::5');
    const plan = planFor({ peers });
    const { gateway, asked } = asking();
    expect((await readEnforcement(gateway, plan, activeWith(plan.expected))).level).toBe('enforced');
    expect(asked).toHaveLength(16);
    expect(new Set(asked).size).toBe(16);
    expect([asked[0], asked.at(-1)]).toEqual(['10.0.0.1', '2001:db8::5']);
  });

  it('only for the families of the own address', async () => {
    const plan = planFor({ local: addresses('192.0.2.1') });
    const { gateway, asked } = asking();
    await readEnforcement(gateway, plan, activeWith(plan.expected));
    expect(asked).toEqual(['198.51.100.1']);
  });

  it('one by one where the exchange fails, so that the address is known', async () => {
    const plan = planFor({ peers: addresses('192.0.2.1', '192.0.2.9') });
    const answer: Answer = (address) => (address === '192.0.2.9' ? 'refused' : ours(address));
    const [level, words] = await levelAndWords(plan, activeWith(plan.expected), answer);
    expect([level, words]).toEqual(['stored', expect.stringContaining('for 192.0.2.9 could not be asked')]);
    expect(words).not.toContain('192.0.2.1 could');
  });
});
