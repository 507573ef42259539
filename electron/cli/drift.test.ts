import { readFile, rm, writeFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectsOf, run, runJson, someKey, temporaryFolder } from './testing/command-line';
import {
  computer,
  foreign,
  own,
  ownNames,
  policies,
  readState,
  type Played,
  type StateFile,
  type StoredObject,
} from './testing/played-computer';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const stdin = someKey;
const played = (name: string, others = 3, unsure: object = {}): Promise<Played> =>
  computer(folder, name, others, unsure);

import { askedFor, drifted, driftsOf, purpose } from './testing/drifts';
describe.each(policies)('a change made by hand to %s', (what, options) => {
  it('in any property of any object is named by verify, and mended by applying again', async () => {
    const { file, at } = await played(`drift of ${what}`);
    const properties = await askedFor(options, at);
    await run(['apply', ...options, '--yes', ...at], { stdin });
    const whole = await readState(file);
    const drifts = driftsOf(await own(file), properties);
    expect(drifts.length).toBeGreaterThan(30);
    const usesKey = options.includes('--psk-stdin');
    for (const drift of drifts) {
      const { name, property } = drift;
      const aboutKey = property.endsWith('PreSharedKey');
      await writeFile(file, JSON.stringify(drifted(whole, drift)));
      const { status, answer } = await runJson(['verify', ...(aboutKey ? ['--psk-stdin'] : []), ...at], { stdin });
      const named = answer.differences?.find(
        (one) => purpose(one.name) === purpose(name) && one.property.startsWith(property),
      );
      expect({ drift: `${name} ${property}`, status, named: named !== undefined }).toEqual({
        drift: `${name} ${property}`, status: 2, named: true,
      }); // prettier-ignore
      expect(named?.kind).toBe(drift.noun);
      expect(named?.expected).not.toBe(named?.found);
    }
    // Mending is the same for every property of an object: once an object is enough, its last property each time.
    const byObject = new Map(
      drifts.filter(({ property }) => !property.endsWith('PreSharedKey')).map((drift) => [drift.name, drift]),
    );
    for (const drift of byObject.values()) {
      await writeFile(file, JSON.stringify(drifted(whole, drift)));
      const mended = await runJson(['apply', ...options, '--yes', ...at], { stdin });
      expect({ drift: `${drift.name} ${drift.property}`, outcome: mended.answer.outcome, error: mended.answer.error }).toEqual({
        drift: `${drift.name} ${drift.property}`, outcome: 'applied', error: undefined,
      }); // prettier-ignore
      const { status } = await runJson(['verify', ...(usesKey ? ['--psk-stdin'] : []), ...at], { stdin });
      expect(status).toBe(0);
      expect(await foreign(file)).toEqual(objectsOf(whole.stores, false));
    }
    process.stdout.write(
      `${what}: ${drifts.length} of ${drifts.length} changes by hand were named, ${byObject.size} of ${byObject.size} mended\n`,
    );
  });
});

const withRules = (state: StateFile, rules: readonly StoredObject[]): StateFile => ({
  ...state,
  stores: { ...state.stores, PersistentStore: { ...state.stores['PersistentStore'], NetIPsecRule: rules } },
});

