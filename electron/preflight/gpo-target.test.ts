import { describe, expect, it } from 'vitest';
import type { Attempt, Facts } from '#contract/facts';
import type { Inventory, Target } from '#contract/store-object';
import { presetPolicy } from '#policy/presets';
import { preflight } from './checks';
import { gpoTarget } from './gpo-target';
import { inputFor, unavailable } from './testing/scene';

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
