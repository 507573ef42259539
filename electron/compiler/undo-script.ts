import type { Invocation, ParameterValue } from '#contract/invocation';
import { parseObjectName } from './names';
import type { RemovingInvocation, SwitchingInvocation } from './plan';
import { quote } from './quote';
import { renderInvocation } from './render';

export type UndoingInvocation = RemovingInvocation | SwitchingInvocation;

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

/** Longer literals are written once and named. */
const MOST_REPEATED = 60;
const CHANGE_ID = /^[0-9A-Za-z-]{1,64}$/u;

interface Named {
  readonly inverse: Invocation;
  /** `$value1 = '192.0.2.1','192.0.2.2'` */
  readonly values: readonly string[];
}

const step = (id: string): string => `$${id}`;
const secret = (): never => {
  throw new TypeError('Undoing never needs the key.');
};
const render = (invocation: Invocation): string => renderInvocation(invocation, { step, secret });

/** The literal of texts that are too long to be repeated. */
function longLiteral(value: ParameterValue): string | undefined {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = items.filter((item) => typeof item === 'string');
  if (texts.length === 0 || texts.length < items.length) return undefined;
  const literal = texts.map(quote).join(',');
  return literal.length > MOST_REPEATED ? literal : undefined;
}

/** A task of SYSTEM must not reach anybody else's objects: only calls about one object of ours, in the local store. */
function requireOwn({ cmdlet, parameters }: Invocation): void {
  const name = nameOf(parameters)[1];
  const isOwn = typeof name === 'string' && parseObjectName(name) !== undefined;
  if (!isOwn || parameters['PolicyStore'] !== 'PersistentStore') {
    throw new TypeError(`${cmdlet} does not undo something of ours in the local store.`);
  }
}

const nameOf = (parameters: Invocation['parameters']): readonly [string, ParameterValue | undefined] =>
  parameters['IPsecRuleName'] === undefined
    ? ['Name', parameters['Name']]
    : ['IPsecRuleName', parameters['IPsecRuleName']];

function withNamedValues(inverse: Invocation, at: number): Named {
  requireOwn(inverse);
  const values: string[] = [];
  const parameters = Object.entries(inverse.parameters).map(([parameter, value]): [string, ParameterValue] => {
    const literal = nameOf(inverse.parameters)[0] === parameter ? undefined : longLiteral(value);
    if (literal === undefined) return [parameter, value];
    const fromStep = `value${at + 1}${parameter}`;
    values.push(`${step(fromStep)} = ${literal}`);
    return [parameter, { fromStep }];
  });
  return { inverse: { cmdlet: inverse.cmdlet, parameters: Object.fromEntries(parameters) }, values };
}

/** A missing cmdlet is an object that was not found as well, and says nothing about the store. */
const isLeft = "$_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*'";
const attempt = (call: string, whenRefused: string): string => `try { ${call} } catch { ${whenRefused} }`;
const isRemoving = ({ cmdlet }: Invocation): boolean => cmdlet.startsWith('Remove-');

/** What is asked for again has failed for good, unless it is not there; of what is removed the read that follows tells. */
const secondAttempt = (inverse: Invocation): string =>
  attempt(render(inverse), isRemoving(inverse) ? '$failed++' : `if (${isLeft}) { $left++ }`);

function readBack({ cmdlet, parameters }: Invocation): string {
  const [parameter, name = ''] = nameOf(parameters);
  const read = render({
    cmdlet: cmdlet.replace('Remove-', 'Get-'),
    parameters: { [parameter]: name, PolicyStore: 'PersistentStore' },
  });
  return attempt(`if ($null -ne (${read})) { $left++ }`, `if (${isLeft}) { $left++ }`);
}

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

function undoing(inverses: readonly Invocation[]): readonly string[] {
  return [
    '$failed = 0',
    '$left = 0',
    ...inverses.map((inverse) => attempt(render(inverse), '$failed++')),
    '# What the others depended on may be gone by now.',
    'if ($failed -gt 0) {',
    ...inverses.map((inverse) => `    ${secondAttempt(inverse)}`),
    '}',
    ...inverses.filter(isRemoving).map(readBack),
    'if ($left -gt 0) { exit $left }',
  ];
}

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
 * own task. Carries out the inverses in their order, and all of them once more when one failed; what was not there
 * counts as undone, by category and id and never by message. Reads back that what it removed is gone. Exits with 0 when
 * nothing is left, and else with how much is left, so that Task Scheduler's next trigger tries again.
 * Throws TypeError for what is not ours to undo, and for an id that is none. Whether it fits: `undoScriptFits`.
 */
export function undoScript({ taskName, changeId, inverses, dryStart }: UndoScriptOptions): string {
  if (!CHANGE_ID.test(changeId)) throw new TypeError('That is no id of a change.');
  const named = inverses.map(withNamedValues);
  const lines = [
    ...title(changeId, dryStart),
    ...preparation(inverses.length),
    ...(dryStart ? ['exit 0'] : []),
    ...named.flatMap(({ values }) => values),
    ...undoing(named.map(({ inverse }) => inverse)),
    unregistering(taskName),
    'exit 0',
  ];
  return `${lines.join('\n')}\n`;
}
