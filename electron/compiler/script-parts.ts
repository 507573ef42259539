/**
 * The parts of the stand-alone script that are the same for every policy: Windows PowerShell 5.1, printable ASCII, clean
 * under PSScriptAnalyzer. What a policy says enters elsewhere, by `quote` alone.
 */
import { quote } from './quote';

export const parameters = `[CmdletBinding()]
param(
    [securestring] $PreSharedKey,
    [switch] $Remove
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$WarningPreference = 'Continue'
$ProgressPreference = 'SilentlyContinue'
`;

/** Reads a property that may be missing or spelled otherwise, and the name of any object. */
export const readers = `# Whether a cmdlet shows a property under the name of its parameter or of its class is not documented: both are read.
function Get-FirstProperty {
    param($Object, [string[]] $In)
    foreach ($name in $In) {
        $property = $Object.PSObject.Properties[$name]
        if ($null -ne $property -and $null -ne $property.Value) { return , @($property.Value) }
    }
    return , @()
}

function Get-ObjectName {
    param($Object)
    $found = Get-FirstProperty -Object $Object -In @('IPsecRuleName', 'InstanceID', 'Name')
    if ($found.Count -eq 0) { return '' }
    return [string] $found[0]
}

function Test-IsOwn {
    param($Object, [string] $Pattern)
    return (Get-ObjectName -Object $Object) -cmatch $Pattern
}

# What an error says, for a person; a binder may repeat the value that it refused.
function Get-Reason {
    param($Record, [string] $Key)
    $text = [string] $Record.Exception.Message
    if ($Key.Length -gt 0) { $text = $text.Replace($Key, '***') }
    return $text
}
`;

const ownOf = (
  noun: string,
  store: string,
): string => `    Get-${noun} -All -PolicyStore ${quote(store)} -ErrorAction Stop |
        Where-Object { Test-IsOwn -Object $_ -Pattern $Pattern } |
        ForEach-Object { $found += @{ Kind = '${noun}'; Name = (Get-ObjectName -Object $_); Object = $_ } }`;

export const ruleNouns = ['NetIPsecRule', 'NetIPsecMainModeRule', 'NetFirewallRule'];
export const setNouns = ['NetIPsecPhase1AuthSet', 'NetIPsecQuickModeCryptoSet', 'NetIPsecMainModeCryptoSet'];

/** @param store what `-PolicyStore` takes */
export const own = (
  store: string,
): string => `# Everything of ours in the ${store === 'PersistentStore' ? 'local store' : 'Group Policy object'}, rules before the sets that they use.
function Get-OwnObject {
    param([string] $Pattern)
    $found = @()
${[...ruleNouns, ...setNouns].map((noun) => ownOf(noun, store)).join('\n')}
    return , $found
}
`;

export const key = `function Get-PlainKey {
    param([securestring] $Secure)
    if ($null -eq $Secure) {
        if ([Console]::IsInputRedirected) { throw 'The pre-shared key is needed: give -PreSharedKey, or run the script where it can ask.' }
        $Secure = Read-Host -AsSecureString -Prompt 'Pre-shared key'
    }
    $text = (New-Object System.Net.NetworkCredential -ArgumentList '', $Secure).Password
    if ($text -match '[|\\p{Cc}\\u2028\\u2029]') { throw 'The pre-shared key holds "|", a line end or another control character.' }
    if ($text -match '[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]') { throw 'The pre-shared key holds half a character.' }
    # One spelling for what looks the same: IKE compares bytes.
    $text = $text.Normalize([Text.NormalizationForm]::FormC)
    if ($text.Length -lt 1 -or $text.Length -gt 9999) { throw 'The pre-shared key has to have 1 to 9999 characters.' }
    return $text
}
`;

/** Takes back what the script has done so far, whether a step failed or somebody interrupted it. */
export const undoer = `# Newest first; what was never stored cannot be taken away, and reading back afterwards judges.
function Invoke-Undo {
    param([System.Collections.Stack] $Undo)
    while ($Undo.Count -gt 0) {
        $inverse = $Undo.Pop()
        try { & $inverse }
        catch { Write-Verbose (Get-Reason -Record $_) }
    }
}

# After Ctrl-C PowerShell does not listen to exit and would end with 0; a console that somebody works in stays open.
function Exit-Interrupted {
    param([int] $Code)
    if (@([Environment]::GetCommandLineArgs() | Where-Object { $_ -match '^[-/]f(i|il|ile)?$' }).Count -gt 0) { [Environment]::Exit($Code) }
    exit $Code
}
`;

export const elevation = `# Off Windows there is no such right to read, and that stops nothing.
function Test-MissingRight {
    try {
        $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
        $principal = New-Object Security.Principal.WindowsPrincipal -ArgumentList $identity
        return -not $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
    }
    catch {
        Write-Verbose 'Administrator rights cannot be read here.'
        return $false
    }
}
`;

export const selectorOf = (noun: string): string => (noun === 'NetIPsecRule' ? 'IPsecRuleName' : 'Name');
const callFor =
  (verb: string, indent: string, after = '') =>
  (noun: string): string =>
    `${indent}'${noun}' { ${verb}-${noun} -${selectorOf(noun)} $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop${after} }`;

export const removal = `# A rule that somebody has switched off stays so when the removal is undone.
function Test-Enabled {
    param($One)
    $shown = Get-FirstProperty -Object $One.Object -In @('Enabled')
    return $shown.Count -eq 0 -or @('True', '1') -contains [string] $shown[0]
}

# Rules are switched off first, which can be taken back; what is deleted afterwards cannot.
function Invoke-Removal {
    param($Own, [string] $Pattern)
    if ($Own.Count -eq 0) { Write-Output 'There is nothing of this policy on this computer.'; return }
    $disabled = New-Object System.Collections.Stack
    try {
        foreach ($one in $Own) {
            if (-not (Test-Enabled -One $one)) { continue }
            switch ($one.Kind) {
${ruleNouns.map(callFor('Disable', '                ', '; $disabled.Push($one)')).join('\n')}
            }
        }
    }
    catch {
        Write-Warning ('Not removed: ' + (Get-Reason -Record $_))
        while ($disabled.Count -gt 0) {
            $one = $disabled.Pop()
            switch ($one.Kind) {
${ruleNouns.map(callFor('Enable', '                ')).join('\n')}
            }
        }
        Write-Warning 'The rules are switched on as before.'
        exit 3
    }
    foreach ($one in $Own) {
        switch ($one.Kind) {
${[...ruleNouns, ...setNouns].map(callFor('Remove', '            ')).join('\n')}
        }
    }
    $left = Get-OwnObject -Pattern $Pattern
    if ($left.Count -gt 0) { throw ('These are left: ' + (($left | ForEach-Object { $_.Name }) -join ', ')) }
    Write-Output 'Removed; nothing of this policy is left on this computer.'
}
`;
