import { AppFailure } from '#contract/app-error';
import { here, type ObjectKind } from '#contract/store-object';
import { canBePutAside, type Aside } from '#compiler/aside';
import { belongsTo, type Whose } from '#compiler/names';
import type { ObjectReference } from '#compiler/plan';
import { quote } from '#compiler/quote';
import { breakGlassTexts as texts } from '#texts/break-glass.en';
import { label, policiesOn } from './own-policies';
import type { Place } from './place';
import { inventoryOf, isIn } from './store-of-target';
import { factsOnceKept, orphanUndos, recordedNow, seenOn, unfinishedIn } from './unfinished';
import type { Facts } from '#contract/facts';
import { isFor, readAppliedOrNone, type AppliedPolicy } from '#transaction/applied';
import { undoTaskName } from '#transaction/undo-task';

export interface BreakGlassPolicy extends Whose {
  /** All that is in the store of this policy; sets and what is not its own are left out of the page. */
  readonly objects: readonly ObjectReference[];
  /** What is not ours and was put aside for it. */
  readonly aside?: Aside | undefined;
}

export interface BreakGlass {
  readonly computer: string;
  readonly policies: readonly BreakGlassPolicy[];
  /** Names of rules that a change which waits to be kept has taken out of use: nobody is to switch them on again. */
  readonly leaving?: readonly string[];
  /** The scheduled task of a change that is not kept yet. */
  readonly undoTask?: string;
  /** The Group Policy object that holds them; absent: this computer. */
  readonly gpo?: string;
}

/**
 * What can be switched off, in the order in which that is done: what closes the port to the rest stays for longest, and
 * comes back first. Sets do nothing by themselves.
 */
const switchable = ['NetIPsecRule', 'NetIPsecMainModeRule', 'NetFirewallRule'] as const satisfies readonly ObjectKind[];
type Switchable = (typeof switchable)[number];

interface Rule {
  readonly kind: Switchable;
  readonly name: string;
}

const nameParameter = (kind: Switchable): string => (kind === 'NetIPsecRule' ? 'IPsecRuleName' : 'Name');
const selecting = (kind: Switchable, names: readonly string[], store: string): string =>
  `-${nameParameter(kind)} ${names.map(quote).join(',')} -PolicyStore ${store}`;

/** One rule a line: a line can be typed from paper, and one that fails leaves the others. */
const off =
  (store: string) =>
  ({ kind, name }: Rule): string =>
    `Disable-${kind} ${selecting(kind, [name], store)}`;
const on =
  (store: string) =>
  ({ kind, name }: Rule): string =>
    `Enable-${kind} ${selecting(kind, [name], store)}`;

function rulesOf({ policyId, role, objects }: BreakGlassPolicy): readonly Rule[] {
  const own = objects.filter(({ name }) => belongsTo(name, policyId, role));
  return switchable.flatMap((kind) =>
    own.flatMap((object) => (object.kind === kind ? [{ kind, name: object.name }] : [])),
  );
}

/** One question for each noun, whichever policy. */
const questions = (rules: readonly Rule[], store: string): readonly string[] =>
  switchable.flatMap((kind) => {
    const names = rules.flatMap((rule) => (rule.kind === kind ? [rule.name] : []));
    return names.length === 0 ? [] : [`(Get-${kind} ${selecting(kind, names, store)}).Enabled`];
  });

const command = (text: string): string => `    ${text}`;

interface Listed {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** A single policy has been named above. */
const commandsOf = (listed: readonly Listed[], commands: (rules: readonly Rule[]) => readonly string[]) =>
  listed.flatMap(({ title, rules }) => [
    ...(listed.length > 1 ? [`  ${texts.policy(title)}`] : []),
    ...commands(rules).map(command),
  ]);

const undoing = (undoTask: string | undefined): readonly (readonly string[])[] =>
  undoTask === undefined
    ? []
    : [[texts.undo, command(`Start-ScheduledTask -TaskName ${quote(undoTask)} -TaskPath ${quote('\\')}`)]];

const localStore = 'PersistentStore';

/** Rules of others that are off for these policies, each of them once. */
const putAside = (policies: readonly BreakGlassPolicy[]): readonly Rule[] =>
  [...new Set(policies.flatMap(({ aside }) => aside?.firewallRules ?? []))]
    .filter(canBePutAside)
    .map((name) => ({ kind: 'NetFirewallRule', name }));

const unassigned = (policies: readonly BreakGlassPolicy[]): readonly string[] =>
  policies.flatMap(({ aside }) =>
    aside?.assignedPolicy === undefined ? [] : [texts.unassigned(inOneLine(aside.assignedPolicy.name))],
  );

/** Before ours is off, and after ours is on again: in between nothing else may let the port in. */
function givenBack(policies: readonly BreakGlassPolicy[]): Record<'first' | 'last', readonly (readonly string[])[]> {
  const rules = putAside(policies);
  const policy = unassigned(policies).map((text) => [text]);
  if (rules.length === 0) return { first: policy, last: [] };
  const lines = [...rules.map(on(localStore)), ...questions(rules, localStore)];
  return {
    first: [[texts.backOn, ...lines.map(command)], ...policy],
    last: [[texts.backOff, ...rules.map(off(localStore)).map(command)]],
  };
}

const whenOf = ({ first }: ReturnType<typeof givenBack>): readonly string[] =>
  first.length === 0 ? texts.when : texts.whenAside;

/** `1. first line`, the others as they are. */
const numbered = (parts: readonly (readonly string[])[]): readonly string[] =>
  parts.flatMap(([first = '', ...others], at) => [`${at + 1}. ${first}`, ...others]);
const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line, at) => (at === 0 ? line : `   ${line}`));

