import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IpSecurityPolicy } from './model';
import { limits, parsePolicy } from './parse';
import { presetPolicy, protections } from './presets';

type Loose = Record<string, unknown>;
const text = (): string => JSON.stringify(presetPolicy({ role: 'server' }));

/** The article's policy with one place changed: `rules.0.filterList.name`. */
function changed(path: string, value: unknown): unknown {
  const policy = JSON.parse(text()) as Loose;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const place = steps.reduce<Loose>((at, step) => at[step] as Loose, policy);
  place[last] = value;
  return policy;
}
const refusals = (input: unknown): readonly (readonly [string, string | undefined])[] => {
  const parsed = parsePolicy(input);
  return parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path]);
};
const filter = 'rules.0.filterList.filters.0';
const filterAt = 'rules[0].filterList.filters[0]';

describe('parsing a policy', () => {
  it.each(protections)('takes the preset %s back from JSON unchanged', (protection) => {
    const policy = presetPolicy({ role: 'workstation', protection });
    expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual({ ok: true, value: policy });
  });

  it('keeps hostile free text to the letter', () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '‘',
        '’',
        '‚',
        '‛',
        '“',
        '”',
        '„',
        '`',
        '$(calc)',
        '${x}',
        '\r\n',
        '\n',
        '\t',
        ';',
        '#',
        '%',
        '\\',
      ),
      fc.constantFrom('zażółć', 'ñandú', '🗝️', '\u202e', 'e\u0301', '--%', '@"', '*', '[a]', '<b>', '{0}'),
      fc.string({ maxLength: 5 }),
    );
    const value = fc
      .array(hostile, { minLength: 1, maxLength: 30 })
      .map((parts) => `x${parts.join('')}`.replaceAll('|', '/'))
      .filter(
        (candidate) => !/\p{Cs}/u.test(candidate) && !candidate.includes('\0') && Array.from(candidate).length <= 255,
      );
    fc.assert(
      fc.property(value, (word) => {
        const policy = presetPolicy({ role: 'server' });
        const [rule] = policy.rules;
        if (rule === undefined) throw new Error('no rule');
        const everywhere: IpSecurityPolicy = {
          ...policy,
          name: word,
          description: word,
          rules: [
            {
              ...rule,
              filterList: { ...rule.filterList, name: word, description: word },
              filterAction: { ...rule.filterAction, name: word, description: word },
            },
          ],
        };
        expect(parsePolicy(JSON.parse(JSON.stringify(everywhere)))).toEqual({ ok: true, value: everywhere });
      }),
    );
  });

  it.each<[string, unknown, string, string]>([
    ['name', '', 'text-missing', 'name'],
    ['name', ' \t ', 'text-missing', 'name'],
    ['name', 'x'.repeat(256), 'text-too-long', 'name'],
    ['name', 'ALL', 'text-reserved', 'name'],
    ['name', 'a|b', 'text-has-pipe', 'name'],
    ['description', 'a\0b', 'text-has-control-character', 'description'],
    ['description', 'a\udc00b', 'text-has-control-character', 'description'],
    ['description', 'x'.repeat(1_025), 'text-too-long', 'description'],
    ['rules.0.filterList.name', '', 'text-missing', 'rules[0].filterList.name'],
    ['rules.0.filterAction.description', '|', 'text-has-pipe', 'rules[0].filterAction.description'],
    ['id', '', 'policy-id-invalid', 'id'],
    ['id', 'FBS', 'policy-id-invalid', 'id'],
    ['id', 'a*', 'policy-id-invalid', 'id'],
    ['id', '-a', 'policy-id-invalid', 'id'],
    ['id', 'a'.repeat(41), 'policy-id-invalid', 'id'],
    [`${filter}.destinationPort.port`, 0, 'port-out-of-range', `${filterAt}.destinationPort`],
    [`${filter}.destinationPort.port`, 70_000, 'port-out-of-range', `${filterAt}.destinationPort`],
    [`${filter}.destinationPort.port`, 45.31, 'policy-malformed', `${filterAt}.destinationPort.port`],
    [`${filter}.destinationPort.port`, '4531', 'policy-malformed', `${filterAt}.destinationPort.port`],
    [`${filter}.source`, { kind: 'specific-address', address: '10.1' }, 'address-invalid', `${filterAt}.source`],
    [
      `${filter}.source`,
      { kind: 'subnet', address: '10.0.0.0', prefixLength: 33 },
      'prefix-invalid',
      `${filterAt}.source`,
    ],
    [`${filter}.source`, { kind: 'nowhere' }, 'policy-malformed', `${filterAt}.source.kind`],
    [`${filter}.source`, { kind: 'any', address: '10.0.0.1' }, 'policy-malformed', `${filterAt}.source.address`],
    [`${filter}.protocol`, { number: 256 }, 'policy-malformed', `${filterAt}.protocol.number`],
    [`${filter}.protocol`, 'SCTP', 'policy-malformed', `${filterAt}.protocol`],
    ['role', 'client', 'policy-malformed', 'role'],
    ['surprise', 1, 'policy-malformed', 'surprise'],
    ['rules.0.filterAction.securityMethods', 'many', 'policy-malformed', 'rules[0].filterAction.securityMethods'],
    ['keyExchange.keyModule', 'Default', 'policy-malformed', 'keyExchange.keyModule'],
    ['keyExchange.methods.0.group', 'toString', 'policy-malformed', 'keyExchange.methods[0].group'],
    ['keyExchange.lifetimeMinutes', Number.NaN, 'policy-malformed', 'keyExchange.lifetimeMinutes'],
  ])('refuses %s = %j as %s', (path, value, code, where) => {
    expect(refusals(changed(path, value))).toContainEqual([code, where]);
  });

  it('counts letters, not their halves: 255 emoji are a name', () => {
    expect(refusals(changed('name', '🔑'.repeat(255)))).toEqual([]);
    expect(refusals(changed('name', '🔑'.repeat(256)))).toEqual([['text-too-long', 'name']]);
  });

  it.each<[string, number, string]>([
    ['rules', limits.rules, 'rules'],
    ['rules.0.filterList.filters', limits.filters, 'rules[0].filterList.filters'],
    ['rules.0.authenticationMethods', limits.methods, 'rules[0].authenticationMethods'],
  ])('takes no more %s than %i', (path, most, where) => {
    const place = path.split('.').reduce<unknown>((at, step) => (at as Loose)[step], JSON.parse(text()));
    const [one] = place as readonly unknown[];
    const many = (count: number): unknown =>
      changed(
        path,
        Array.from({ length: count }, () => one),
      );
    expect(refusals(many(most))).toEqual([]);
    expect(refusals(many(most + 1))).toContainEqual(['policy-malformed', where]);
  });

  it.each([[null], [undefined], ['text'], [17], [[]], [{}], [new Date(0)], [() => 1]])(
    'refuses %j without throwing',
    (input) => {
      expect(refusals(input).length).toBeGreaterThan(0);
    },
  );

  it.each(['__proto__', 'constructor', 'toString'])(
    'refuses a member named %s and leaves every prototype alone',
    (key) => {
      const hostile: unknown = JSON.parse(text().replace('{', `{"${key}":{"polluted":true},`));
      expect(refusals(hostile)).toEqual([['policy-malformed', expect.any(String)]]);
      const nested: unknown = JSON.parse(text().replace('"filterList":{', `"filterList":{"${key}":{"polluted":true},`));
      expect(refusals(nested)).toEqual([['policy-malformed', expect.any(String)]]);
      expect(({} as Loose)['polluted']).toBeUndefined();
    },
  );

  it('gives up politely on depth, size and noise', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    expect(refusals(changed('rules', deep)).length).toBeGreaterThan(0);
    const noisy = changed(
      'rules.0.filterList.filters',
      Array.from({ length: 1_000 }, () => ({ ['x'.repeat(1_000)]: 1 })),
    );
    const found = refusals(noisy);
    expect(found).toHaveLength(limits.findings);
    expect(JSON.stringify(found).length).toBeLessThan(20_000);
  });

  it('answers to anything at all with a policy or with reasons', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, maxDepth: 5 }), (value) => {
        const parsed = parsePolicy(value);
        expect(parsed.ok ? 1 : parsed.error.length).toBeGreaterThan(0);
      }),
    );
  });
});
