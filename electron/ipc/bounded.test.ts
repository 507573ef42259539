import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedCopy } from './bounded';

const bounds = { mostCharacters: 100, mostValues: 50, mostDepth: 5 };
const problem = (value: unknown): string | undefined => {
  const bounded = boundedCopy(value, bounds);
  return 'problem' in bounded ? bounded.problem : undefined;
};

describe('boundedCopy', () => {
  it('copies plain data to the letter', () => {
    const roomy = { mostCharacters: 1e6, mostValues: 1e5, mostDepth: 50 };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        fc.pre(!/__proto__|constructor|prototype/u.test(JSON.stringify(value)));
        // JSON knows one zero only.
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(boundedCopy(plain, roomy)).toEqual({ value: plain });
      }),
    );
  });

  it.each([
    ['a member named __proto__', JSON.parse('{"a":{"__proto__":{"polluted":true}}}')],
    ['a member named constructor', { constructor: { prototype: { polluted: true } } }],
    ['a member named prototype', [{ prototype: 1 }]],
  ])('refuses %s, and pollutes nothing', (_, value) => {
    expect(problem(value)).toBe('it holds a member with a forbidden name');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each<readonly [string, unknown]>([
    ['a map', new Map()],
    ['a date', new Date()],
    ['bytes', new Uint8Array(2)],
    ['a big number', 1n],
    ['undefined', { a: undefined }],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['an object of a class', new URL('app://wizard/')],
  ])('refuses %s', (_, value) => {
    expect(problem(value)).toBe('it holds something that is not plain data');
  });

  it('refuses numbers that are none', () => {
    expect([NaN, Infinity].map(problem)).toEqual(Array(2).fill('it holds a number that is none'));
  });

  it('refuses what is too large, too many, too deep or without end', () => {
    const round: Record<string, unknown> = {};
    round['again'] = round;
    expect(problem('x'.repeat(101))).toBe('it is too large');
    expect(problem({ ['x'.repeat(101)]: 1 })).toBe('it is too large');
    expect(problem(Array(51).fill(1))).toBe('it holds too many values');
    expect(problem([[[[[[1]]]]]])).toBe('it is nested too deeply');
    expect(problem(round)).toBe('it is nested too deeply');
  });

  it('does not walk a list of holes', () => {
    const began = Date.now();
    const holes: unknown[] = [];
    holes.length = 4e9;
    expect(problem(holes)).toBe('it holds too many values');
    // To walk it takes seconds.
    expect(Date.now() - began).toBeLessThan(1_000);
  });

  it('calls no getter twice and survives one that throws', () => {
    const value = Object.defineProperty({}, 'a', { enumerable: true, get: () => { throw new Error('hostile'); } }); // prettier-ignore
    expect(problem(value)).toBe('it cannot be read');
  });
});
