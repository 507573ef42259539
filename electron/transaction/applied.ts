import * as v from 'valibot';
import { AppFailure, fail } from '#contract/app-error';
import { findingSentences } from '#texts/findings.en';
import { sameTarget, type Target } from '#contract/store-object';
import type { Aside } from '#compiler/aside';
import type { Whose } from '#compiler/names';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { parsePolicy } from '#policy/parse';
import type { Level } from './enforcement';
import type { OwnFiles } from './own-files';

/** What is on this computer, so that `verify` and `status` work weeks later without file or key. Never a key. */
export interface AppliedPolicy {
  readonly policy: IpSecurityPolicy;
  readonly target: Target;
  readonly fingerprint: string;
  /** ISO 8601, UTC. */
  readonly appliedAt: string;
  readonly level: Level;
  readonly computer: string;
  readonly simulated: boolean;
  /** What is not ours and was put aside for this policy: given back when it goes. */
  readonly aside?: Aside | undefined;
}

const fileName = 'applied.json';
const format = 1;
const mostBytes = 8 * 1024 * 1024;

const targetSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('local') }),
  v.strictObject({ kind: v.literal('gpo'), gpo: v.pipe(v.string(), v.maxLength(512)) }),
]);
const shortText = v.pipe(v.string(), v.maxLength(512));
const asideSchema = v.strictObject({
  firewallRules: v.pipe(v.array(shortText), v.maxLength(256)),
  assignedPolicy: v.optional(v.strictObject({ path: shortText, name: shortText })),
});
const entrySchema = v.object({
  policy: v.unknown(),
  target: targetSchema,
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  appliedAt: v.pipe(v.string(), v.isoTimestamp()),
  level: v.picklist(['none', 'stored', 'enforced', 'proved']),
  computer: v.pipe(v.string(), v.maxLength(255)),
  simulated: v.boolean(),
  aside: v.optional(asideSchema),
});
const recordSchema = v.object({ format: v.literal(format), policies: v.pipe(v.array(entrySchema), v.maxLength(256)) });

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('record-damaged', { file, problem: 'it is no JSON' });
  }
}

const isNewer = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'format' in value && Number(value.format) > format;

const damaged = (issue: v.BaseIssue<unknown>, file: string): never =>
  fail('record-damaged', { file, problem: v.getDotPath(issue) ?? issue.message });

function parseEntry(entry: v.InferOutput<typeof entrySchema>, file: string): AppliedPolicy {
  const policy = parsePolicy(entry.policy);
  if (policy.ok) return { ...entry, policy: policy.value };
  const [first] = policy.error;
  const problem = first === undefined ? 'its policy' : findingSentences(first).happened;
  return fail('record-damaged', { file, problem });
}

/** Entries of a record that stand in another file, such as the journal. Throws AppFailure `record-damaged`. */
export function parseEntries(entries: readonly unknown[], file: string): readonly AppliedPolicy[] {
  return entries.map((entry) => {
    const parsed = v.safeParse(entrySchema, entry);
    return parsed.success ? parseEntry(parsed.output, file) : damaged(parsed.issues[0], file);
  });
}

function parseRecord(text: string, file: string): readonly AppliedPolicy[] {
  const json = parseJson(text, file);
  if (isNewer(json)) return fail('record-too-new', { file });
  const record = v.safeParse(recordSchema, json);
  return record.success
    ? record.output.policies.map((entry) => parseEntry(entry, file))
    : damaged(record.issues[0], file);
}

/** All policies recorded on this computer; empty where nothing has been applied. Throws AppFailure on a damaged record. */
export async function readApplied(files: OwnFiles): Promise<readonly AppliedPolicy[]> {
  const text = await files.read(fileName, { mostBytes });
  return text === undefined ? [] : parseRecord(text, files.pathOf(fileName));
}

/**
 * The same where a damaged record must not stand in the way: what is on the computer counts, and the record is written
 * anew. One of a newer version is never overwritten. Throws AppFailure.
 */
export async function readAppliedOrNone(files: OwnFiles): Promise<readonly AppliedPolicy[]> {
  try {
    return await readApplied(files);
  } catch (error) {
    if (error instanceof AppFailure && error.appError.code === 'record-damaged') return [];
    throw error;
  }
}

const textOf = (policies: readonly AppliedPolicy[]): string =>
  `${JSON.stringify({ format, policies }, undefined, 2)}\n`;

export const isFor =
  (policyId: string, role: Role) =>
  ({ policy }: AppliedPolicy): boolean =>
    policy.id === policyId && policy.role === role;

/**
 * Puts these entries in the place of whatever the record says of these policies in one place: none takes them out of it. Where that
 * changes nothing, nothing is written. Throws AppFailure.
 */
export async function rewriteApplied(
  files: OwnFiles,
  policies: readonly Whose[],
  entries: readonly AppliedPolicy[],
  target: Target = { kind: 'local' },
): Promise<void> {
  const known = await readAppliedOrNone(files);
  const isMeant = (entry: AppliedPolicy): boolean =>
    sameTarget(entry.target, target) && policies.some(({ policyId, role }) => isFor(policyId, role)(entry));
  const text = textOf([...known.filter((entry) => !isMeant(entry)), ...entries]);
  const there = await files.read(fileName, { mostBytes });
  // A damaged record is written anew; where there is none and nothing to say, there is none.
  if (text !== (there ?? textOf([]))) await files.write(fileName, text);
}
