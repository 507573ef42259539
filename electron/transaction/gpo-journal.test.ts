import { describe, expect, it } from 'vitest';
import type { Target } from '#contract/store-object';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { presetPolicy } from '#policy/presets';
import { parseBegun, targetOf, type Begun } from './journal-entry';

const target: Target = { kind: 'gpo', gpo: 'corp.example\\FBS', domainController: 'dc1.corp.example' };
const policy = presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] });
const { steps } = planChange(compile(policy, target), { objects: [], enforcement: [] });
const begun: Begun = {
  ...{ kind: 'begun', format: 1, at: '2026-11-21T10:00:00.000Z', changeId: '0123456789ab', who: 'CORP\\admin' },
  ...{ computer: 'PC', simulated: true, deed: 'apply', policies: [{ policyId: 'fbs', role: 'server' }] },
  ...{ target, fingerprint: '', wanted: [], former: [], steps, retire: [], before: [] },
};
const parsed = (value: object): Begun | { readonly problem: string } =>
  parseBegun(JSON.parse(JSON.stringify(value)), 'journal.jsonl');

describe('the journal of a change in a Group Policy object', () => {
  it('is read as it was written, with the object and the controller', () => {
    expect(parsed(begun)).toEqual(begun);
  });

  it('says nothing of a target where the change is on this computer', () => {
    const local = planChange(compile(policy, { kind: 'local' }), { objects: [], enforcement: [] });
    const { target: _, ...rest } = begun;
    const read = parsed({ ...rest, steps: local.steps });
    expect('problem' in read ? read : targetOf(read)).toEqual({ kind: 'local' });
  });

  it.each([
    ['the local store', { kind: 'local' }],
    ['another Group Policy object', { kind: 'gpo', gpo: 'corp.example\\Other' }],
  ])('is not believed where its calls are about %s', (_, other) => {
    expect(parsed({ ...begun, target: other })).toHaveProperty('problem');
  });
});
