/**
 * The parts of the stand-alone script that are the same for every policy: Windows PowerShell 5.1, printable ASCII, clean
 * under PSScriptAnalyzer. What a policy says enters elsewhere, by `quote` alone.
 */
export const parameters = `[CmdletBinding()]
param(
    [securestring] $PreSharedKey,
    [switch] $Remove
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
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
`;

export const own = `# Everything of ours in the local store, rules before the sets that they use.
function Get-OwnObject {
    param([string] $Pattern)
    $found = @()
    Get-NetIPsecRule -All -PolicyStore 'PersistentStore' -ErrorAction Stop |
        Where-Object { Test-IsOwn -Object $_ -Pattern $Pattern } |
        ForEach-Object { $found += @{ Kind = 'NetIPsecRule'; Name = (Get-ObjectName -Object $_); Object = $_ } }
    Get-NetIPsecMainModeRule -All -PolicyStore 'PersistentStore' -ErrorAction Stop |
        Where-Object { Test-IsOwn -Object $_ -Pattern $Pattern } |
        ForEach-Object { $found += @{ Kind = 'NetIPsecMainModeRule'; Name = (Get-ObjectName -Object $_); Object = $_ } }
    Get-NetFirewallRule -All -PolicyStore 'PersistentStore' -ErrorAction Stop |
        Where-Object { Test-IsOwn -Object $_ -Pattern $Pattern } |
        ForEach-Object { $found += @{ Kind = 'NetFirewallRule'; Name = (Get-ObjectName -Object $_); Object = $_ } }
    Get-NetIPsecPhase1AuthSet -All -PolicyStore 'PersistentStore' -ErrorAction Stop |
        Where-Object { Test-IsOwn -Object $_ -Pattern $Pattern } |
        ForEach-Object { $found += @{ Kind = 'NetIPsecPhase1AuthSet'; Name = (Get-ObjectName -Object $_); Object = $_ } }
    Get-NetIPsecQuickModeCryptoSet -All -PolicyStore 'PersistentStore' -ErrorAction Stop |
        Where-Object { Test-IsOwn -Object $_ -Pattern $Pattern } |
        ForEach-Object { $found += @{ Kind = 'NetIPsecQuickModeCryptoSet'; Name = (Get-ObjectName -Object $_); Object = $_ } }
    Get-NetIPsecMainModeCryptoSet -All -PolicyStore 'PersistentStore' -ErrorAction Stop |
        Where-Object { Test-IsOwn -Object $_ -Pattern $Pattern } |
        ForEach-Object { $found += @{ Kind = 'NetIPsecMainModeCryptoSet'; Name = (Get-ObjectName -Object $_); Object = $_ } }
    return , $found
}
`;

export const comparison = `# Addresses and ports of a rule are objects of their own.
function Get-Filter {
    param([string] $Kind, $Object)
    switch ($Kind) {
        'NetIPsecRule' {
            Get-NetFirewallAddressFilter -AssociatedNetIPsecRule $Object -ErrorAction Stop
            Get-NetFirewallPortFilter -AssociatedNetIPsecRule $Object -ErrorAction Stop
        }
        'NetIPsecMainModeRule' { Get-NetFirewallAddressFilter -AssociatedNetIPsecMainModeRule $Object -ErrorAction Stop }
        'NetFirewallRule' {
            Get-NetFirewallAddressFilter -AssociatedNetFirewallRule $Object -ErrorAction Stop
            Get-NetFirewallPortFilter -AssociatedNetFirewallRule $Object -ErrorAction Stop
        }
    }
}

# Every wanted value is there in one of its spellings, and there are no others. What is optional may be untold.
function Test-Property {
    param($Sources, $Wanted)
    foreach ($source in $Sources) {
        $values = @((Get-FirstProperty -Object $source -In $Wanted.In) | ForEach-Object { [string] $_ })
        if ($values.Count -eq 0) { continue }
        if ($values.Count -ne $Wanted.Is.Count) { return $false }
        foreach ($spellings in $Wanted.Is) {
            if (@($values | Where-Object { $spellings -ccontains $_ }).Count -eq 0) { return $false }
        }
        return $true
    }
    return $Wanted.Optional
}

function Test-Proposal {
    param($Found, $Wanted, [string] $Key)
    foreach ($property in $Wanted.Has) {
        if (-not (Test-Property -Sources @($Found) -Wanted $property)) { return $false }
    }
    if (-not $Wanted.Key -or $Key -eq '') { return $true }
    $stored = Get-FirstProperty -Object $Found -In @('PreSharedKey')
    return $stored.Count -eq 1 -and ([string] $stored[0]) -ceq $Key
}

function Test-Expected {
    param($Found, $Wanted, [string] $Key)
    $sources = @($Found.Object) + @(Get-Filter -Kind $Wanted.Kind -Object $Found.Object)
    foreach ($property in $Wanted.Has) {
        if (-not (Test-Property -Sources $sources -Wanted $property)) { return $false }
    }
    $proposals = Get-FirstProperty -Object $Found.Object -In @('Proposal', 'Proposals')
    if ($Wanted.Proposals.Count -eq 0) { return $true }
    if ($proposals.Count -ne $Wanted.Proposals.Count) { return $false }
    for ($at = 0; $at -lt $proposals.Count; $at++) {
        if (-not (Test-Proposal -Found $proposals[$at] -Wanted $Wanted.Proposals[$at] -Key $Key)) { return $false }
    }
    return $true
}

# The names of what is missing or not as the policy wants it.
function Get-Difference {
    param($Own, $Expected, [string] $Key)
    foreach ($wanted in $Expected) {
        $found = @($Own | Where-Object { $_.Kind -eq $wanted.Kind -and $_.Name -ceq $wanted.Name })
        if ($found.Count -ne 1 -or -not (Test-Expected -Found $found[0] -Wanted $wanted -Key $Key)) { $wanted.Name }
    }
}
`;

