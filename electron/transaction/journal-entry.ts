import * as v from 'valibot';
import { assignedPolicyKind, objectKinds, policyStoreOf, type StoreObject, type Target } from '#contract/store-object';
import { isAsideCall } from '#compiler/aside';
import { parseObjectName, type Whose } from '#compiler/names';
import type { PlanStep, RemovingInvocation } from '#compiler/plan';
import { parseEntries, type AppliedPolicy } from './applied';
import { nameIn } from './named';

/**
 * The first line of a journal: everything that undoing needs, also for a program that knows nothing else. Calls name the
 * key (`{ secret }`) and never hold it.
 */
export interface Begun {
  readonly kind: 'begun';
  readonly format: 1;
  /** ISO 8601, UTC, as of all entries. */
  readonly at: string;
  readonly changeId: string;
  readonly who: string;
  readonly computer: string;
  readonly simulated: boolean;
  readonly deed: 'apply' | 'remove';
  readonly policies: readonly Whose[];
  /** Where the change is made; this computer's own store where it is not told. */
  readonly target?: Target;
  /** Empty for a removal. */
  readonly fingerprint: string;
  /** What the record says of these policies once the change is kept; empty for a removal. */
  readonly wanted: readonly AppliedPolicy[];
  /** What the record said of them before. */
  readonly former: readonly AppliedPolicy[];
  readonly steps: readonly PlanStep[];
  readonly retire: readonly RemovingInvocation[];
  /** The snapshot: all objects of ours as they were, and what the steps put aside or give back. They touch nothing else. */
  readonly before: readonly StoreObject[];
}

const here: Target = { kind: 'local' };
export const targetOf = ({ target }: Pick<Begun, 'target'>): Target => target ?? here;

type At<Entry> = Entry & { readonly at: string };

/** One line after the first. A step has a line before it and one after it. */
export type JournalEntry = At<
  | { readonly kind: 'armed'; readonly until: string }
  | { readonly kind: 'unarmed'; readonly reason: string }
  | { readonly kind: 'step'; readonly id: string }
  | {
      readonly kind: 'step-ended';
      readonly id: string;
      readonly state: 'done' | 'failed' | 'unknown';
      readonly reason?: string | undefined;
    }
  | { readonly kind: 'applied'; readonly level: AppliedPolicy['level']; readonly evidence: readonly string[] }
  | { readonly kind: 'pending'; readonly until: string }
  | { readonly kind: 'extended'; readonly until: string }
  | { readonly kind: 'keeping'; readonly because: KeepReason; readonly level: AppliedPolicy['level'] }
  | { readonly kind: 'kept' }
  /** Lines stood here that could not be read: every step may have run. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'finished'; readonly left: readonly string[] }
  | { readonly kind: 'undoing'; readonly because: string }
  | { readonly kind: 'undone'; readonly by: 'program' | 'automatic undo' | 'somebody else' }
  | { readonly kind: 'undo-incomplete'; readonly left: readonly string[]; readonly commands: readonly string[] }
>;

/** Keeping is earned by the level that the role needs, or asked for by a person and recorded as such. */
export type KeepReason = 'level-reached' | 'asked-for';

/** An entry without its moment, which the journal adds. */
export type NewEntry = JournalEntry extends infer Entry
  ? Entry extends JournalEntry
    ? Omit<Entry, 'at'>
    : never
  : never;

const text = v.pipe(v.string(), v.maxLength(20_000));
const moment = v.pipe(v.string(), v.isoTimestamp());
const texts = v.pipe(v.array(text), v.maxLength(10_000));
const level = v.picklist(['none', 'stored', 'enforced', 'proved']);
const entry = <Kind extends string, Entries extends v.ObjectEntries>(kind: Kind, entries: Entries) =>
  v.object({ kind: v.literal(kind), at: moment, ...entries });

export const entrySchema: v.GenericSchema<unknown, JournalEntry> = v.variant('kind', [
  entry('armed', { until: moment }),
  entry('unarmed', { reason: text }),
  entry('step', { id: text }),
  entry('step-ended', { id: text, state: v.picklist(['done', 'failed', 'unknown']), reason: v.optional(text) }),
  entry('applied', { level, evidence: texts }),
  entry('pending', { until: moment }),
  entry('extended', { until: moment }),
  entry('keeping', { because: v.picklist(['level-reached', 'asked-for']), level }),
  entry('kept', {}),
  entry('damaged', {}),
  entry('finished', { left: texts }),
  entry('undoing', { because: text }),
  entry('undone', { by: v.picklist(['program', 'automatic undo', 'somebody else']) }),
  entry('undo-incomplete', { left: texts, commands: texts }),
]);

