# IPsec Backup Wizard: undoes change 0123456789ab, unless somebody keeps that change in time.
# Deletes this task when everything is undone; until then it is tried again every minute and at each start.
$ErrorActionPreference = 'Stop'
try {
    Import-Module -Name NetSecurity -ErrorAction Stop
    $null = Get-NetIPsecRule -IPsecRuleName 'ipsecbw' -PolicyStore 'PersistentStore' -ErrorAction Stop
} catch {
    if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { exit 6 }
}
$value3NewDisplayName = (-join [char[]](0x70,0x6f,0x6c,0x69,0x63,0x79,0x20,0x27,0x20,0x22,0x20,0x60,0x20,0x2018,0x2019,0x201a,0x201b,0x20,0x201c,0x201d,0x201e,0x20,0x24,0x28,0x52,0x65,0x6d,0x6f,0x76,0x65,0x2d,0x4e,0x65,0x74,0x49,0x50,0x73,0x65,0x63,0x52,0x75,0x6c,0x65,0x29,0x20,0x24,0x65,0x6e,0x76,0x3a,0x50,0x41,0x54,0x48,0x20,0x3b,0x20,0x26,0x20,0x23,0x20,0x3c,0x23,0x20,0x40,0x22,0x20,0x25,0x7b,0x7d,0x20,0x2d,0x2d,0x25,0x20,0x2d,0x4e,0x61,0x6d,0x65,0x20,0x2a,0x20,0x5b,0x78,0x5d,0x20,0x7a,0x61,0x17c,0xf3,0x142,0x107,0x20,0xbf,0x6d,0x61,0xf1,0x61,0x6e,0x61,0x3f,0x20,0xd83d,0xde00,0x20,0x65,0x301,0x20,0xe9,0x20,0x27,0x3b,0x20,0x52,0x65,0x6d,0x6f,0x76,0x65,0x2d,0x4e,0x65,0x74,0x49,0x50,0x73,0x65,0x63,0x52,0x75,0x6c,0x65,0x3b,0x20,0x27,0xd,0xa,0x9,0x6c,0x69,0x6e,0x65,0x20,0x32,0xa,0x24,0x28,0x74,0x68,0x72,0x6f,0x77,0x29,0x20,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x201c,0x2019,0x20,0x2d,0x20,0x6d,0x61,0x69,0x6e,0x20,0x6d,0x6f,0x64,0x65))
$failed = 0
$left = 0
try { Enable-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
try { Remove-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-2' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
try { Set-NetIPsecMainModeRule -Name 'ipsecbw-fbs-server-main-mode-rule-1' -PolicyStore 'PersistentStore' -NewDisplayName $value3NewDisplayName -MainModeCryptoSet 'ipsecbw-fbs-server-main-mode-1' -Phase1AuthSet 'ipsecbw-fbs-server-phase1-1' -ErrorAction Stop } catch { $failed++ }
try { Remove-NetIPsecQuickModeCryptoSet -Name 'ipsecbw-fbs-server-quick-mode-2' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
try { Remove-NetIPsecMainModeCryptoSet -Name 'ipsecbw-fbs-server-main-mode-2' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
try { Remove-NetIPsecPhase1AuthSet -Name 'ipsecbw-fbs-server-phase1-2' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
# What the others depended on may be gone by now.
if ($failed -gt 0) {
    try { Enable-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
    try { Remove-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-2' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
    try { Set-NetIPsecMainModeRule -Name 'ipsecbw-fbs-server-main-mode-rule-1' -PolicyStore 'PersistentStore' -NewDisplayName $value3NewDisplayName -MainModeCryptoSet 'ipsecbw-fbs-server-main-mode-1' -Phase1AuthSet 'ipsecbw-fbs-server-phase1-1' -ErrorAction Stop } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
    try { Remove-NetIPsecQuickModeCryptoSet -Name 'ipsecbw-fbs-server-quick-mode-2' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
    try { Remove-NetIPsecMainModeCryptoSet -Name 'ipsecbw-fbs-server-main-mode-2' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
    try { Remove-NetIPsecPhase1AuthSet -Name 'ipsecbw-fbs-server-phase1-2' -PolicyStore 'PersistentStore' -ErrorAction Stop } catch { $failed++ }
}
try { if ($null -ne (Get-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-2' -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
try { if ($null -ne (Get-NetIPsecQuickModeCryptoSet -Name 'ipsecbw-fbs-server-quick-mode-2' -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
try { if ($null -ne (Get-NetIPsecMainModeCryptoSet -Name 'ipsecbw-fbs-server-main-mode-2' -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
try { if ($null -ne (Get-NetIPsecPhase1AuthSet -Name 'ipsecbw-fbs-server-phase1-2' -PolicyStore 'PersistentStore' -ErrorAction Stop)) { $left++ } } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { $left++ } }
if ($left -gt 0) { exit $left }
try { Unregister-ScheduledTask -TaskName 'IPsec Backup Wizard undo 0123456789ab' -TaskPath '\' -Confirm:$false -ErrorAction Stop } catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound' -or $_.FullyQualifiedErrorId -like 'CommandNotFound*') { exit 1 } }
exit 0
