import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gpoNameProblem, gpoParts } from './gpo-name';

describe('the name of a Group Policy object', () => {
  it.each([
    'corp.example\\FBS',
    'corp.example\\FBS backup, servers',
    'a.b\\Zażółć',
    `corp.example\\${'x'.repeat(255)}`,
  ])('%s is one', (gpo) => {
    expect(gpoNameProblem(gpo)).toBeUndefined();
  });

  it.each([
    ['', 'not-domain-and-name'],
    ['FBS', 'not-domain-and-name'],
    ['corp.example\\a\\b', 'not-domain-and-name'],
    ['CORP\\FBS', 'domain-not-full'],
    ['\\FBS', 'domain-not-full'],
    ['corp.example\\', 'name-impossible'],
    ['corp.example\\ FBS', 'name-impossible'],
    ['corp.example\\a|b', 'name-impossible'],
    ['corp.example\\a\nb', 'name-impossible'],
    [`corp.example\\${'x'.repeat(256)}`, 'name-impossible'],
  ] as const)('%j is none: %s', (gpo, problem) => {
    expect(gpoNameProblem(gpo)).toBe(problem);
  });

  it('is taken apart into what it was made of, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (domain, name) => {
        fc.pre(!domain.includes('\\'));
        expect(gpoParts(`${domain}\\${name}`)).toEqual({ domain, name });
      }),
    );
  });
});
