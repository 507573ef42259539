import type { Invocation, ParameterValue } from '#contract/invocation';
import { parseObjectName } from './names';
import { isAsideCall } from './aside';
import type { UndoingInvocation } from './plan';
import { quote } from './quote';
import { renderInvocation } from './render';

export interface UndoScriptOptions {
  /** The scheduled task that carries the script, in the folder `\`: what the script deletes when nothing is left. */
  readonly taskName: string;
  readonly changeId: string;
  /** Newest first. */
  readonly inverses: readonly UndoingInvocation[];
  /** Whether it only shows that it could run: it then ends with 0 before the first inverse. */
  readonly dryStart: boolean;
}

/** Task Scheduler replaces the variable itself; what it starts is the Windows PowerShell of every Windows. */
export const undoProgram = '%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
/** Nothing is a file, so no execution policy has anything to say about the script. */
export const undoArguments = '-NoProfile -NonInteractive -ExecutionPolicy Bypass -EncodedCommand ';

/** CreateProcess takes 32,767 letters with the final zero; the rest is room for a Windows in a longer folder. */
const MOST_COMMAND_LINE = 32_766 - 200;
/** Base64 of UTF-16: four letters for three bytes, and a letter is two. */
const encodedLength = (script: string): number => Math.ceil((script.length * 2) / 3) * 4;

/** Whether a task can start the script: it travels in the command line, which holds about 12,100 letters of script. */
export const undoScriptFits = (script: string): boolean =>
  undoProgram.length + 1 + undoArguments.length + encodedLength(script) <= MOST_COMMAND_LINE;

const CHANGE_ID = /^[0-9A-Za-z-]{1,64}$/u;

/** Calls that follow each other and differ in the name of their object only. */
interface Group {
  readonly cmdlet: string;
  readonly parameter: 'Name' | 'IPsecRuleName';
  readonly names: readonly string[];
  readonly others: Invocation['parameters'];
  /** The variable with the names, where there are several. */
  readonly variable: string;
}

const step = (id: string): string => `$${id}`;
const secret = (): never => {
  throw new TypeError('Undoing never needs the key.');
};
const render = (invocation: Invocation): string => renderInvocation(invocation, { step, secret });

const nameOf = ({ parameters }: Invocation): readonly ['Name' | 'IPsecRuleName', ParameterValue | undefined] =>
  parameters['IPsecRuleName'] === undefined
    ? ['Name', parameters['Name']]
    : ['IPsecRuleName', parameters['IPsecRuleName']];

/**
 * A task of SYSTEM must not reach anybody else's objects: only calls about one object of ours, in the local store, and what
 * gives back or puts aside by consent (aside.ts).
 */
function groupOf(inverse: Invocation): Omit<Group, 'variable'> {
  const { cmdlet, parameters } = inverse;
  const [parameter, name] = nameOf(inverse);
  if (typeof name !== 'string' || !(isOwnCall(inverse, name) || isAsideCall(inverse))) {
    throw new TypeError(`${cmdlet} does not undo something of ours in the local store.`);
  }
  const others = Object.fromEntries(Object.entries(parameters).filter(([other]) => other !== parameter));
  return { cmdlet, parameter, names: [name], others };
}

const isOwnCall = ({ parameters }: Invocation, name: string): boolean =>
  parseObjectName(name) !== undefined && parameters['PolicyStore'] === 'PersistentStore';

const sameCall = (one: Omit<Group, 'variable'>, other: Omit<Group, 'variable'>): boolean =>
  one.cmdlet === other.cmdlet &&
  one.parameter === other.parameter &&
  JSON.stringify(one.others) === JSON.stringify(other.others);

/** In their order: only neighbours are joined. */
function grouped(inverses: readonly Invocation[]): readonly Group[] {
  const groups: Omit<Group, 'variable'>[] = [];
  for (const next of inverses.map(groupOf)) {
    const last = groups.at(-1);
    if (last === undefined || !sameCall(last, next)) groups.push(next);
    else groups[groups.length - 1] = { ...last, names: [...last.names, ...next.names] };
  }
  return groups.map((group, at) => ({ ...group, variable: `names${at + 1}` }));
}

/** `$names1 = 'ipsecbw-fbs-server-rule2-1','ipsecbw-fbs-server-rule-1'` */
const namesOf = ({ names, variable }: Group): readonly string[] =>
  names.length > 1 ? [`${step(variable)} = ${names.map(quote).join(',')}`] : [];

/** What is done with one object of a group, done with all of them. */
function withEach({ names, variable }: Group, deed: (name: ParameterValue) => string): string {
  const [only, ...more] = names;
  return only !== undefined && more.length === 0
    ? deed(only)
    : `foreach ($name in ${step(variable)}) { ${deed({ fromStep: 'name' })} }`;
}