export const key = `function Get-PlainKey {
    param([securestring] $Secure)
    if ($null -eq $Secure) {
        if ([Console]::IsInputRedirected) { throw 'The pre-shared key is needed: give -PreSharedKey, or run the script where it can ask.' }
        $Secure = Read-Host -AsSecureString -Prompt 'Pre-shared key'
    }
    # One spelling for what looks the same: IKE compares bytes.
    $text = (New-Object System.Net.NetworkCredential -ArgumentList '', $Secure).Password.Normalize([Text.NormalizationForm]::FormC)
    if ($text.Length -lt 1 -or $text.Length -gt 9999) { throw 'The pre-shared key has to have 1 to 9999 characters.' }
    if ($text -match '[|\\p{Cc}\\p{Cs}\\u2028\\u2029]') { throw 'The pre-shared key holds "|", a line end or another control character.' }
    return $text
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

export const removal = `# Rules are switched off first, which can be taken back; what is deleted afterwards cannot.
function Invoke-Removal {
    param([string] $Pattern)
    $own = Get-OwnObject -Pattern $Pattern
    if ($own.Count -eq 0) { Write-Output 'There is nothing of this policy on this computer.'; return }
    $disabled = New-Object System.Collections.Stack
    try {
        foreach ($one in $own) {
            switch ($one.Kind) {
                'NetIPsecRule' { Disable-NetIPsecRule -IPsecRuleName $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop; $disabled.Push($one) }
                'NetIPsecMainModeRule' { Disable-NetIPsecMainModeRule -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop; $disabled.Push($one) }
                'NetFirewallRule' { Disable-NetFirewallRule -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop; $disabled.Push($one) }
            }
        }
    }
    catch {
        Write-Warning ('Not removed: ' + $_.Exception.Message)
        while ($disabled.Count -gt 0) {
            $one = $disabled.Pop()
            switch ($one.Kind) {
                'NetIPsecRule' { Enable-NetIPsecRule -IPsecRuleName $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop }
                'NetIPsecMainModeRule' { Enable-NetIPsecMainModeRule -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop }
                'NetFirewallRule' { Enable-NetFirewallRule -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop }
            }
        }
        Write-Warning 'The rules are switched on as before.'
        exit 3
    }
    foreach ($one in $own) {
        switch ($one.Kind) {
            'NetIPsecRule' { Remove-NetIPsecRule -IPsecRuleName $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop }
            'NetIPsecMainModeRule' { Remove-NetIPsecMainModeRule -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop }
            'NetFirewallRule' { Remove-NetFirewallRule -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop }
            'NetIPsecPhase1AuthSet' { Remove-NetIPsecPhase1AuthSet -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop }
            'NetIPsecQuickModeCryptoSet' { Remove-NetIPsecQuickModeCryptoSet -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop }
            'NetIPsecMainModeCryptoSet' { Remove-NetIPsecMainModeCryptoSet -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop }
        }
    }
    $left = Get-OwnObject -Pattern $Pattern
    if ($left.Count -gt 0) { throw ('These are left: ' + (($left | ForEach-Object { $_.Name }) -join ', ')) }
    Write-Output 'Removed; nothing of this policy is left on this computer.'
}
`;
