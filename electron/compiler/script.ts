import type { Invocation } from '#contract/invocation';
import { policyStoreOf, type Inventory, type Target } from '#contract/store-object';
import { groupPolicyTexts } from '#texts/group-policy.en';
import type { IpSecurityPolicy } from '#policy/model';
import { expectedLiteral } from './script-expected';
import { comparison } from './script-comparison';
import { gpoDone, gpoRemoval, gpoStacks, gpoUndoing, savingLines, undoStackFor } from './script-gpo';
import { elevation, key, own, parameters, readers, removal, undoer } from './script-parts';
import { compile } from './compile';
import { namePattern } from './names';
import { planChange } from './plan-change';
import { isObjectStep, type Plan, type PlanStep } from './plan';
import { quote } from './quote';
import { renderInvocation } from './render';

/** A comment of one line of printable ASCII, so that no text of a policy can leave it. */
const comment = (text: string): string => `# ${text.replaceAll(/[^ -~]/gu, '?')}`;

const variable = (stepId: string): string => `$${stepId.replaceAll(/[^A-Za-z0-9]/gu, '_')}`;

const call = (invocation: Invocation): string =>
  renderInvocation(invocation, { step: variable, secret: () => '$plainKey' });

const isSetName = (parameter: string): boolean => /(?:CryptoSet|AuthSet)$/u.test(parameter);

/**
 * The sets that a rule uses stand in a line of their own and are splatted: the long line of a rule stays readable, and
 * grammars of other tools, which know no digit in a parameter's name, can read the script.
 */
function creatingLines({ cmdlet, parameters }: Invocation): readonly string[] {
  const entries = Object.entries(parameters);
  const sets = entries.flatMap(([name, value]) =>
    isSetName(name) && typeof value === 'string' ? [`${name} = ${quote(value)}`] : [],
  );
  if (sets.length === 0) return [`$null = ${call({ cmdlet, parameters })}`];
  const others = Object.fromEntries(entries.filter(([name]) => !isSetName(name)));
  return [`$sets = @{ ${sets.join('; ')} }`, `$null = ${call({ cmdlet, parameters: others })} @sets`];
}

function callLines(step: PlanStep, target: Target): readonly string[] {
  if (step.inverse === null) return [`${variable(step.id)} = ${call(step.invocation)}`];
  if (!isObjectStep(step)) return savingLines(call(step.invocation));
  return [`${undoStackFor(step, target)}.Push({ ${call(step.inverse)} })`, ...creatingLines(step.invocation)];
}

function stepLines(step: PlanStep, target: Target): readonly string[] {
  const lines = callLines(step, target);
  return [comment(step.because), ...lines].map((line) => `    ${line}`);
}

const usesKey = (plan: Plan): boolean => plan.steps.some((step) => 'PreSharedKey' in step.invocation.parameters);

const holdsAndChanges = (target: Target): string =>
  target.kind === 'local'
    ? 'It holds no key: give -PreSharedKey, or it asks. It changes the local policy store and nothing else.'
    : `It holds and needs no key. It changes the Group Policy object ${target.gpo} and nothing else.`;

const heading = (policy: IpSecurityPolicy, plan: Plan): readonly string[] => [
  comment(`IPsec Backup Wizard: the policy ${policy.id} for the ${policy.role} as a stand-alone script.`),
  comment(policy.name),
  comment('Run it in an elevated Windows PowerShell 5.1; with -Remove it takes the policy away again.'),
  comment(holdsAndChanges(plan.target)),
  comment('Exit code: 0 done, or the same is already there; 2 other objects of ours are there, nothing touched;'),
  comment('3 nothing done, or undone: the computer is as before; 7 unknown, the text says what to do.'),
  comment(`Fingerprint: ${plan.fingerprint}`),
];

const definitions = (policy: IpSecurityPolicy, plan: Plan): readonly string[] => [
  `$ownPattern = ${quote('^ipsecbw-')}`,
  `$policyPattern = ${quote(namePattern({ policyId: policy.id, role: policy.role }))}`,
  '$expected = @(',
  ...plan.expected.map((object) => `    ${expectedLiteral(object)}`),
  ')',
  "$plainKey = ''",
];

/** Before anything is touched: what is missing ends here with 3, "the computer is as before". */
const preparation = (plan: Plan): readonly string[] => [
  "if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {",
  "    Write-Warning 'PowerShell is locked down on this computer. Nothing was changed; have Full Language Mode allowed for administrators.'",
  '    exit 3',
  '}',
  'if (Test-MissingRight) {',
  "    Write-Warning 'Administrator rights are missing. Nothing was changed; start Windows PowerShell as administrator.'",
  '    exit 3',
  '}',
  'try {',
  '    Import-Module -Name NetSecurity -ErrorAction Stop',
  usesKey(plan)
    ? '    if (-not $Remove) { $plainKey = Get-PlainKey -Secure $PreSharedKey }'
    : "    if ($null -ne $PreSharedKey) { Write-Warning 'This policy uses no pre-shared key; the one that was given is not used.' }",
  '    $present = Get-OwnObject -Pattern $ownPattern',
  '}',
  'catch {',
  "    Write-Warning ('Nothing was changed: ' + (Get-Reason -Record $_ -Key $plainKey))",
  '    exit 3',
  '}',
  '',
];

