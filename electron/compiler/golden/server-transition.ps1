# IPsec Backup Wizard: the policy fbs for the server as a stand-alone script.
# FBS secure connection
# Run it in an elevated Windows PowerShell 5.1; with -Remove it takes the policy away again.
# It holds no key: give -PreSharedKey, or it asks. It changes the local policy store and nothing else.
# Exit code: 0 done, or the same is already there; 2 other objects of ours are there, nothing touched;
# 3 nothing done, or undone: the computer is as before; 7 unknown, the text says what to do.
# Fingerprint: dfdb32cddc40457fe8076cc78fc13e3129944b560232a313e76987e157123079
[CmdletBinding()]
param(
    [securestring] $PreSharedKey,
    [switch] $Remove
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$WarningPreference = 'Continue'
$ProgressPreference = 'SilentlyContinue'

# Whether a cmdlet shows a property under the name of its parameter or of its class is not documented: both are read.
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

# Everything of ours in the local store, rules before the sets that they use.
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

# Addresses, ports, interfaces, programs and what is demanded of IPsec are objects of their own.
function Get-Filter {
    param([string] $Kind, $Object, [bool] $Demands)
    switch ($Kind) {
        'NetIPsecRule' {
            Get-NetFirewallAddressFilter -AssociatedNetIPsecRule $Object -ErrorAction Stop
            Get-NetFirewallPortFilter -AssociatedNetIPsecRule $Object -ErrorAction Stop
            try { Get-NetFirewallInterfaceTypeFilter -AssociatedNetIPsecRule $Object -ErrorAction Stop }
            catch { Write-Verbose 'The interface type is not told here.' }
        }
        'NetIPsecMainModeRule' { Get-NetFirewallAddressFilter -AssociatedNetIPsecMainModeRule $Object -ErrorAction Stop }
        'NetFirewallRule' {
            Get-NetFirewallAddressFilter -AssociatedNetFirewallRule $Object -ErrorAction Stop
            Get-NetFirewallPortFilter -AssociatedNetFirewallRule $Object -ErrorAction Stop
            if ($Demands) { Get-NetFirewallSecurityFilter -AssociatedNetFirewallRule $Object -ErrorAction Stop }
            try {
                Get-NetFirewallInterfaceTypeFilter -AssociatedNetFirewallRule $Object -ErrorAction Stop
                Get-NetFirewallApplicationFilter -AssociatedNetFirewallRule $Object -ErrorAction Stop
                Get-NetFirewallServiceFilter -AssociatedNetFirewallRule $Object -ErrorAction Stop
            } catch { Write-Verbose 'The interface type, the program or the service is not told here.' }
        }
    }
}

# By code units: -ceq takes composed letters for decomposed ones and overlooks what has no width.
function Test-SameText {
    param([string] $One, [string] $Other, [bool] $Exact)
    $comparison = [StringComparison]::OrdinalIgnoreCase
    if ($Exact) { $comparison = [StringComparison]::Ordinal }
    return [string]::Equals($One, $Other, $comparison)
}

function Test-AnySpelling {
    param([string[]] $Values, [string[]] $Spellings, [bool] $Exact)
    foreach ($value in $Values) {
        foreach ($spelling in $Spellings) {
            if (Test-SameText -One $value -Other $spelling -Exact $Exact) { return $true }
        }
    }
    return $false
}

# Every wanted value is there in one of its spellings, and there are no others. What is optional may be untold.
function Test-Property {
    param($Sources, $Wanted, [hashtable] $Names)
    foreach ($source in $Sources) {
        $values = @((Get-FirstProperty -Object $source -In $Wanted.In) | ForEach-Object { [string] $_ })
        if ($values.Count -eq 0) { continue }
        if (-not $Wanted.Exact) { $values = @($values | ForEach-Object { if ($Names.ContainsKey($_)) { $Names[$_] } else { $_ } }) }
        if ($Wanted.Is.Count -eq 1) { $values = @($values -join ',') }
        if ($values.Count -ne $Wanted.Is.Count) { return $false }
        foreach ($spellings in $Wanted.Is) {
            if (-not (Test-AnySpelling -Values $values -Spellings $spellings -Exact $Wanted.Exact)) { return $false }
        }
        return $true
    }
    return $Wanted.Optional
}

# In which words a method of authentication is shown is not documented: the integers of the class, and likely names.
function Test-Method {
    param($Found, $Wanted)
    $shown = (Get-FirstProperty -Object $Found -In @('AuthenticationMethod')) -join ','
    if ($shown.Length -eq 0) { return $Wanted.Optional }
    return $Wanted.Codes -contains $shown -or ($shown -like $Wanted.Words -and $shown -notlike 'User*')
}

function Test-Proposal {
    param($Found, $Wanted, [string] $Key)
    foreach ($property in $Wanted.Has) {
        if (-not (Test-Property -Sources @($Found) -Wanted $property -Names @{})) { return $false }
    }
    foreach ($method in $Wanted.Methods) {
        if (-not (Test-Method -Found $Found -Wanted $method)) { return $false }
    }
    if (-not $Wanted.Key) { return $true }
    $stored = Get-FirstProperty -Object $Found -In @('PreSharedKey')
    return $stored.Count -eq 1 -and (Test-SameText -One $stored[0] -Other $Key -Exact $true)
}

function Test-Expected {
    param($Found, $Wanted, [hashtable] $Names, [string] $Key)
    $sources = @($Found.Object) + @(Get-Filter -Kind $Wanted.Kind -Object $Found.Object -Demands $Wanted.Demands)
    foreach ($property in $Wanted.Has) {
        if (-not (Test-Property -Sources $sources -Wanted $property -Names $Names)) { return $false }
    }
    if ($Wanted.Proposals.Count -eq 0) { return $true }
    $proposals = Get-FirstProperty -Object $Found.Object -In @('Proposal', 'Proposals')
    if ($proposals.Count -ne $Wanted.Proposals.Count) { return $false }
    for ($at = 0; $at -lt $proposals.Count; $at++) {
        if (-not (Test-Proposal -Found $proposals[$at] -Wanted $Wanted.Proposals[$at] -Key $Key)) { return $false }
    }
    return $true
}

# The number at the end of a name counts how often an object was replaced.
function Get-Stem {
    param([string] $Name)
    return $Name -creplace '-[0-9]+\z', ''
}

# What is there by its name, and the name that is wanted for it: having been replaced is no difference, and neither is
# a rule that uses the replaced set.
function Get-WantedName {
    param($Own, $Expected)
    $names = @{}
    foreach ($wanted in $Expected) {
        $stem = Get-Stem -Name $wanted.Name
        $Own | Where-Object { $_.Kind -eq $wanted.Kind -and (Get-Stem -Name $_.Name) -ceq $stem } |
            ForEach-Object { $names[$_.Name] = $wanted.Name }
    }
    return $names
}

# The names of what is missing or not as the policy wants it.
function Get-Difference {
    param($Own, $Expected, [string] $Key)
    $names = Get-WantedName -Own $Own -Expected $Expected
    foreach ($wanted in $Expected) {
        $found = @($Own | Where-Object { $names[$_.Name] -ceq $wanted.Name })
        if ($found.Count -ne 1 -or -not (Test-Expected -Found $found[0] -Wanted $wanted -Names $names -Key $Key)) { $wanted.Name }
    }
}

# A rule that somebody has switched off stays so when the removal is undone.
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
                'NetIPsecRule' { Disable-NetIPsecRule -IPsecRuleName $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop; $disabled.Push($one) }
                'NetIPsecMainModeRule' { Disable-NetIPsecMainModeRule -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop; $disabled.Push($one) }
                'NetFirewallRule' { Disable-NetFirewallRule -Name $one.Name -PolicyStore 'PersistentStore' -ErrorAction Stop; $disabled.Push($one) }
            }
        }
    }
    catch {
        Write-Warning ('Not removed: ' + (Get-Reason -Record $_))
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
    foreach ($one in $Own) {
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

# Newest first; what was never stored cannot be taken away, and reading back afterwards judges.
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

# Off Windows there is no such right to read, and that stops nothing.
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

function Get-PlainKey {
    param([securestring] $Secure)
    if ($null -eq $Secure) {
        if ([Console]::IsInputRedirected) { throw 'The pre-shared key is needed: give -PreSharedKey, or run the script where it can ask.' }
        $Secure = Read-Host -AsSecureString -Prompt 'Pre-shared key'
    }
    $text = (New-Object System.Net.NetworkCredential -ArgumentList '', $Secure).Password
    if ($text -match '[|\p{Cc}\u2028\u2029]') { throw 'The pre-shared key holds "|", a line end or another control character.' }
    if ($text -match '[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]') { throw 'The pre-shared key holds half a character.' }
    # One spelling for what looks the same: IKE compares bytes.
    $text = $text.Normalize([Text.NormalizationForm]::FormC)
    if ($text.Length -lt 1 -or $text.Length -gt 9999) { throw 'The pre-shared key has to have 1 to 9999 characters.' }
    return $text
}

$ownPattern = '^ipsecbw-'
$policyPattern = '^ipsecbw-fbs-server-(?:block-outbound|main-mode-rule|block-inbound|account-allow|account-block|allow-secure|block-local|quick-mode|main-mode|phase1|permit|block|rule)[0-9]{0,4}-[0-9]{1,9}\z'
$expected = @(
    @{ Kind = 'NetIPsecPhase1AuthSet'; Name = 'ipsecbw-fbs-server-phase1-1'; Demands = $false; Has = @(@{ Optional = $true; Exact = $true; In = @('DisplayName'); Is = @(, @('FBS secure connection - authentication methods')) }); Proposals = @(@{ Key = $true; Methods = @(); Has = @() }) }
    @{ Kind = 'NetIPsecMainModeCryptoSet'; Name = 'ipsecbw-fbs-server-main-mode-1'; Demands = $false; Has = @(@{ Optional = $true; Exact = $true; In = @('DisplayName'); Is = @(, @('FBS secure connection - key exchange')) }; @{ Optional = $true; Exact = $false; In = @('MaxMinutes', 'MaxLifetimeMinutes'); Is = @(, @('480')) }; @{ Optional = $true; Exact = $false; In = @('MaxSessions', 'MaxLifetimeSessions'); Is = @(, @('0')) }); Proposals = @(@{ Key = $false; Methods = @(); Has = @(@{ Optional = $false; Exact = $false; In = @('Encryption', 'CipherAlgorithm'); Is = @(, @('AES256', '65003')) }; @{ Optional = $false; Exact = $false; In = @('Hash', 'HashAlgorithm'); Is = @(, @('SHA256', '65001')) }; @{ Optional = $false; Exact = $false; In = @('KeyExchange', 'GroupId', 'GroupID'); Is = @(, @('DH2', '2')) }) }; @{ Key = $false; Methods = @(); Has = @(@{ Optional = $false; Exact = $false; In = @('Encryption', 'CipherAlgorithm'); Is = @(, @('AES128', '65001')) }; @{ Optional = $false; Exact = $false; In = @('Hash', 'HashAlgorithm'); Is = @(, @('SHA1', '3')) }; @{ Optional = $false; Exact = $false; In = @('KeyExchange', 'GroupId', 'GroupID'); Is = @(, @('DH2', '2')) }) }; @{ Key = $false; Methods = @(); Has = @(@{ Optional = $false; Exact = $false; In = @('Encryption', 'CipherAlgorithm'); Is = @(, @('DES3', '6', '3DES')) }; @{ Optional = $false; Exact = $false; In = @('Hash', 'HashAlgorithm'); Is = @(, @('SHA1', '3')) }; @{ Optional = $false; Exact = $false; In = @('KeyExchange', 'GroupId', 'GroupID'); Is = @(, @('DH2', '2')) }) }) }
    @{ Kind = 'NetIPsecQuickModeCryptoSet'; Name = 'ipsecbw-fbs-server-quick-mode-1'; Demands = $false; Has = @(@{ Optional = $true; Exact = $true; In = @('DisplayName'); Is = @(, @('Require security')) }; @{ Optional = $true; Exact = $false; In = @('PerfectForwardSecrecyGroup', 'PfsGroup', 'PfsGroupID'); Is = @(, @('None', '0')) }); Proposals = @(@{ Key = $false; Methods = @(); Has = @(@{ Optional = $false; Exact = $false; In = @('Encapsulation'); Is = @(, @('ESP', '2')) }; @{ Optional = $false; Exact = $false; In = @('ESPHash', 'HashAlgorithmESP'); Is = @(, @('AESGMAC256', '65005')) }; @{ Optional = $false; Exact = $false; In = @('Encryption', 'CipherAlgorithm'); Is = @(, @('AESGCM256', '65006')) }; @{ Optional = $true; Exact = $false; In = @('MaxMinutes', 'MaxLifetimeMinutes'); Is = @(, @('60')) }; @{ Optional = $true; Exact = $false; In = @('MaxKiloBytes', 'MaxLifetimeKilobytes'); Is = @(, @('20971520')) }) }; @{ Key = $false; Methods = @(); Has = @(@{ Optional = $false; Exact = $false; In = @('Encapsulation'); Is = @(, @('ESP', '2')) }; @{ Optional = $false; Exact = $false; In = @('ESPHash', 'HashAlgorithmESP'); Is = @(, @('SHA256', '65001')) }; @{ Optional = $false; Exact = $false; In = @('Encryption', 'CipherAlgorithm'); Is = @(, @('AES256', '65003')) }; @{ Optional = $true; Exact = $false; In = @('MaxMinutes', 'MaxLifetimeMinutes'); Is = @(, @('60')) }; @{ Optional = $true; Exact = $false; In = @('MaxKiloBytes', 'MaxLifetimeKilobytes'); Is = @(, @('20971520')) }) }; @{ Key = $false; Methods = @(); Has = @(@{ Optional = $false; Exact = $false; In = @('Encapsulation'); Is = @(, @('ESP', '2')) }; @{ Optional = $false; Exact = $false; In = @('ESPHash', 'HashAlgorithmESP'); Is = @(, @('SHA1', '3')) }; @{ Optional = $false; Exact = $false; In = @('Encryption', 'CipherAlgorithm'); Is = @(, @('DES3', '6', '3DES')) }; @{ Optional = $true; Exact = $false; In = @('MaxMinutes', 'MaxLifetimeMinutes'); Is = @(, @('60')) }; @{ Optional = $true; Exact = $false; In = @('MaxKiloBytes', 'MaxLifetimeKilobytes'); Is = @(, @('100000')) }) }) }
    @{ Kind = 'NetIPsecMainModeRule'; Name = 'ipsecbw-fbs-server-main-mode-rule-1'; Demands = $false; Has = @(@{ Optional = $true; Exact = $true; In = @('DisplayName'); Is = @(, @('FBS secure connection - main mode')) }; @{ Optional = $false; Exact = $false; In = @('Enabled'); Is = @(, @('True', '1', 'true')) }; @{ Optional = $true; Exact = $false; In = @('Profile'); Is = @(, @('Any', '0', '7', '2147483647', 'All')) }; @{ Optional = $false; Exact = $false; In = @('LocalAddress'); Is = @(, @('Any')) }; @{ Optional = $false; Exact = $false; In = @('RemoteAddress'); Is = @(, @('Any')) }; @{ Optional = $false; Exact = $false; In = @('MainModeCryptoSet'); Is = @(, @('ipsecbw-fbs-server-main-mode-1')) }; @{ Optional = $false; Exact = $false; In = @('Phase1AuthSet'); Is = @(, @('ipsecbw-fbs-server-phase1-1')) }); Proposals = @() }
    @{ Kind = 'NetIPsecRule'; Name = 'ipsecbw-fbs-server-rule-1'; Demands = $false; Has = @(@{ Optional = $true; Exact = $true; In = @('DisplayName'); Is = @(, @('FBS secure connection')) }; @{ Optional = $true; Exact = $true; In = @('Description'); Is = @(, @('FBS incoming connections: Incoming connections from workstations')) }; @{ Optional = $false; Exact = $false; In = @('Enabled'); Is = @(, @('True', '1', 'true')) }; @{ Optional = $true; Exact = $false; In = @('Profile'); Is = @(, @('Any', '0', '7', '2147483647', 'All')) }; @{ Optional = $true; Exact = $false; In = @('Mode'); Is = @(, @('Transport', '1')) }; @{ Optional = $false; Exact = $false; In = @('InboundSecurity'); Is = @(, @('Require', '2')) }; @{ Optional = $false; Exact = $false; In = @('OutboundSecurity'); Is = @(, @('Require', '2')) }; @{ Optional = $false; Exact = $false; In = @('KeyModule'); Is = @(, @('IKEv1', '1')) }; @{ Optional = $false; Exact = $false; In = @('Protocol'); Is = @(, @('TCP', '6')) }; @{ Optional = $false; Exact = $false; In = @('LocalPort'); Is = @(, @('4531')) }; @{ Optional = $false; Exact = $false; In = @('RemotePort'); Is = @(, @('Any')) }; @{ Optional = $false; Exact = $false; In = @('LocalAddress'); Is = @(, @('Any')) }; @{ Optional = $false; Exact = $false; In = @('RemoteAddress'); Is = @(, @('Any')) }; @{ Optional = $true; Exact = $false; In = @('InterfaceType'); Is = @(, @('Any', '0')) }; @{ Optional = $true; Exact = $true; In = @('User', 'Users'); Is = @(, @('Any', '', 'None')) }; @{ Optional = $true; Exact = $true; In = @('Machine', 'Machines'); Is = @(, @('Any', '', 'None')) }; @{ Optional = $false; Exact = $false; In = @('QuickModeCryptoSet'); Is = @(, @('ipsecbw-fbs-server-quick-mode-1')) }; @{ Optional = $false; Exact = $false; In = @('Phase1AuthSet'); Is = @(, @('ipsecbw-fbs-server-phase1-1')) }); Proposals = @() }
)
$plainKey = ''

if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    Write-Warning 'PowerShell is locked down on this computer. Nothing was changed; have Full Language Mode allowed for administrators.'
    exit 3
}
if (Test-MissingRight) {
    Write-Warning 'Administrator rights are missing. Nothing was changed; start Windows PowerShell as administrator.'
    exit 3
}
try {
    Import-Module -Name NetSecurity -ErrorAction Stop
    if (-not $Remove) { $plainKey = Get-PlainKey -Secure $PreSharedKey }
    $present = Get-OwnObject -Pattern $ownPattern
}
catch {
    Write-Warning ('Nothing was changed: ' + (Get-Reason -Record $_ -Key $plainKey))
    exit 3
}

if ($Remove) {
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

if ($present.Count -gt 0) {
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

$undo = New-Object System.Collections.Stack
$ended = $false
try {
    # Both computers prove themselves with the pre-shared key; IKE compares it as a computer, not a user.
    $phase1_proposal_1 = New-NetIPsecAuthProposal -Machine -PreSharedKey $plainKey -ErrorAction Stop
    # Lists the authentication methods in order of preference; it has its own name, so no default of Windows is touched.
    $undo.Push({ Remove-NetIPsecPhase1AuthSet -Name 'ipsecbw-fbs-server-phase1-1' -PolicyStore 'PersistentStore' -ErrorAction Stop })
    $null = New-NetIPsecPhase1AuthSet -Name 'ipsecbw-fbs-server-phase1-1' -PolicyStore 'PersistentStore' -DisplayName 'FBS secure connection - authentication methods' -Group 'IPsec Backup Wizard' -Proposal $phase1_proposal_1 -ErrorAction Stop
    # Offers AES256-SHA256-DH2 for the key exchange.
    $main_mode_proposal_1 = New-NetIPsecMainModeCryptoProposal -Encryption 'AES256' -Hash 'SHA256' -KeyExchange 'DH2' -ErrorAction Stop
    # Offers AES128-SHA1-DH2 for the key exchange.
    $main_mode_proposal_2 = New-NetIPsecMainModeCryptoProposal -Encryption 'AES128' -Hash 'SHA1' -KeyExchange 'DH2' -ErrorAction Stop
    # Offers DES3-SHA1-DH2 for the key exchange.
    $main_mode_proposal_3 = New-NetIPsecMainModeCryptoProposal -Encryption 'DES3' -Hash 'SHA1' -KeyExchange 'DH2' -ErrorAction Stop
    # Names the key exchange methods, because what Windows offers by itself changes between versions.
    $undo.Push({ Remove-NetIPsecMainModeCryptoSet -Name 'ipsecbw-fbs-server-main-mode-1' -PolicyStore 'PersistentStore' -ErrorAction Stop })
    $null = New-NetIPsecMainModeCryptoSet -Name 'ipsecbw-fbs-server-main-mode-1' -PolicyStore 'PersistentStore' -DisplayName 'FBS secure connection - key exchange' -MaxMinutes 480 -MaxSessions 0 -Group 'IPsec Backup Wizard' -Proposal $main_mode_proposal_1,$main_mode_proposal_2,$main_mode_proposal_3 -ErrorAction Stop
    # Offers ESP:AESGCM256-AESGMAC256 for the traffic itself.
    $quick_mode_proposal_1 = New-NetIPsecQuickModeCryptoProposal -Encapsulation 'ESP' -ESPHash 'AESGMAC256' -Encryption 'AESGCM256' -MaxMinutes 60 -MaxKiloBytes 20971520 -ErrorAction Stop
    # Offers ESP:AES256-SHA256 for the traffic itself.
    $quick_mode_proposal_2 = New-NetIPsecQuickModeCryptoProposal -Encapsulation 'ESP' -ESPHash 'SHA256' -Encryption 'AES256' -MaxMinutes 60 -MaxKiloBytes 20971520 -ErrorAction Stop
    # Offers ESP:DES3-SHA1 for the traffic itself.
    $quick_mode_proposal_3 = New-NetIPsecQuickModeCryptoProposal -Encapsulation 'ESP' -ESPHash 'SHA1' -Encryption 'DES3' -ErrorAction Stop
    # Is the filter action "Require security": how the traffic is protected.
    $undo.Push({ Remove-NetIPsecQuickModeCryptoSet -Name 'ipsecbw-fbs-server-quick-mode-1' -PolicyStore 'PersistentStore' -ErrorAction Stop })
    $null = New-NetIPsecQuickModeCryptoSet -Name 'ipsecbw-fbs-server-quick-mode-1' -PolicyStore 'PersistentStore' -DisplayName 'Require security' -PerfectForwardSecrecyGroup 'None' -Group 'IPsec Backup Wizard' -Proposal $quick_mode_proposal_1,$quick_mode_proposal_2,$quick_mode_proposal_3 -ErrorAction Stop
    # Main mode knows addresses and no ports: this rule ties the key and the key exchange to the addresses of the security rule.
    $undo.Push({ Remove-NetIPsecMainModeRule -Name 'ipsecbw-fbs-server-main-mode-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop })
    $sets = @{ MainModeCryptoSet = 'ipsecbw-fbs-server-main-mode-1'; Phase1AuthSet = 'ipsecbw-fbs-server-phase1-1' }
    $null = New-NetIPsecMainModeRule -Name 'ipsecbw-fbs-server-main-mode-rule-1' -PolicyStore 'PersistentStore' -DisplayName 'FBS secure connection - main mode' -Enabled 'True' -Profile 'Any' -LocalAddress 'Any' -RemoteAddress 'Any' -Group 'IPsec Backup Wizard' -ErrorAction Stop @sets
    # Requires IPsec for every connection from workstations to TCP 4531 on this server, in both directions; clear text is dropped.
    $undo.Push({ Remove-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop })
    $sets = @{ QuickModeCryptoSet = 'ipsecbw-fbs-server-quick-mode-1'; Phase1AuthSet = 'ipsecbw-fbs-server-phase1-1' }
    $null = New-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1' -PolicyStore 'PersistentStore' -DisplayName 'FBS secure connection' -Description 'FBS incoming connections: Incoming connections from workstations' -Enabled 'True' -Profile 'Any' -Mode 'Transport' -InboundSecurity 'Require' -OutboundSecurity 'Require' -KeyModule 'IKEv1' -Protocol 'TCP' -LocalPort '4531' -RemotePort 'Any' -LocalAddress 'Any' -RemoteAddress 'Any' -Group 'IPsec Backup Wizard' -ErrorAction Stop @sets
    $wrong = @(Get-Difference -Own (Get-OwnObject -Pattern $policyPattern) -Expected $expected -Key $plainKey)
    if ($wrong.Count -gt 0) { throw ('What is stored is not what was asked for: ' + ($wrong -join ', ')) }
    $ended = $true
}
catch {
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

Write-Output 'Done: the policy is stored and was read back.'
exit 0
