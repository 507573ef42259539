/**
 * The parts of the stand-alone script that are about a Group Policy object: one session, saved at the end, and undone by
 * a second one. The parts for the local store are in script.ts and script-parts.ts.
 */
import type { Target } from '#contract/store-object';
import { isInSession, opening } from './gpo-session';
import type { ObjectStep } from './plan';
import { quote } from './quote';
import { renderInvocation } from './render';
import { ruleNouns, selectorOf, setNouns } from './script-parts';

type GpoTarget = Extract<Target, { readonly kind: 'gpo' }>;

const never = (): never => {
  throw new TypeError('Opening needs no step and no secret.');
};
const openCall = (target: GpoTarget): string => renderInvocation(opening(target), { step: never, secret: never });

/** Of firewall rules only `New-` takes a session: what takes them away writes the object at once, after the session. */
const removeAtOnce = (target: GpoTarget): string =>
  `Remove-NetFirewallRule -Name $one.Name -PolicyStore ${quote(target.gpo)} -ErrorAction Stop`;

const removeInSession = (noun: string): string =>
  `                '${noun}' { Remove-${noun} -${selectorOf(noun)} $one.Name -GPOSession $session -ErrorAction Stop }`;

const inSession = [...ruleNouns, ...setNouns].filter((noun) => noun !== 'NetFirewallRule');

export const gpoRemoval = (
  target: GpoTarget,
): string => `# One session, saved at the end: before that nothing has changed.
function Invoke-Removal {
    param($Own, [string] $Pattern)
    if ($Own.Count -eq 0) { Write-Output 'There is nothing of this policy in this Group Policy object.'; return }
    try {
        $session = ${openCall(target)}
        foreach ($one in $Own) {
            switch ($one.Kind) {
${inSession.map(removeInSession).join('\n')}
            }
        }
        Save-NetGPO -GPOSession $session -ErrorAction Stop
    }
    catch {
        $reason = Get-Reason -Record $_
        if ((Get-OwnObject -Pattern $Pattern).Count -ne $Own.Count) { throw $reason }
        Write-Warning ('Nothing was removed: ' + $reason)
        Write-Warning 'The Group Policy object is as before (read back).'
        exit 3
    }
    foreach ($one in $Own) {
        if ($one.Kind -eq 'NetFirewallRule') { ${removeAtOnce(target)} }
    }
    $left = Get-OwnObject -Pattern $Pattern
    if ($left.Count -gt 0) { throw ('These are left: ' + (($left | ForEach-Object { $_.Name }) -join ', ')) }
    Write-Output 'Removed; nothing of this policy is left in this Group Policy object. Computers lose it when they refresh.'
}
`;

/** What undoes a step of a session waits for the second session; what writes at once waits until that one is saved. */
export const undoStackFor = ({ inverse }: ObjectStep, target: Target): string =>
  target.kind === 'local' || isInSession(inverse) ? '$undo' : '$undoAfterwards';

export const gpoStacks = [
  '$undo = New-Object System.Collections.Stack',
  '$undoAfterwards = New-Object System.Collections.Stack',
  '$saved = $false',
];

/** Saving writes the whole object back, with what others have saved meanwhile lost: the last look, and then the deed. */
export const savingLines = (save: string): readonly string[] => [
  "if ((Get-OwnObject -Pattern $ownPattern).Count -gt 0) { throw 'Somebody else has changed the Group Policy object.' }",
  '$saved = $true',
  save,
];

export const gpoUndoing = (target: GpoTarget): string => `catch {
    Write-Warning ('Failed: ' + (Get-Reason -Record $_ -Key $plainKey))
    if (-not $saved) {
        Write-Warning 'Nothing was saved: the Group Policy object is as before.'
        exit 3
    }
    # Newest first, in a second session; what was never stored cannot be taken away, and the read-back below judges.
    try {
        $open_gpo = ${openCall(target)}
        while ($undo.Count -gt 0) {
            $inverse = $undo.Pop()
            try { & $inverse }
            catch { Write-Verbose (Get-Reason -Record $_) }
        }
        Save-NetGPO -GPOSession $open_gpo -ErrorAction Stop
    }
    catch { Write-Warning ('The second session failed: ' + (Get-Reason -Record $_)) }
    while ($undoAfterwards.Count -gt 0) {
        $inverse = $undoAfterwards.Pop()
        try { & $inverse }
        catch { Write-Verbose (Get-Reason -Record $_) }
    }
    $left = $null
    try { $left = Get-OwnObject -Pattern $ownPattern }
    catch { Write-Warning ('The Group Policy object could not be read back: ' + (Get-Reason -Record $_)) }
    if ($null -ne $left -and $left.Count -eq 0) {
        Write-Warning 'Everything was undone; the Group Policy object is as before (read back).'
        exit 3
    }
    if ($null -ne $left) { Write-Warning ('These are left: ' + (($left | ForEach-Object { $_.Name }) -join ', ')) }
    Write-Warning 'Run the script with -Remove to take away what is left.'
    exit 7
}
`;

export const gpoDone = (lines: readonly string[]): string =>
  [
    "Write-Output 'Done: the policy is saved in the Group Policy object and was read back.'",
    ...lines.map((line) => `Write-Output ${quote(line)}`),
    'exit 0',
    '',
  ].join('\n');
