import { expect } from 'vitest';
import { answerOf, type ErrorAnswer, type Ran } from './command-line';

/** What a language leaves in a sentence that nobody has finished. The validator of files says "received undefined" and means it. */
const unfinished = /\bundefined\b(?<!received undefined)|\[object|\bNaN\b/u;
const stack = /\n\s+at |node:internal|\.ts:\d+|\.js:\d+/u;
/** What colours or moves a cursor; a line end does not. */
const controls = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u;

/** What holds of everything that the program ever says to a person. */
export function expectCalmWords(words: string): void {
  expect(words).not.toMatch(stack);
  expect(words).not.toMatch(controls);
  expect(words).not.toMatch(unfinished);
}

/** Three sentences, each of them one. */
export function expectThreeSentences({ happened, stateNow, whatNext }: ErrorAnswer): void {
  for (const sentence of [happened, stateNow, whatNext]) {
    expect(sentence).toMatch(/^\S.*\S$/su);
    expect(sentence).not.toMatch(/\.\.$|: *\.$/u);
    expect(sentence).not.toMatch(stack);
    expect(sentence).not.toMatch(unfinished);
  }
  expect(happened).toMatch(/\.$/u);
  expect(stateNow).toMatch(/\.$/u);
}

/** One document on standard output with the error in it, the same sentences on standard error. */
export function expectError(ran: Ran, code: string, status: number): ErrorAnswer {
  const { error } = answerOf(ran);
  expect({ code: error?.code, status: ran.status }).toEqual({ code, status });
  if (error === undefined) throw new TypeError('there is no error');
  expectThreeSentences(error);
  expectCalmWords(ran.stderr);
  return error;
}
