import { armor, Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import type { AppError } from '#contract/app-error';
import { AppFailure } from '#contract/app-error';
import { errorSentences } from '#texts/error-sentences.en';
import { documentOf, plainText } from './document';
import { openBytes, type OpenedSettings } from './read';
import { examplePair, key, keyText, passphrase, quick } from './testing/examples';
import { mutated, type Random, randomOf } from './testing/mutate';
import { settingsText } from './write';

/** 500 in every run, 10,000 in `npm run test:long`. */
const count = process.env['MODE'] === 'long' ? 10_000 : 500;
const settings = examplePair();

/** Every piece of four letters of the key, in clear, in base64 wherever it begins, and in hexadecimal. */
const pieces = Array.from({ length: keyText.length - 3 }, (_, at) => keyText.slice(at, at + 4)).flatMap((piece) => [
  piece,
  Buffer.from(piece).toString('hex'),
  Buffer.from(piece).toString('base64').slice(0, 5),
]);
const leakIn = (text: string): string | undefined => pieces.find((piece) => text.includes(piece));

type Outcome = { readonly opened: OpenedSettings } | { readonly error: AppError };

async function outcomeOf(bytes: Uint8Array): Promise<Outcome> {
  try {
    return { opened: await openBytes(bytes, passphrase, 'stick/settings.age') };
  } catch (error) {
    if (error instanceof AppFailure) return { error: error.appError };
    throw error;
  }
}

/** What was said, and what of an opened file may be shown: all but the key. */
function answerOf(outcome: Outcome): string {
  if ('opened' in outcome) return JSON.stringify(outcome.opened);
  const sentences = errorSentences(outcome.error);
  for (const sentence of Object.values(sentences)) expect(sentence).toMatch(/^\S.*\.$/su);
  return JSON.stringify([outcome.error, sentences]);
}

interface Kind {
  readonly what: string;
  readonly share: number;
  readonly make: (random: Random) => Promise<Uint8Array>;
  /** What an opened one must be. */
  readonly judge: (opened: OpenedSettings, bytes: Uint8Array) => void;
}

const sealed = settingsText(settings, { passphrase, key, workFactor: quick });

/** Sealing authenticates: what opens is what was sealed, all of it. */
const isAsSealed = (opened: OpenedSettings): void => {
  expect(opened).toMatchObject(settings);
  expect(opened.key?.reveal()).toBe(keyText);
};

/** A plain file may be edited: what opens is then all that stands in it, and nothing that does not. */
const isAllOfIt = (opened: OpenedSettings, bytes: Uint8Array): void => {
  const { createdAt, sides, key: none } = opened;
  const text = new TextDecoder('utf-8').decode(bytes).trim();
  expect(none).toBeUndefined();
  expect(documentOf({ createdAt, sides })).toEqual(JSON.parse(text));
};

async function resealed(random: Random): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(quick);
  encrypter.setPassphrase(passphrase.reveal());
  // The key stays where it is: whoever moved it into a policy's name would have known it.
  const text = mutated(Buffer.from(JSON.stringify(documentOf(settings)).slice(0, -1)), random);
  return encrypter.encrypt(Buffer.concat([text, Buffer.from(`,"preSharedKey":"${keyText}"}`)]));
}

const kinds: readonly Kind[] = [
  {
    what: 'armored',
    share: 0.4,
    make: async (random) => mutated(Buffer.from(await sealed), random),
    judge: isAsSealed,
  },
  {
    what: 'sealed, binary',
    share: 0.3,
    make: async (random) => mutated(armor.decode(await sealed), random),
    judge: isAsSealed,
  },
  {
    what: 'plain',
    share: 0.2,
    make: (random) => Promise.resolve(mutated(Buffer.from(plainText(settings)), random)),
    judge: isAllOfIt,
  },
  {
    what: 'altered by somebody who knows the passphrase',
    share: 0.1,
    make: resealed,
    judge: ({ sides }) => {
      expect(Object.keys(sides)).not.toEqual([]);
    },
  },
];

describe(`of ${count} mutated files`, () => {
  it.each(kinds)(
    'those that are $what never crash, never half load, never give away the key',
    async ({ share, make, judge }) => {
      const codes = new Set<string>();
      for (let seed = 1; seed <= count * share; seed += 1) {
        const bytes = await make(randomOf(seed));
        const outcome = await outcomeOf(bytes);
        expect({ seed, leak: leakIn(answerOf(outcome)) }).toEqual({ seed, leak: undefined });
        if ('opened' in outcome) judge(outcome.opened, bytes);
        codes.add('error' in outcome ? outcome.error.code : 'opened');
      }
      // A mutation that does nothing would pass as well: several ways to fail must have been met.
      expect(codes.size).toBeGreaterThanOrEqual(3);
    },
    1_800_000,
  );
});

it('a piece of the key in an answer would be seen', () => {
  expect(leakIn(`x${keyText.slice(5, 10)}x`)).toBeDefined();
  expect(leakIn(Buffer.from(keyText).toString('hex'))).toBeDefined();
  expect(leakIn(JSON.stringify(settings))).toBeUndefined();
});
