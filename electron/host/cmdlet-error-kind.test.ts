import { describe, expect, it } from 'vitest';
import { cmdletErrorKind } from './cmdlet-error-kind';

describe('cmdletErrorKind', () => {
  it.each([
    ['Windows System Error 5,New-NetIPsecRule', 'PermissionDenied', 'access-denied'],
    ['Windows System Error 5,New-NetIPsecRule', 'NotSpecified', 'access-denied'],
    ['HRESULT 0x80070005,New-NetIPsecRule', 'NotSpecified', 'access-denied'],
    ['SomethingElse,New-NetIPsecRule', 'PermissionDenied', 'access-denied'],
    ['Windows System Error 183,New-NetFirewallRule', 'ResourceExists', 'already-exists'],
    ['Windows System Error 183,New-NetFirewallRule', 'NotSpecified', 'already-exists'],
    ['HRESULT 0x800700B7,New-NetFirewallRule', 'NotSpecified', 'already-exists'],
    ['CmdletizationQuery_NotFound_InstanceID,Get-NetIPsecRule', 'ObjectNotFound', 'not-found'],
    ['CmdletizationQuery_NotFound,Get-NetIPsecRule', 'NotSpecified', 'not-found'],
    ['MI RESULT 6,Get-NetFirewallPortFilter', 'ObjectNotFound', 'not-found'],
    ['HRESULT 0x80070057,New-NetIPsecRule', 'InvalidArgument', 'refused'],
    ['Windows System Error 50,New-NetIPsecRule', 'NotSpecified', 'refused'],
    ['MI RESULT 62,Get-NetIPsecRule', 'NotSpecified', 'refused'],
    ['NamedParameterNotFound,New-NetIPsecRule', 'InvalidArgument', 'refused'],
    ['', '', 'refused'],
  ] as const)('takes %s (%s) for %s', (id, category, kind) => {
    expect(cmdletErrorKind({ id, category })).toBe(kind);
  });

  it.each(['CommandNotFoundException', 'CouldNotAutoloadMatchingModule', 'Modules_ModuleNotFound,Import-Module'])(
    'does not take a missing cmdlet for an empty store (%s)',
    (id) => {
      expect(cmdletErrorKind({ id, category: 'ObjectNotFound' })).toBe('refused');
    },
  );
});