describe('a condition that no policy of ours sets', () => {
  it.each([
    ['NetIPsecRule', 'ipsecbw-fbs-server-rule-1', 'InterfaceType', 'Wireless', true],
    ['NetIPsecRule', 'ipsecbw-fbs-server-rule-1', 'InterfaceType', 'Wireless', false],
    ['NetFirewallRule', 'ipsecbw-fbs-server-block-1', 'InterfaceType', 'Wired', true],
    ['NetFirewallRule', 'ipsecbw-fbs-server-block-1', 'Program', 'C:\\app.exe', true],
    ['NetFirewallRule', 'ipsecbw-fbs-server-block-1', 'Service', 'RemoteAccess', false],
  ])('set by hand is drift, and mended: %s %s %s %s (bulk reads tell IPsec filters: %s)', async (...given) => {
    const [noun, name, property, value, filtersOfIpsecRulesInGetAll] = given;
    const options = ['--role', 'server', '--auth', 'kerberos', '--peer', '192.0.2.0/24'];
    const { file, at } = await played(`${property} ${value} ${filtersOfIpsecRulesInGetAll}`, 1, {
      filtersOfIpsecRulesInGetAll,
    });
    await run(['apply', ...options, '--yes', ...at]);
    const change = (object: StoredObject): StoredObject => ({ ...object, [property]: value });
    await writeFile(file, JSON.stringify(drifted(await readState(file), { noun, name, property, change })));
    const { status, answer } = await runJson(['verify', ...at]);
    expect([status, answer.differences]).toEqual([2, [{ kind: noun, name, property, expected: 'Any', found: value }]]);
    expect((await run(['apply', ...options, '--yes', ...at])).status).toBe(0);
    expect((await run(['verify', ...at])).status).toBe(0);
  });
});

describe('drift besides', () => {
  it('of an object too many, and of a switched-off one, is named', async () => {
    const { file, at } = await played('too many');
    await run(['apply', '--role', 'server', '--auth', 'kerberos', '--yes', ...at]);
    const whole = await readState(file);
    const rules = whole.stores['PersistentStore']?.['NetIPsecRule'] ?? [];
    const ours = rules.find(({ Name }) => Name === 'ipsecbw-fbs-server-rule-1');
    const second = { ...ours, Name: 'ipsecbw-fbs-server-rule-7' };
    await writeFile(file, JSON.stringify(withRules(whole, [...rules, second])));
    const { status, answer } = await runJson(['verify', ...at]);
    expect(status).toBe(2);
    expect(answer.differences?.map(({ name }) => name).join()).toMatch(/ipsecbw-fbs-server-rule-[17]/u);
    expect((await run(['apply', '--role', 'server', '--auth', 'kerberos', '--yes', ...at])).status).toBe(0);
    expect((await ownNames(file)).filter((name) => name.includes('-server-rule-'))).toHaveLength(1);
  });

  it('is told to a person in the words that the JSON has', async () => {
    const { file, at } = await played('words');
    await run(['apply', '--role', 'server', '--auth', 'kerberos', '--yes', ...at]);
    const whole = await readFile(file, 'utf8');
    await writeFile(file, whole.replace('"InboundSecurity": "Require"', '"InboundSecurity": "Request"'));
    const { stdout, status } = await run(['verify', ...at]);
    expect(status).toBe(2);
    expect(stdout).toContain('NetIPsecRule ipsecbw-fbs-server-rule-1: InboundSecurity is Request, expected Require');
  });

  it('of everything that is gone: remove ends clean, and forgets', async () => {
    const { file, at } = await played('gone');
    await run(['apply', '--role', 'server', '--auth', 'kerberos', '--yes', ...at]);
    const whole = await readState(file);
    const others = objectsOf(whole.stores, false);
    await writeFile(file, JSON.stringify({ ...whole, stores: { PersistentStore: others } }));
    expect((await run(['verify', ...at])).status).toBe(2);
    expect((await run(['remove', '--yes', ...at])).status).toBe(0);
    expect((await runJson(['status', ...at])).answer.policies).toEqual([]);
  });

  it('without the record: remove finds our objects by their names', async () => {
    const { file, at } = await played('unrecorded');
    const before = await foreign(file);
    await run(['apply', '--role', 'server', '--auth', 'kerberos', '--yes', ...at]);
    await rm(`${file}.data`, { recursive: true });
    const status = await runJson(['status', ...at]);
    expect(status.answer.policies).toMatchObject([{ policy: 'fbs', role: 'server', appliedAt: null, level: 'none' }]);
    expect(status.answer.findings).toMatchObject([{ code: 'policy-unrecorded', severity: 'warning' }]);
    expect((await run(['remove', '--yes', ...at])).status).toBe(0);
    expect(await own(file)).toEqual({});
    expect(await foreign(file)).toEqual(before);
  });
});
