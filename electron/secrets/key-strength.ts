import type { Secret } from '#contract/secret';
import { checkWordList } from './check-word-list';
import { commonPasswordWords } from './common-words';

/**
 * An estimate from below of the work that guessing a key takes, in bits: what is random counts by its alphabet, what
 * people choose (words, years, runs on the keyboard or in the alphabet, repetitions) counts by how many of its kind there
 * are. After the idea of zxcvbn (Wheeler, USENIX Security 2016) without its dictionaries: it errs towards too few bits.
 */
interface Piece {
  readonly length: number;
  readonly bits: number;
}

type Finder = (text: string) => Piece | undefined;

const words: ReadonlySet<string> = new Set([
  ...checkWordList.filter(({ length }) => length >= 4),
  ...commonPasswordWords,
]);
const longestWord = Math.max(...[...words].map(({ length }) => length));
const bitsOfWord = Math.log2(words.size);

/** What people put in the place of letters. */
const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const asLetters = (text: string): string =>
  text.toLowerCase().replaceAll(/[013457@$!]/gu, (sign) => lookAlikes[sign] ?? sign);

/** A word of the lists; capitals and look-alikes are two more bits each, however many. */
const word: Finder = (text) => {
  const most = Math.min(longestWord, text.length);
  for (let length = most; length >= 3; length -= 1) {
    const candidate = text.slice(0, length);
    if (!words.has(asLetters(candidate))) continue;
    const disguises = [candidate.toLowerCase() !== candidate, asLetters(candidate) !== candidate.toLowerCase()];
    return { length, bits: bitsOfWord + 2 * disguises.filter(Boolean).length };
  }
  return undefined;
};

const year: Finder = (text) => (/^(?:19|20)\d\d/u.test(text) ? { length: 4, bits: Math.log2(200) } : undefined);

/** The same few signs again and again: the first time, and how often. */
const repetition: Finder = (text) => {
  const found = /^(.{1,24}?)\1+/su.exec(text);
  const [whole = '', unit = ''] = found ?? [];
  return whole.length < 3
    ? undefined
    : { length: whole.length, bits: estimateText(unit) + Math.log2(whole.length / unit.length) };
};

const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
];
const allRuns = runs.flatMap((run) => [run, Array.from(run).toReversed().join('')]);

const sharedStart = (text: string, run: string): number => {
  let length = 0;
  while (length < text.length && text[length] === run[length]) length += 1;
  return length;
};

/** Part of the alphabet, of the digits or of a row of keys, either way. */
const run: Finder = (text) => {
  const lower = text.toLowerCase();
  const [first = ''] = lower;
  const lengths = allRuns
    .filter((all) => all.includes(first))
    .map((all) => sharedStart(lower, all.slice(all.indexOf(first))));
  const length = Math.max(0, ...lengths);
  return length < 3 ? undefined : { length, bits: Math.log2(allRuns.length * 26) + Math.log2(length) };
};

const letterRun = /^[\p{L}]{4,24}/u;
const vowel = /[aeiouyąęóáéíúü]/giu;

/** Something that can be said is a word or a name of some language: about 2.5 bits a letter, as in running text. */
const speakable: Finder = (text) => {
  const letters = letterRun.exec(text)?.[0] ?? '';
  const share = (letters.match(vowel)?.length ?? 0) / letters.length;
  const harsh = /[^aeiouyąęóáéíúü]{4}|[aeiouyąęóáéíúü]{4}/iu.test(letters);
  const said = share >= 0.25 && share <= 0.65 && !harsh;
  return said ? { length: letters.length, bits: 2.5 * letters.length } : undefined;
};

const finders: readonly Finder[] = [repetition, run, word, year, speakable];

/** How many signs there are of the kinds that occur. */
const alphabets: readonly (readonly [kind: RegExp, size: number])[] = [
  [/[a-z]/u, 26],
  [/[A-Z]/u, 26],
  [/[0-9]/u, 10],
  [/[ -/:-@[-`{-~]/u, 33],
  [/[^ -~]/u, 64],
];
const alphabetSize = (text: string): number =>
  alphabets.filter(([kind]) => kind.test(text)).reduce((size, [, more]) => size + more, 0);

/** Signs that seem random; never more than their variety allows, so that `aXaXXa` is not six of fifty-two. */
function bitsOfRandom(text: string): number {
  const signs = Array.from(text);
  if (signs.length === 0) return 0;
  const variety = new Set(signs).size;
  return signs.length * Math.min(Math.log2(Math.max(2, alphabetSize(text))), Math.log2(variety) + 2);
}

/** Each sign that tells nothing new: separators between groups are as good as known. */
const separators = /[-_ .,;:/]/gu;

interface Walked {
  readonly random: string;
  readonly bits: number;
}

/** Takes the text apart from the left: the cheapest piece that somebody might have chosen, else one sign as random. */
function walk(text: string): Walked {
  let random = '';
  let bits = 0;
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at, at + 200);
    const pieces = finders.flatMap((find) => find(rest) ?? []);
    const cheapest = pieces.toSorted((a, b) => a.bits / a.length - b.bits / b.length)[0];
    bits += cheapest?.bits ?? 0;
    random += cheapest === undefined ? (text[at] ?? '') : '';
    at += cheapest?.length ?? 1;
  }
  return { random, bits };
}

function estimateText(text: string): number {
  const { random, bits } = walk(text);
  const separatorCount = random.match(separators)?.length ?? 0;
  const signs = random.replaceAll(separators, '');
  return bits + bitsOfRandom(signs) + (separatorCount === 0 ? 0 : 2);
}

/** Longer keys are not looked at to their end: by then the answer is clear. */
const mostLookedAt = 512;

/** Estimated entropy of a key in bits, rounded down. */
export const estimateBits = (key: Secret): number => Math.floor(estimateText(key.reveal().slice(0, mostLookedAt)));
