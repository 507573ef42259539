import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { connectOutcomes } from './connect';
import { clearTextReasons, refusalReasons } from './outcome';
import { inShort, played, type Case } from './testing/case-ends';

const cases = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as readonly Case[];

const outcomesOf = (one: Case): readonly string[] => {
  const { connection, a, b, world } = played(one);
  return connectOutcomes(connection, a, b, world).map(inShort);
};

describe('the case table', () => {
  it('is large enough, cites a source for every case and names each once', () => {
    expect(cases.length).toBeGreaterThanOrEqual(70);
    expect(cases.filter(({ source }) => source.length < 8)).toEqual([]);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const outcomes = outcomesOf(one);
    expect(outcomes[0]).toBe(one.expected[0]);
    expect([...outcomes].sort()).toEqual([...one.expected].sort());
  });

  it('knows a case for every reason', () => {
    const seen = cases.flatMap(({ expected }) => expected).map((text) => text.split(' ')[1]);
    expect([...refusalReasons, ...clearTextReasons].filter((why) => !seen.includes(why))).toEqual([]);
  });
});
