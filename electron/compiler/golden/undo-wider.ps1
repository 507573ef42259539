# IPsec Backup Wizard: undoes change 0123456789ab, unless somebody keeps that change in time.
# Deletes this task when everything is undone; until then it is tried again every minute and at each start.
$ErrorActionPreference = 'Stop'
try {
    Import-Module -Name NetSecurity -ErrorAction Stop
    $null = Get-NetIPsecRule -IPsecRuleName 'ipsecbw' -PolicyStore 'PersistentStore' -ErrorAction Stop
} catch {
    if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { exit 3 }
}
$failed = 0
$left = 0
# Once more where something failed: what others depended on may be gone by then.
foreach ($attempt in 1,2) {
    if ($attempt -eq 1 -or $failed -gt 0) {
        $left = 0
        try { Enable-NetFirewallRule -Name 'ipsecbw-fbs-server-block-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++; if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
        try { Set-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1' -PolicyStore 'PersistentStore' -RemoteAddress '192.0.2.1','192.0.2.3','192.0.2.5','192.0.2.7','192.0.2.9','192.0.2.11','192.0.2.13','192.0.2.15','192.0.2.17','192.0.2.19','192.0.2.21','192.0.2.23','192.0.2.25','192.0.2.27','192.0.2.29','192.0.2.31','192.0.2.33','192.0.2.35','192.0.2.37','192.0.2.39','192.0.2.41','192.0.2.43','192.0.2.45','192.0.2.47','192.0.2.49','192.0.2.51','192.0.2.53','192.0.2.55','192.0.2.57','192.0.2.59','192.0.2.61','192.0.2.63','192.0.2.65','192.0.2.67','192.0.2.69','192.0.2.71','192.0.2.73','192.0.2.75','192.0.2.77','192.0.2.79','192.0.2.81','192.0.2.83','192.0.2.85','192.0.2.87','192.0.2.89','192.0.2.91','192.0.2.93','192.0.2.95','192.0.2.97','192.0.2.99','192.0.2.101','192.0.2.103','192.0.2.105','192.0.2.107','192.0.2.109','192.0.2.111','192.0.2.113','192.0.2.115','192.0.2.117','192.0.2.119' -ErrorAction Stop } catch { $failed++; if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
        try { Set-NetIPsecMainModeRule -Name 'ipsecbw-fbs-server-main-mode-rule-1' -PolicyStore 'PersistentStore' -RemoteAddress '192.0.2.1','192.0.2.3','192.0.2.5','192.0.2.7','192.0.2.9','192.0.2.11','192.0.2.13','192.0.2.15','192.0.2.17','192.0.2.19','192.0.2.21','192.0.2.23','192.0.2.25','192.0.2.27','192.0.2.29','192.0.2.31','192.0.2.33','192.0.2.35','192.0.2.37','192.0.2.39','192.0.2.41','192.0.2.43','192.0.2.45','192.0.2.47','192.0.2.49','192.0.2.51','192.0.2.53','192.0.2.55','192.0.2.57','192.0.2.59','192.0.2.61','192.0.2.63','192.0.2.65','192.0.2.67','192.0.2.69','192.0.2.71','192.0.2.73','192.0.2.75','192.0.2.77','192.0.2.79','192.0.2.81','192.0.2.83','192.0.2.85','192.0.2.87','192.0.2.89','192.0.2.91','192.0.2.93','192.0.2.95','192.0.2.97','192.0.2.99','192.0.2.101','192.0.2.103','192.0.2.105','192.0.2.107','192.0.2.109','192.0.2.111','192.0.2.113','192.0.2.115','192.0.2.117','192.0.2.119' -ErrorAction Stop } catch { $failed++; if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
    }
}
# What was removed has to be gone.
if ($left -gt 0) { exit $left }
try { Unregister-ScheduledTask -TaskName 'IPsec Backup Wizard undo 0123456789ab' -TaskPath '\' -Confirm:$false -ErrorAction Stop } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { exit 1 } }
exit 0