const removing = `if ($Remove) {
    try {
        Invoke-Removal -Own @($present | Where-Object { $_.Name -cmatch $policyPattern }) -Pattern $policyPattern
        exit 0
    }
    catch {
        Write-Warning ('Not everything was removed: ' + (Get-Reason -Record $_))
        Write-Warning 'Run the script with -Remove once more, or delete the objects named ipsecbw-... by hand.'
        exit 7
    }
}
`;

const alreadyThere = `if ($present.Count -gt 0) {
    $same = $present.Count -eq $expected.Count
    if ($same) {
        try { $same = @(Get-Difference -Own $present -Expected $expected -Key $plainKey).Count -eq 0 }
        catch { Write-Warning ('What is there could not be compared: ' + (Get-Reason -Record $_ -Key $plainKey)); $same = $false }
    }
    if ($same) { Write-Output 'The same policy is already in place; nothing was changed.'; exit 0 }
    Write-Warning ('Nothing was changed: other objects of ours are there: ' + (($present | ForEach-Object { $_.Name }) -join ', '))
    Write-Warning 'Remove that policy first, or change it with the program.'
    exit 2
}
`;

const localStacks = ['$undo = New-Object System.Collections.Stack', '$ended = $false'];

const applying = (plan: Plan): readonly string[] => [
  ...(plan.target.kind === 'gpo' ? gpoStacks : localStacks),
  'try {',
  ...plan.steps.flatMap((step) => stepLines(step, plan.target)),
  '    $wrong = @(Get-Difference -Own (Get-OwnObject -Pattern $policyPattern) -Expected $expected -Key $plainKey)',
  "    if ($wrong.Count -gt 0) { throw ('What is stored is not what was asked for: ' + ($wrong -join ', ')) }",
  ...(plan.target.kind === 'gpo' ? [] : ['    $ended = $true']),
  '}',
];

const undoing = `catch {
    $ended = $true
    Write-Warning ('Failed: ' + (Get-Reason -Record $_ -Key $plainKey))
    Invoke-Undo -Undo $undo
    $left = $null
    try { $left = Get-OwnObject -Pattern $ownPattern }
    catch { Write-Warning ('The store could not be read back: ' + (Get-Reason -Record $_)) }
    if ($null -ne $left -and $left.Count -eq 0) {
        Write-Warning 'Everything was undone; the computer is as before (read back).'
        exit 3
    }
    if ($null -ne $left) { Write-Warning ('These are left: ' + (($left | ForEach-Object { $_.Name }) -join ', ')) }
    Write-Warning 'Run the script with -Remove to take away what is left.'
    exit 7
}
finally {
    # Ctrl-C goes past the catch, and a warning is not shown any more then; the console still is.
    if (-not $ended) {
        [Console]::WriteLine('Interrupted; what was done so far is being undone.')
        Invoke-Undo -Undo $undo
        $left = $null
        try { $left = Get-OwnObject -Pattern $ownPattern }
        catch { [Console]::WriteLine('The store could not be read back.') }
        if ($null -ne $left -and $left.Count -eq 0) {
            [Console]::WriteLine('Everything was undone; the computer is as before (read back).')
            Exit-Interrupted -Code 3
        }
        [Console]::WriteLine('Something may be left. Run the script with -Remove to take it away.')
        Exit-Interrupted -Code 7
    }
}
`;

const done = `Write-Output 'Done: the policy is stored and was read back.'
exit 0
`;

interface Parts extends Readonly<Record<'removal' | 'undoing' | 'done', string>> {
  readonly undoer: readonly string[];
}

/** What is different where the script edits a Group Policy object. */
const partsFor = ({ target }: Plan): Parts =>
  target.kind === 'local'
    ? { removal, undoer: [undoer], undoing, done }
    : {
        removal: gpoRemoval(target),
        undoer: [],
        undoing: gpoUndoing(target),
        done: gpoDone(groupPolicyTexts.administrator(target.gpo)),
      };

const nothing: Inventory = { objects: [], enforcement: [] };

/**
 * The policy as a script that stands alone: the steps of the plan for a computer, or for a Group Policy object, without
 * anything of ours, with the same names and the same undoing, for Windows PowerShell 5.1 and later. Printable ASCII;
 * holds no key.
 */
export function standAloneScript(policy: IpSecurityPolicy, target: Target = { kind: 'local' }): string {
  const plan = planChange(compile(policy, target), nothing);
  const parts = partsFor(plan);
  return [
    ...heading(policy, plan),
    parameters,
    ...[readers, own(policyStoreOf(target)), comparison, parts.removal, ...parts.undoer, elevation],
    ...(usesKey(plan) ? [key] : []),
    ...definitions(policy, plan),
    '',
    ...preparation(plan),
    removing,
    alreadyThere,
    ...applying(plan),
    parts.undoing,
    parts.done,
  ].join('\n');
}