/** A name that comes from a computer must not look like a line of this page. */
const inOneLine = (text: string): string =>
  Array.from(text.replace(/[\p{C}\p{Z}]/gu, ' '))
    .slice(0, 64)
    .join('');

/**
 * Half a page of plain text, "If backups stop": the commands of Windows PowerShell that switch off the rules of these
 * policies by exact name, give back what was put aside for them, and nothing else, and those that switch them on again. Commands stand four blanks in. At most
 * 25 lines for a policy of one security rule. Names no key.
 */
export function breakGlass({ computer: given, policies, leaving = [], undoTask, gpo }: BreakGlass): string {
  const stays = ({ name }: Rule): boolean => !leaving.includes(name);
  const computer = inOneLine(gpo ?? given);
  const store = gpo === undefined ? localStore : quote(gpo);
  const others = givenBack(gpo === undefined ? policies : []);
  const listed = policies
    .map((policy) => ({ title: label(policy), rules: rulesOf(policy) }))
    .filter(({ rules }) => rules.length > 0);
  if (listed.length === 0) return `${texts.title}\n\n${texts.nothing(computer)}\n`;
  const parts = [
    [gpo === undefined ? texts.open : texts.openInDomain],
    ...undoing(undoTask),
    ...others.first,
    [texts.off, ...commandsOf(listed, (rules) => rules.map(off(store)))],
    [
      texts.see,
      ...questions(
        listed.flatMap(({ rules }) => rules.filter(stays)),
        store,
      ).map(command),
    ],
    ...(gpo === undefined ? [] : [[texts.refresh, command('gpupdate /target:computer /force')]]),
    indented(gpo === undefined ? texts.meaning : texts.meaningInGpo),
    [texts.on, ...commandsOf(listed, (rules) => rules.filter(stays).toReversed().map(on(store)))],
    ...others.last,
  ];
  const head = [
    texts.title,
    (gpo === undefined ? texts.where : texts.whereInGpo)(
      computer,
      listed.map(({ title }) => title),
    ),
    ...(gpo === undefined ? whenOf(others) : texts.whenInGpo),
  ];
  return `${[...head, ...numbered(parts)].join('\n')}\n`;
}

/** With what the record says was put aside; a record that cannot be read leaves the rest of the page. */
async function withAside(
  place: Place,
  policies: readonly BreakGlassPolicy[],
  facts: Facts,
): Promise<readonly BreakGlassPolicy[]> {
  const recorded = await recordedHere(place, facts);
  return policies.map((one) => ({ ...one, aside: recorded.find(isFor(one.policyId, one.role))?.aside }));
}

async function recordedHere(place: Place, facts: Facts): Promise<readonly AppliedPolicy[]> {
  try {
    const { standing } = await seenOn(place, facts);
    return (await recordedNow(place, standing, readAppliedOrNone)).filter(isIn(here));
  } catch (error) {
    if (error instanceof AppFailure) return [];
    throw error;
  }
}

async function leavingOn(place: Place, facts: Facts): Promise<readonly string[]> {
  const { standing } = await seenOn(place, facts);
  const staying = new Set(factsOnceKept(facts, standing).persistent.objects);
  return facts.persistent.objects.filter((one) => !staying.has(one)).map(({ name }) => name);
}

/** The task that undoes what is not kept yet. The page must not depend on a journal: without one the task itself is asked for. */
async function armedUndo(place: Place, facts: Facts): Promise<string | undefined> {
  try {
    const waiting = await unfinishedIn(place, facts, here);
    return waiting === undefined || waiting.undoAt === null ? undefined : undoTaskName(waiting.changeId);
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error;
    return (await orphanUndos(place, { kind: 'finished' }, facts))[0];
  }
}

/** The page for a computer as it is now: by the objects that are there, recorded or not; undefined where none is ours. */
export async function breakGlassOn(place: Place, facts: Facts, target = here): Promise<string | undefined> {
  const { objects } = inventoryOf(target, facts);
  const there = policiesOn(facts, [], target).map((whose) => ({ ...whose, objects }));
  const computer = facts.computer.computerName;
  if (there.length === 0) return undefined;
  if (target.kind === 'gpo') return breakGlass({ computer, policies: there, gpo: target.gpo });
  const policies = await withAside(place, there, facts);
  const undoTask = await armedUndo(place, facts);
  const leaving = await leavingOn(place, facts);
  return breakGlass({ computer, policies, leaving, ...(undoTask === undefined ? {} : { undoTask }) });
}
