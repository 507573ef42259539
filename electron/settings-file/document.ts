import * as v from 'valibot';
import { fail } from '#contract/app-error';
import type { Finding } from '#contract/finding';
import { Secret } from '#contract/secret';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { parsePolicy } from '#policy/parse';
import { findingSentences } from '#texts/findings.en';
import { currentFormat, migrate, type JsonObject } from './migrate';

/** What tells our files from other JSON; also the first words that somebody reads in an editor. */
export const kindOfDocument = 'IPsec Backup Wizard settings';

/** Both sides of one backup system, or one of them. */
export type Sides =
  | { readonly server: IpSecurityPolicy; readonly workstation?: IpSecurityPolicy }
  | { readonly server?: never; readonly workstation: IpSecurityPolicy };

/** What is in a settings file, but for the key. */
export interface Settings {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly sides: Sides;
}

/** What was in a file that has been read. */
export interface SettingsWithKey extends Settings {
  readonly key: Secret | undefined;
  /** What the ledger on the stick is authenticated by: 64 hexadecimal digits. A file of format 1 holds none. */
  readonly ledgerSecret: Secret | undefined;
}

/** In the order in which they are written and shown. */
export const policiesIn = ({ server, workstation }: Sides): readonly IpSecurityPolicy[] =>
  [server, workstation].filter((policy) => policy !== undefined);

/** The members of the file, without a key: what a plain file holds, and what is sealed together with the key. */
export const documentOf = ({ createdAt, sides }: Settings): JsonObject => ({
  kind: kindOfDocument,
  format: currentFormat,
  createdAt,
  ...sides,
});

/** Readable, for a person and for a comparison of files. */
export const plainText = (settings: Settings): string => `${JSON.stringify(documentOf(settings), undefined, 2)}\n`;

/** A policy is eight levels deep. */
const mostLevels = 16;

/** Iterative, because the depth itself is the attack. */
function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) return true;
    level = level
      .filter((item) => typeof item === 'object' && item !== null)
      .flatMap((item): readonly unknown[] => Object.values(item));
  }
  return false;
}

const schema = v.strictObject({
  kind: v.literal(kindOfDocument),
  format: v.literal(currentFormat),
  createdAt: v.pipe(v.string(), v.maxLength(64), v.isoTimestamp()),
  server: v.optional(v.unknown()),
  workstation: v.optional(v.unknown()),
  preSharedKey: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
  ledgerSecret: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u))),
});
const members: readonly string[] = Object.keys(schema.entries);

/** Names a member only where it is one of ours: what stands in a damaged file may be a piece of the key. */
function problemOf(issue: v.BaseIssue<unknown>): string {
  const [first] = issue.path ?? [];
  const name = String(first?.key);
  return members.includes(name) && issue.expected !== 'never'
    ? `its member "${name}" is not as it should be`
    : 'it has a member that is unknown';
}

/** Where a file holds a key, what is wrong is said without a word of its content. */
function policyProblem(role: Role, findings: readonly Finding[], withKey: boolean): string {
  const [first] = findings;
  if (withKey || first === undefined) return `its policy of the ${role} is not one that this program takes`;
  const where = first.path === undefined ? '' : ` (${role}.${first.path})`;
  return `${findingSentences(first).happened.replace(/\.$/u, '')}${where}`;
}

interface Origin {
  readonly file: string;
  readonly withKey: boolean;
}

function side(role: Role, value: unknown, { file, withKey }: Origin): IpSecurityPolicy {
  const parsed = parsePolicy(value);
  if (!parsed.ok) return fail('settings-damaged', { file, problem: policyProblem(role, parsed.error, withKey) });
  if (parsed.value.role !== role)
    return fail('settings-damaged', { file, problem: `its policy of the ${role} is one of the other role` });
  return parsed.value;
}

function sidesOf({ server, workstation }: v.InferOutput<typeof schema>, origin: Origin): Sides {
  const other = workstation === undefined ? {} : { workstation: side('workstation', workstation, origin) };
  if (server !== undefined) return { server: side('server', server, origin), ...other };
  if (workstation === undefined) return fail('settings-damaged', { file: origin.file, problem: 'it holds no policy' });
  return { workstation: side('workstation', workstation, origin) };
}

const secretOf = (text: string | undefined): Secret | undefined => (text === undefined ? undefined : new Secret(text));

/** Anything that was read as JSON into settings. Throws AppFailure; no error holds a piece of a key. */
export function parseDocument(value: unknown, file: string): SettingsWithKey {
  if (isTooDeep(value)) return fail('settings-damaged', { file, problem: `it nests deeper than ${mostLevels} levels` });
  const parsed = v.safeParse(schema, migrate(value, file), { abortEarly: true });
  if (!parsed.success) return fail('settings-damaged', { file, problem: problemOf(parsed.issues[0]) });
  const { createdAt, preSharedKey, ledgerSecret } = parsed.output;
  const withKey = preSharedKey !== undefined || ledgerSecret !== undefined;
  return {
    createdAt,
    sides: sidesOf(parsed.output, { file, withKey }),
    key: secretOf(preSharedKey),
    ledgerSecret: secretOf(ledgerSecret),
  };
}
