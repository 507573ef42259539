import { describe, expect, it } from 'vitest';
import { finding } from '#contract/finding';
import { remedyOf } from './remedies';

describe('the remedy of a finding', () => {
  it.each([
    [finding('not-elevated', 'block', { computer: 'PC' }), { kind: 'restart' }],
    [finding('backup-running', 'warning', { port: 'TCP 4531', count: 3 }), { kind: 'wait', count: 3 }],
    [finding('key-needed', 'note', {}), { kind: 'enter-key' }],
    [
      finding('any-address-is-for-tests', 'warning', { filterList: 'x' }, 'rules[0].filterList.filters[0]'),
      { kind: 'page', step: 'filter-list' },
    ],
    [finding('netsecurity-missing', 'block', { reason: 'x' }), { kind: 'again' }],
  ] as const)('is what the program can do: %j', (found, remedy) => {
    expect(remedyOf(found, true)).toEqual(remedy);
  });

  it('is none where nothing needs to be done, or only Windows can', () => {
    expect(remedyOf(finding('no-inbound-allow', 'warning', { port: 'TCP 4531' }), true)).toBeUndefined();
    expect(remedyOf(finding('not-elevated', 'block', { computer: 'PC' }), false)).toBeUndefined();
  });
});
