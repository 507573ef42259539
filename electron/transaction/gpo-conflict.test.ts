import { describe, expect, it } from 'vitest';
import type { PropertyValue, StoreObject } from '#contract/store-object';
import { changesBetween, changesOfOthers } from './gpo-conflict';

const rule = (name: string, properties: Readonly<Record<string, PropertyValue>> = {}): StoreObject => ({
  kind: 'NetIPsecRule',
  name,
  properties,
});
const store = (...objects: readonly StoreObject[]): { readonly objects: readonly StoreObject[] } => ({ objects });

describe('what somebody else has changed', () => {
  it('is nothing where nothing has', () => {
    expect(changesBetween(store(rule('a', { Mode: 'Transport' })), store(rule('a', { Mode: 'Transport' })))).toEqual(
      [],
    );
  });

  it('is told property by property, with what was and what is', () => {
    const before = store(rule('a', { Mode: 'Transport', RemoteAddress: ['192.0.2.1'] }), rule('gone'));
    const after = store(rule('a', { Mode: 'Tunnel', RemoteAddress: ['192.0.2.1'] }), rule('new'));
    expect(
      changesBetween(before, after).map(({ name, property, expected, found }) => [name, property, expected, found]),
    ).toEqual([
      ['a', 'Mode', 'Transport', 'Tunnel'],
      ['gone', '(the object)', 'present', '(absent)'],
      ['new', '(the object)', '(absent)', 'present'],
    ]);
  });

  it('leaves out what is ours, where only others are asked for', () => {
    const ours = rule('ipsecbw-fbs-server-rule-1');
    expect(changesOfOthers(store(), store(ours, rule('theirs'))).map(({ name }) => name)).toEqual(['theirs']);
  });
});