const call = v.object({ cmdlet: v.pipe(v.string(), v.maxLength(64)), parameters: v.record(v.string(), v.unknown()) });
const undoing = new RegExp(`^(?:Remove|Set|Enable|Disable)-(?:${objectKinds.join('|')})$`, 'u');

/**
 * Whoever could write to the journal must not reach anybody else's objects by it: a call that undoes names one of ours, or
 * gives back what was put aside.
 */
const isOwn = (given: v.InferOutput<typeof call>): boolean =>
  given.cmdlet === 'Open-NetGPO' ||
  (undoing.test(given.cmdlet) && parseObjectName(nameIn(given as RemovingInvocation)) !== undefined) ||
  isAsideCall(given as RemovingInvocation);
const ownCall = v.pipe(call, v.check(isOwn, 'it undoes something that is not ours'));

const gpoName = v.pipe(v.string(), v.maxLength(512));
const target: v.GenericSchema<unknown, Target> = v.variant('kind', [
  v.strictObject({ kind: v.literal('local') }),
  v.pipe(
    v.strictObject({ kind: v.literal('gpo'), gpo: gpoName, domainController: v.optional(gpoName) }),
    v.transform(({ kind, gpo, domainController }) => ({ kind, gpo, ...(domainController && { domainController }) })),
  ),
]);

/** Whether a call stays where the change was made: in its store, or in a session of it. */
function isIn(where: Target, given: v.InferOutput<typeof call>): boolean {
  const { parameters } = given;
  if (isAsideCall(given as RemovingInvocation)) return where.kind === 'local';
  const { PolicyStore: store, GPOSession: session } = parameters;
  return session === undefined ? store === policyStoreOf(where) : store === undefined && where.kind === 'gpo';
}

const whose = v.object({ policyId: v.pipe(v.string(), v.maxLength(64)), role: v.picklist(['server', 'workstation']) });
const applied = v.pipe(v.array(v.unknown()), v.maxLength(256));

const begunEntries = v.object({
  kind: v.literal('begun'),
  format: v.literal(1),
  at: moment,
  changeId: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/u)),
  who: text,
  computer: text,
  simulated: v.boolean(),
  deed: v.picklist(['apply', 'remove']),
  policies: v.pipe(v.array(whose), v.maxLength(256)),
  target: v.optional(target),
  fingerprint: text,
  wanted: applied,
  former: applied,
  steps: v.pipe(
    v.array(v.object({ id: text, because: text, invocation: call, inverse: v.nullable(ownCall) })),
    v.maxLength(10_000),
  ),
  retire: v.pipe(v.array(ownCall), v.maxLength(10_000)),
  before: v.pipe(
    v.array(
      v.object({
        kind: v.picklist([...objectKinds, assignedPolicyKind]),
        name: text,
        properties: v.record(v.string(), v.unknown()),
      }),
    ),
    v.maxLength(10_000),
  ),
});

/** The calls that undo and delete, each in the store that the journal says it is about. */
const begunSchema = v.pipe(
  begunEntries,
  v.check(
    ({ target: where = here, steps, retire }) =>
      [...steps.flatMap(({ inverse }) => inverse ?? []), ...retire].every((one) => isIn(where, one)),
    'it undoes something in another store',
  ),
);

/** The first line, from unknown: undefined and a problem in words where it is none. Throws AppFailure on a bad policy in it. */
export function parseBegun(value: unknown, file: string): Begun | { readonly problem: string } {
  const parsed = v.safeParse(begunSchema, value);
  if (!parsed.success) return { problem: v.getDotPath(parsed.issues[0]) ?? parsed.issues[0].message };
  const { wanted, former, ...rest } = parsed.output;
  // The calls were typed when they were planned, and are ours (checked above); parameters are bound by the host.
  return { ...rest, wanted: parseEntries(wanted, file), former: parseEntries(former, file) } as unknown as Begun;
}
