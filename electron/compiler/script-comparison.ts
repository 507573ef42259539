/** The part of the stand-alone script that holds what is stored against what was asked for; see script-expected.ts. */
export const comparison = `# Addresses, ports, interfaces, programs and what is demanded of IPsec are objects of their own.
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
    return $Name -creplace '-[0-9]+\\z', ''
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
`;