/** A missing cmdlet is an object that was not found as well, and says nothing about the store. */
const isLeft = "$_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*'";
/** Of a value that is not in the registry the provider says InvalidArgument (RegistryProvider.cs), not ObjectNotFound. */
const isLeftInRegistry = `(${isLeft}) -and $_.FullyQualifiedErrorId -notlike 'System.Management.Automation.PSArgumentException*'`;
const leftOf = ({ cmdlet }: Pick<Group, 'cmdlet'>): string =>
  cmdlet === 'Remove-ItemProperty' ? isLeftInRegistry : isLeft;
const attempt = (call: string, whenRefused: string): string => `try { ${call} } catch { ${whenRefused} }`;
const isRemoving = ({ cmdlet }: Pick<Group, 'cmdlet'>): boolean => cmdlet.startsWith('Remove-Net');

/** What cannot be read back, or need not be: whether the service runs, the call that starts it anew tells. */
const isOnlyTried = ({ cmdlet }: Pick<Group, 'cmdlet'>): boolean =>
  isRemoving({ cmdlet }) || cmdlet === 'Start-Service';

/** What failed in the last attempt has failed for good, unless it is not there; of what is removed the read tells. */
const undoEach = (group: Group): string =>
  withEach(group, (name) => {
    const call = render({ cmdlet: group.cmdlet, parameters: { [group.parameter]: name, ...group.others } });
    return attempt(call, isOnlyTried(group) ? '$failed++' : `$failed++; if (${leftOf(group)}) { $left++ }`);
  });

const readBack = (group: Group): string =>
  withEach(group, (name) => {
    const cmdlet = group.cmdlet.replace('Remove-', 'Get-');
    const read = render({ cmdlet, parameters: { [group.parameter]: name, PolicyStore: 'PersistentStore' } });
    return attempt(`if ($null -ne (${read})) { $left++ }`, `if (${isLeft}) { $left++ }`);
  });

const title = (changeId: string, dryStart: boolean): readonly string[] =>
  dryStart
    ? [
        `# IPsec Backup Wizard: shows that change ${changeId} could be undone by a task. Changes nothing, ends before that.`,
        '# The wizard starts it once before the change and deletes it; a task of this name may be deleted at any time.',
      ]
    : [
        `# IPsec Backup Wizard: undoes change ${changeId}, unless somebody keeps that change in time.`,
        '# Deletes this task when everything is undone; until then it is tried again every minute and at each start.',
      ];

/** The read names nothing that is there: it takes no time among thousands of rules, and reaches the store all the same. */
const preparation = (count: number): readonly string[] => [
  "$ErrorActionPreference = 'Stop'",
  'try {',
  '    Import-Module -Name NetSecurity -ErrorAction Stop',
  "    $null = Get-NetIPsecRule -IPsecRuleName 'ipsecbw' -PolicyStore 'PersistentStore' -ErrorAction Stop",
  '} catch {',
  `    if (${isLeft}) { exit ${Math.max(1, count)} }`,
  '}',
];

const undoing = (groups: readonly Group[]): readonly string[] => [
  ...groups.flatMap(namesOf),
  '$failed = 0',
  '$left = 0',
  '# Once more where something failed: what others depended on may be gone by then.',
  'foreach ($attempt in 1,2) {',
  '    if ($attempt -eq 1 -or $failed -gt 0) {',
  '        $left = 0',
  ...groups.map((group) => `        ${undoEach(group)}`),
  '    }',
  '}',
  '# What was removed has to be gone.',
  ...groups.filter(isRemoving).map(readBack),
  'if ($left -gt 0) { exit $left }',
];

const unregistering = (taskName: string): string =>
  attempt(
    render({
      cmdlet: 'Unregister-ScheduledTask',
      parameters: { TaskName: taskName, TaskPath: '\\', Confirm: false },
    }),
    `if (${isLeft}) { exit 1 }`,
  );

/**
 * The script of the automatic undo: Windows PowerShell 5.1, lines of printable ASCII, nothing but NetSecurity and its
 * own task. Carries out the inverses in their order, and all of them once more when one failed; neighbours that differ
 * in their object's name only are one line, which is what makes room for many objects. What was not there
 * counts as undone, by category and id and never by message. Reads back that what it removed is gone. Exits with 0 when
 * nothing is left, and else with how much is left, so that Task Scheduler's next trigger tries again.
 * Throws TypeError for what is not ours to undo, and for an id that is none. Whether it fits: `undoScriptFits`.
 */
export function undoScript({ taskName, changeId, inverses, dryStart }: UndoScriptOptions): string {
  if (!CHANGE_ID.test(changeId)) throw new TypeError('That is no id of a change.');
  const groups = grouped(inverses);
  const lines = [
    ...title(changeId, dryStart),
    ...preparation(inverses.length),
    ...(dryStart ? ['exit 0'] : []),
    ...undoing(groups),
    unregistering(taskName),
    'exit 0',
  ];
  return `${lines.join('\n')}\n`;
}
