import { describe, expect, it } from 'vitest';
import type { Attempt, Facts } from '#contract/facts';
import type { Inventory, StoreObject, Target } from '#contract/store-object';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import { preflight } from './checks';
import { gpoTarget } from './gpo-target';
import { blockRule, inputFor, ipsecRule, told, unavailable } from './testing/scene';

const policy = presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] });
const target: Target = { kind: 'gpo', gpo: 'corp.example\\FBS' };
const empty: Attempt<Inventory> = { available: true, value: { objects: [], enforcement: [] } };
const { facts: usual } = inputFor(policy);

const known = <T>(value: T): Attempt<T> => ({ available: true, value });
const member = {
  domain: known('corp.example'),
  domainController: known({ reachable: true, clockSkewSeconds: 0, writableController: 'dc1.corp.example' }),
};
const facts = (computer: Partial<Facts['computer']> = {}, gpo: Attempt<Inventory> = empty): Facts => ({
  ...usual,
  computer: { ...usual.computer, ...member, ...computer },
  gpo,
});
const found = (given: Facts, where: Target = target): readonly (readonly [string, string])[] =>
  gpoTarget.run({ target: where, facts: given }).map(({ code, severity }) => [code, severity]);

describe('the check of a Group Policy object', () => {
  it('is silent in the domain, with the object read and a writable controller known', () => {
    expect(found(facts())).toEqual([]);
  });

  it('is silent where the policy lands on this computer', () => {
    expect(found(facts({ domain: known(null) }), { kind: 'local' })).toEqual([]);
  });

  it('blocks in a workgroup, and where the object could not be read', () => {
    expect(found(facts({ domain: known(null) }))).toEqual([['gpo-without-domain', 'block']]);
    expect(found(facts({}, unavailable('no such object')))).toEqual([['gpo-unreadable', 'block']]);
  });

  it('warns of another domain, and where no writable controller is known', () => {
    expect(found(facts({ domain: known('other.example') }))).toEqual([['gpo-of-other-domain', 'warning']]);
    expect(found(facts({ domainController: unavailable('off Windows') }))).toEqual([
      ['writable-controller-unknown', 'warning'],
    ]);
  });

  it('takes letter case for no difference, and an unknown domain for none', () => {
    expect(found(facts({ domain: known('CORP.Example') }))).toEqual([]);
    expect(found(facts({ domain: unavailable('off Windows') }))).toEqual([]);
  });
});

describe('pre-flight for a Group Policy object', () => {
  it('asks nothing about the rules of the computer that edits it', () => {
    const input = inputFor(policy, { local: [] });
    const there = { ...input, facts: facts({ services: known([]) }), plan: { ...input.plan, target } };
    expect(preflight(input).map(({ code }) => code)).toContain('no-inbound-allow');
    expect(preflight(there)).toEqual([]);
  });

  it('still asks for the rights of the person', () => {
    const input = inputFor(policy);
    const there = { ...input, facts: facts({ elevated: known(false) }), plan: { ...input.plan, target } };
    expect(preflight(there).map(({ code }) => code)).toEqual(['not-elevated']);
  });
});

describe('pre-flight of the rules in a Group Policy object', () => {
  const kerberos = (options: Partial<PresetOptions> = {}): ReturnType<typeof presetPolicy> =>
    presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }], ...options });
  const objects = (...inIt: readonly StoreObject[]): Attempt<Inventory> => told({ objects: inIt, enforcement: [] });
  const others = (options: Partial<PresetOptions>): readonly StoreObject[] =>
    planChange(compile(kerberos({ id: 'other', port: 5000, ...options }), target), { objects: [], enforcement: [] })
      .expected;
  const inObject = (gpo: Attempt<Inventory>, computer: Partial<Facts['computer']> = {}): readonly string[] => {
    const input = inputFor(policy);
    const there = { ...input, facts: facts(computer, gpo), plan: { ...input.plan, target } };
    return preflight(there).map(({ code, severity }) => `${code} ${severity}`);
  };

  it('blocks a second policy of ours with other main-mode content for the same addresses, and no other', () => {
    expect(inObject(objects(...others({ protection: 'recommended' })))).toContain('main-mode-overlap-own block');
    expect(inObject(objects(...others({})))).toEqual([]);
  });

  it('finds a rule of others that would count in place of ours, or exempts more', () => {
    const none = { InboundSecurity: 'None', OutboundSecurity: 'None' };
    const narrow = ipsecRule({ ...none, Protocol: 'TCP', LocalPort: ['4531'], RemoteAddress: ['192.0.2.30'] });
    expect(inObject(objects(narrow))).toEqual(['ipsec-rule-overlap block']);
    expect(inObject(objects(ipsecRule(none)))).toEqual(['ipsec-rule-overlap warning']);
    expect(inObject(objects(ipsecRule()))).toContain('main-mode-overlap block');
  });

  it('finds a rule that closes the port', () => {
    expect(inObject(objects(blockRule()))).toEqual(['port-closed warning']);
  });

  it('asks the computer that edits it for the algorithms, and for sessions that the policy covers', () => {
    const old = { windows: told({ edition: 'Windows', build: '2600' }) };
    const input = inputFor(kerberos({ protection: 'recommended' }));
    const there = { ...input, facts: facts(old), plan: { ...input.plan, target } };
    expect(preflight(there).map(({ code }) => code)).toContain('algorithm-unknown');
    const session = { localAddress: '192.168.1.2', localPort: 3389, remoteAddress: '192.168.1.9', remotePort: 50_000 };
    const desktop = inputFor(kerberos({ port: 3389 }));
    const covered = {
      ...desktop,
      facts: facts({ connections: told([{ ...session, state: 'Established' }]) }),
      plan: { ...desktop.plan, target },
    };
    expect(preflight(covered).map(({ code }) => code)).toEqual(['covers-services', 'covers-own-session']);
  });
});
