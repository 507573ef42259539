import { describe, expect, it } from 'vitest';
import { presetPolicy, protections } from '#policy/presets';
import { changeFilters, changeKeyExchange, changeNegotiation } from './edit-policy';
import { protectionOf, withProtection } from './protection-of';

const article = presetPolicy({ role: 'workstation' });

describe('protectionOf', () => {
  it.each(protections)('knows %s by its content', (protection) => {
    expect(protectionOf(presetPolicy({ role: 'server', protection }))).toBe(protection);
    expect(protectionOf(withProtection(article, protection))).toBe(protection);
  });

  it('calls the smallest change of the protection "own"', () => {
    expect(protectionOf(changeNegotiation(article, (action) => ({ ...action, allowFallback: true })))).toBe('own');
    expect(protectionOf(changeKeyExchange(article, (exchange) => ({ ...exchange, lifetimeMinutes: 60 })))).toBe('own');
  });

  it('does not care for names and addresses', () => {
    const renamed = changeNegotiation(article, (action) => ({ ...action, name: 'Mine' }));
    expect(protectionOf(changeFilters(renamed, () => []))).toBe('article');
  });
});

describe('withProtection', () => {
  it('keeps the names and the filters that were typed', () => {
    const renamed = changeNegotiation(article, (action) => ({ ...action, name: 'Mine', description: 'Ours' }));
    const [rule] = withProtection(renamed, 'recommended').rules;
    expect(rule?.filterAction).toMatchObject({ name: 'Mine', description: 'Ours' });
    expect(rule?.filterList).toBe(renamed.rules[0]?.filterList);
  });
});
