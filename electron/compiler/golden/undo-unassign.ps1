# IPsec Backup Wizard: undoes change 0123456789ab, unless somebody keeps that change in time.
# Deletes this task when everything is undone; until then it is tried again every minute and at each start.
$ErrorActionPreference = 'Stop'
try {
    Import-Module -Name NetSecurity -ErrorAction Stop
    $null = Get-NetIPsecRule -IPsecRuleName 'ipsecbw' -PolicyStore 'PersistentStore' -ErrorAction Stop
} catch {
    if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { exit 10 }
}
$names6 = 'ipsecbw-fbs-server-block-local-1','ipsecbw-fbs-server-block-1'
$failed = 0
$left = 0
# Once more where something failed: what others depended on may be gone by then.
foreach ($attempt in 1,2) {
    if ($attempt -eq 1 -or $failed -gt 0) {
        $left = 0
        try { Start-Service -Name 'PolicyAgent' -ErrorAction Stop } catch { $failed++ }
        try { Set-ItemProperty -Name 'ActivePolicy' -LiteralPath 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\IPSec\Policy\Local' -Value 'SOFTWARE\Policies\Microsoft\Windows\IPSec\Policy\Local\ipsecPolicy{72385230-70FA-11D1-864C-14A300000000}' -ErrorAction Stop } catch { $failed++; if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
        try { Restart-Service -Name 'PolicyAgent' -Force -ErrorAction Stop } catch { $failed++; if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
        try { Remove-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
        try { Remove-NetIPsecMainModeRule -Name 'ipsecbw-fbs-server-main-mode-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
        foreach ($name in $names6) { try { Remove-NetFirewallRule -Name $name -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ } }
        try { Remove-NetIPsecQuickModeCryptoSet -Name 'ipsecbw-fbs-server-quick-mode-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
        try { Remove-NetIPsecMainModeCryptoSet -Name 'ipsecbw-fbs-server-main-mode-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
        try { Remove-NetIPsecPhase1AuthSet -Name 'ipsecbw-fbs-server-phase1-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
    }
}
# What was removed has to be gone.
try { if ($null -ne (Get-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
try { if ($null -ne (Get-NetIPsecMainModeRule -Name 'ipsecbw-fbs-server-main-mode-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
foreach ($name in $names6) { try { if ($null -ne (Get-NetFirewallRule -Name $name -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } } }
try { if ($null -ne (Get-NetIPsecQuickModeCryptoSet -Name 'ipsecbw-fbs-server-quick-mode-1' -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
try { if ($null -ne (Get-NetIPsecMainModeCryptoSet -Name 'ipsecbw-fbs-server-main-mode-1' -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
try { if ($null -ne (Get-NetIPsecPhase1AuthSet -Name 'ipsecbw-fbs-server-phase1-1' -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
if ($left -gt 0) { exit $left }
try { Unregister-ScheduledTask -TaskName 'IPsec Backup Wizard undo 0123456789ab' -TaskPath '\' -Confirm:$false -ErrorAction Stop } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { exit 1 } }
exit 0
