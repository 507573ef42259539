import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import type { KeyComparison } from '#contract/store-object';
import type { Secret } from '#contract/secret';
import type { ScriptError } from './envelope';
import type { Row } from './gateway';

/** What PowerShell answered to one read: rows, or why not. */
export type ReadAnswer = { readonly rows: readonly Row[] } | { readonly error: ScriptError };

const rowSchema = v.record(v.string(), v.unknown());
const answersSchema = v.object({
  answers: v.array(
    v.union([
      v.strictObject({ rows: v.array(rowSchema) }),
      v.strictObject({ error: v.object({ id: v.string(), category: v.string(), message: v.string() }) }),
    ]),
  ),
});

/** Four levels of objects, each in a list, and one to spare: see the projection's own limit. */
const MOST_LEVELS = 16;

/** How a digest that came back compares with the digest of the key that was given. */
export type CompareDigest = (digest: unknown) => KeyComparison;

/** PowerShell digests the stored key as it stands (UTF-8, not normalised) under the same random key. */
export function digestComparison(digestKey: Uint8Array, key: Secret | undefined): CompareDigest {
  if (key === undefined) return () => 'not-compared';
  const expected = createHmac('sha256', digestKey).update(key.reveal(), 'utf8').digest('hex');
  return (digest) => (digest === expected ? 'same' : 'different');
}

/** The answers to `count` reads, from unknown, with a comparison in place of every key; undefined: not answers. */
export function parseReadAnswers(
  answer: unknown,
  count: number,
  compare: CompareDigest,
): readonly ReadAnswer[] | undefined {
  const parsed = v.safeParse(answersSchema, answer);
  if (!parsed.success || parsed.output.answers.length !== count) return undefined;
  return parsed.output.answers.map((one) =>
    'error' in one ? one : { rows: one.rows.map((row) => cleanRow(row, compare, 0)) },
  );
}

const holdsKey = (property: string): boolean => ['presharedkey', 'psk'].includes(property.toLowerCase());

const cleanRow = (row: object, compare: CompareDigest, level: number): Row =>
  Object.fromEntries(
    Object.entries(row).map(([property, value]) => [
      property,
      holdsKey(property) ? compare(value) : cleanValue(value, compare, level + 1),
    ]),
  );

function cleanValue(value: unknown, compare: CompareDigest, level: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (level > MOST_LEVELS) return null;
  if (Array.isArray(value)) return value.map((item: unknown) => cleanValue(item, compare, level + 1));
  return cleanRow(value, compare, level);
}
