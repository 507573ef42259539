# IPsec Backup Wizard: undoes change 0123456789ab, unless somebody keeps that change in time.
# Deletes this task when everything is undone; until then it is tried again every minute and at each start.
$ErrorActionPreference = 'Stop'
try {
    Import-Module -Name NetSecurity -ErrorAction Stop
    $null = Get-NetIPsecRule -IPsecRuleName 'ipsecbw' -PolicyStore 'PersistentStore' -ErrorAction Stop
} catch {
    if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { exit 5 }
}
$failed = 0
$left = 0
# Once more where something failed: what others depended on may be gone by then.
foreach ($attempt in 1,2) {
    if ($attempt -eq 1 -or $failed -gt 0) {
        $left = 0
        try { Enable-NetIPsecMainModeRule -Name 'ipsecbw-fbs-server-main-mode-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++; if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
        try { Enable-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++; if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
        try { Start-Service -Name 'PolicyAgent' -ErrorAction Stop } catch { $failed++ }
        try { Remove-ItemProperty -Name 'ActivePolicy' -LiteralPath 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\IPSec\Policy\Local' -ErrorAction Stop } catch { $failed++; if (($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') -and $_.FullyQualifiedErrorId -notlike 'System.Management.Automation.PSArgumentException*') { $left++ } }
        try { Restart-Service -Name 'PolicyAgent' -Force -ErrorAction Stop } catch { $failed++; if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
    }
}
# What was removed has to be gone.
if ($left -gt 0) { exit $left }
try { Unregister-ScheduledTask -TaskName 'IPsec Backup Wizard undo 0123456789ab' -TaskPath '\' -Confirm:$false -ErrorAction Stop } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { exit 1 } }
exit 0
