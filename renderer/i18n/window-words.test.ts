import { describe, expect, it } from 'vitest';
import type { AppError } from '#contract/app-error';
import type { Finding, Sentences } from '#contract/finding';
import { errorTexts } from '#texts/errors.en';
import { findingTexts } from '#texts/findings.en';
import { sentences } from './en/sentences.en';

/** What only somebody at a command line can do something with: options, verbs by their names, variables. */
const commandLine =
  /--[a-z]|\b(?:rollback|preflight|recover|status|verify|simulate)\b|\bsettings (?:new|open|seal|show|check)\b|\bconfirm\b(?! )|\(confirm|\bremove takes|IPSEC_WIZARD_|standard input|as an argument|\bverb\b/u;

const lists = new Set(
  'policies left tasks commands differences problems parts names addresses algorithms rules services ports'.split(' '),
);
const inner = { code: 'key-needed', severity: 'block', context: {} } as const;
/** Stands for the context of every code: each blank is filled with something of its kind. */
const anyContext = (flag: boolean): object =>
  new Proxy(
    {},
    {
      get: (_, name) => {
        if (name === 'finding') return inner;
        if (['sealed', 'stillOn'].includes(String(name))) return flag;
        return lists.has(String(name)) ? ['one', 'two'] : 'x';
      },
    },
  );

const shownFor = (codes: readonly string[], say: (code: string, context: object) => Sentences): readonly string[] =>
  codes.flatMap((code) =>
    [true, false].flatMap((flag) =>
      Object.values(say(code, anyContext(flag))).flatMap((sentence: string) =>
        commandLine.test(sentence) ? [`${code}: ${sentence}`] : [],
      ),
    ),
  );

describe('what the window shows', () => {
  it('of every error has no words of the command line', () => {
    const say = (code: string, context: object): Sentences => sentences.error({ code, context } as unknown as AppError);
    expect(shownFor(Object.keys(errorTexts), say)).toEqual([]);
  });

  it('of every finding has no words of the command line', () => {
    const text = (code: string): string => String(Object.entries(findingTexts).find(([known]) => known === code)?.[1]);
    const say = (code: string, context: object): Sentences => {
      try {
        return sentences.finding({ code, severity: 'block', context } as unknown as Finding);
      } catch {
        // It looks a word up that no made-up context has: all that the function could say.
        return { happened: text(code), stateNow: '', whatNext: '' };
      }
    };
    expect(shownFor(Object.keys(findingTexts), say)).toEqual([]);
  });
});
