import { describe, expect, it } from 'vitest';
import { finding } from '#contract/finding';
import { presetPolicy } from '#policy/presets';
import { findingsOf } from './findings';
import { obstacles, progress, type Situation } from './progress';
import { ownerOf, wizardSteps } from './steps';

const policy = presetPolicy({ role: 'server' });
const begun: Situation = {
  policy,
  findings: findingsOf(policy),
  keyKept: false,
  preflight: null,
  change: 'none',
  unfinished: false,
};
const kinds = (situation: Situation): readonly string[] => wizardSteps.map((step) => progress(step, situation).kind);

describe('progress', () => {
  it('lets nobody past Start before a role is chosen, and says why', () => {
    const none: Situation = { ...begun, policy: null, findings: [] };
    expect(kinds(none)).toEqual(['open', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked']);
    expect(progress('review', none)).toEqual({ kind: 'blocked', because: 'no-role' });
  });

  it('counts the prefilled pages as complete with their warnings, and keeps the rule open until a key is kept', () => {
    expect(kinds(begun)).toEqual(['complete', 'complete', 'complete', 'open', 'open', 'blocked', 'blocked']);
    expect(progress('filter-action', begun)).toEqual({ kind: 'complete', warnings: 2 });
    expect(progress('security-rule', { ...begun, keyKept: true }).kind).toBe('complete');
  });

  it('closes Review while a page needs attention, and names the page', () => {
    const wrong = { ...policy, keyExchange: { ...policy.keyExchange, lifetimeMinutes: 0 } };
    const situation = { ...begun, policy: wrong, findings: findingsOf(wrong) };
    expect(progress('filter-action', situation)).toEqual({ kind: 'attention', problems: 1 });
    expect(progress('review', situation)).toEqual({
      kind: 'blocked',
      because: 'page-needs-attention',
      step: 'filter-action',
    });
  });

  it('lets nobody leave a change that is running', () => {
    const running: Situation = { ...begun, keyKept: true, change: 'running' };
    expect(kinds(running)).toEqual(['blocked', 'blocked', 'blocked', 'blocked', 'blocked', 'open', 'blocked']);
  });

  it('keeps Outcome closed until a change is kept or undone, and the other pages open', () => {
    const pending: Situation = { ...begun, keyKept: true, change: 'pending', unfinished: true };
    expect(kinds(pending)).toEqual(['complete', 'complete', 'complete', 'complete', 'open', 'open', 'blocked']);
    expect(progress('outcome', pending)).toEqual({ kind: 'blocked', because: 'not-kept' });
  });

  it('opens Outcome after a change, whether it is in place or failed', () => {
    expect(progress('outcome', { ...begun, change: 'in-place' }).kind).toBe('complete');
    expect(progress('outcome', { ...begun, change: 'failed' }).kind).toBe('open');
    expect(progress('assign', { ...begun, change: 'failed' })).toEqual({ kind: 'attention', problems: 1 });
  });

  it('shows what the computer itself objects to at Review', () => {
    const refused = { ...begun, preflight: [finding('not-elevated', 'block', { computer: 'SRV01' })] };
    expect(progress('review', refused)).toEqual({ kind: 'attention', problems: 1 });
  });
});

describe('obstacles', () => {
  it('are the key and the check of a fresh draft', () => {
    expect(obstacles(begun)).toEqual(['key-missing', 'not-checked']);
  });

  it('are none with a key and a clean check', () => {
    expect(obstacles({ ...begun, keyKept: true, preflight: [] })).toEqual([]);
  });

  it('are one while a change is unfinished, whoever began it', () => {
    expect(obstacles({ ...begun, keyKept: true, preflight: [], unfinished: true })).toEqual(['unfinished']);
  });

  it('ask for no key where none is used', () => {
    const kerberos = presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] });
    const situation = { ...begun, policy: kerberos, findings: findingsOf(kerberos), preflight: [] };
    expect(obstacles(situation)).toEqual([]);
  });
});

describe('ownerOf', () => {
  it.each([
    ['rules[0].filterList.filters[3].source', 'filter-list'],
    ['rules[0].filterAction.kind', 'filter-action'],
    ['keyExchange.methods[1]', 'filter-action'],
    ['rules[0].authenticationMethods[0].authority', 'security-rule'],
    ['name', 'security-rule'],
  ])('sends %s to %s', (path, step) => {
    expect(ownerOf(finding('rules-missing', 'block', {}, path))).toBe(step);
  });
});
