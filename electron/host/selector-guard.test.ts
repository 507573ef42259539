import { describe, expect, it } from 'vitest';
import { isUnselective } from './selector-guard';

const secpol = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local';
const policy = `${secpol.replace('HKLM:\\', '')}\\ipsecPolicy{72385230-70FA-11D1-864C-14A300000000}`;

describe('isUnselective', () => {
  it.each([
    ['Remove-NetIPsecRule', {}],
    ['Remove-NetIPsecRule', { PolicyStore: 'PersistentStore' }],
    ['remove-netipsecrule', { All: true }],
    ['Remove-NetIPsecRule', { IPsecRuleName: '' }],
    ['Remove-NetIPsecRule', { IPsecRuleName: '*' }],
    ['Remove-NetIPsecRule', { IPsecRuleName: ['a', 'b'] }],
    ['Remove-NetIPsecRule', { IPsecRuleName: { fromStep: 'a' } }],
    ['Remove-NetIPsecRule', { Group: 'x' }],
    ['Remove-NetIPsecRule', { DisplayName: 'x' }],
    ['Disable-NetFirewallRule', {}],
    ['Remove-NetIPsecQuickModeSA', {}],
    ['Remove-NetIPsecPhase1AuthSet', { Name: 'ipsecbw-[a-z]' }],
    ['Remove-NetIPsecPhase1AuthSet', { Name: 'a', ID: 'b' }],
    ['Unregister-ScheduledTask', { Confirm: false }],
    ['Unregister-ScheduledTask', { TaskName: 'a', Confirm: false }],
    ['Unregister-ScheduledTask', { TaskPath: '\\', Confirm: false }],
    ['Unregister-ScheduledTask', { TaskName: 'a*', TaskPath: '\\', Confirm: false }],
    ['unregister-scheduledtask', { TaskName: ['a', 'b'], TaskPath: '\\', Confirm: false }],
    ['Remove-ItemProperty', { LiteralPath: secpol, Name: '*' }],
    ['Remove-ItemProperty', { LiteralPath: 'HKLM:\\SOFTWARE', Name: 'ActivePolicy' }],
    ['Remove-ItemProperty', { Path: secpol, Name: 'ActivePolicy' }],
    ['Remove-ItemProperty', { LiteralPath: secpol, Name: ['ActivePolicy'] }],
    ['Set-ItemProperty', { LiteralPath: secpol, Name: 'ActivePolicy', Value: 'SOFTWARE\\Elsewhere' }],
    ['Remove-Item', { LiteralPath: secpol }],
    ['Restart-Service', { Name: 'MpsSvc', Force: true }],
    ['Restart-Service', { Name: ['PolicyAgent', 'BFE'], Force: true }],
    ['Stop-Service', { Name: 'PolicyAgent' }],
  ])('stops %s %j', (cmdlet, parameters) => {
    expect(isUnselective({ cmdlet, parameters })).toBe(true);
  });

  it.each([
    ['Remove-NetIPsecRule', { IPsecRuleName: 'ipsecbw-fbs-server-rule-1', PolicyStore: 'PersistentStore' }],
    ['Disable-NetFirewallRule', { Name: 'a' }],
    ['Remove-NetIPsecPhase1AuthSet', { name: '{E5A5D32A-4BCE-4e4d-B07F-4AB1BA7E5FE3}' }],
    ['New-NetIPsecRule', { DisplayName: 'x' }],
    ['Unregister-ScheduledTask', { TaskName: 'a', TaskPath: '\\', Confirm: false }],
    ['Get-NetIPsecRule', {}],
    ['Get-ItemProperty', { Path: `${secpol}\\ipsecPolicy*` }],
    ['Remove-ItemProperty', { LiteralPath: secpol, Name: 'ActivePolicy' }],
    ['Set-ItemProperty', { LiteralPath: secpol, Name: 'ActivePolicy', Value: policy }],
    ['Start-Service', { Name: 'PolicyAgent' }],
    ['Restart-Service', { Name: 'PolicyAgent', Force: true }],
  ])('lets %s %j pass', (cmdlet, parameters) => {
    expect(isUnselective({ cmdlet, parameters })).toBe(false);
  });
});
