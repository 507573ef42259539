import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import { renderInvocation } from '#compiler/render';
import { CmdletError } from './cmdlet-error';
import type { HostTransaction } from './gateway';
import { assignedReads } from './observe-assigned';
import { PowerShellGateway } from './powershell-gateway';
import { stepScript } from './powershell-scripts';
import { needsPowerShell, openRealPowerShell, realPowerShell } from './testing/real-powershell';

const key = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local';
const path = `${key.replace('HKLM:\\', '')}\\ipsecPolicy{72385230-70FA-11D1-864C-14A300000000}`;
const call = (cmdlet: string, parameters: Invocation['parameters']): Invocation => ({ cmdlet, parameters });
const assignment = { LiteralPath: key, Name: 'ActivePolicy' };

/** A function of the cmdlet's name that keeps how it was called: there is no registry and no such service everywhere. */
const standIn = (cmdlet: string, parameters: string): string => `
function global:${cmdlet} {
  [CmdletBinding()] param(${parameters})
  $given = foreach ($one in @($PSBoundParameters.GetEnumerator() | Sort-Object -Property Key)) { "$($one.Key)=$($one.Value)" }
  $global:ipsecbwSeen += @("$($MyInvocation.MyCommand.Name) $($given -join ' ')")
}`;
const calls: readonly Invocation[] = [
  call('Start-Service', { Name: 'PolicyAgent' }),
  call('Remove-ItemProperty', assignment),
  call('Set-ItemProperty', { ...assignment, Value: path }),
  call('Restart-Service', { Name: 'PolicyAgent', Force: true }),
];
const neither = (): never => {
  throw new TypeError('These calls name neither steps nor secrets.');
};

describe.skipIf(realPowerShell === undefined)(needsPowerShell('the calls that un-assign, in a real PowerShell'), () => {
  let gateway: PowerShellGateway;
  let transaction: HostTransaction;
  beforeAll(async () => {
    gateway = new PowerShellGateway({ executable: realPowerShell ?? '' });
    transaction = await gateway.begin(undefined);
  }, 60_000);
  afterAll(async () => {
    await transaction.end();
    await gateway.close();
  });
  const refused = (one: Invocation): Promise<Partial<CmdletError>> =>
    transaction.carryOut('refused', one).then(
      () => ({}),
      (error: unknown) => {
        if (!(error instanceof CmdletError)) throw error;
        const { kind, errorId, outcome } = error;
        return { kind, errorId, outcome };
      },
    );

  it('are refused, and known not to be done, where there is no registry', async () => {
    if (process.platform === 'win32') return;
    expect(await refused(call('Remove-ItemProperty', assignment))).toMatchObject({
      kind: 'refused',
      outcome: 'not-done',
      errorId: 'DriveNotFound,Microsoft.PowerShell.Commands.RemoveItemPropertyCommand',
    });
    expect(await gateway.read(assignedReads('PersistentStore'))).toEqual([[], []]);
  });

  it('are stopped before PowerShell where they name anything else', async () => {
    for (const one of [
      call('Remove-ItemProperty', { ...assignment, Name: 'Other' }),
      call('Set-ItemProperty', { ...assignment, Value: 'SOFTWARE\\Elsewhere' }),
      call('Restart-Service', { Name: 'MpsSvc', Force: true }),
    ]) {
      expect(await refused(one)).toMatchObject({ kind: 'refused', errorId: `SelectorMissing,${one.cmdlet}` });
    }
  });

  it('reach their cmdlets with these parameters and no question', async () => {
    const session = await openRealPowerShell();
    try {
      const functions = [
        standIn('Start-Service', '[string] $Name'),
        standIn('Remove-ItemProperty', '[string] $LiteralPath, [string] $Name'),
        standIn('Set-ItemProperty', '[string] $LiteralPath, [string] $Name, [string] $Value'),
        standIn('Restart-Service', '[string] $Name, [switch] $Force'),
      ];
      await session.call(`$global:ipsecbwSeen = @()${functions.join('')}`, 'test');
      for (const one of calls) {
        await session.call(stepScript('one', renderInvocation(one, { step: neither, secret: neither })), one.cmdlet);
      }
      expect(await session.call('@{ seen = $global:ipsecbwSeen }', 'test')).toEqual({
        seen: [
          'Start-Service ErrorAction=Stop Name=PolicyAgent',
          `Remove-ItemProperty ErrorAction=Stop LiteralPath=${key} Name=ActivePolicy`,
          `Set-ItemProperty ErrorAction=Stop LiteralPath=${key} Name=ActivePolicy Value=${path}`,
          'Restart-Service ErrorAction=Stop Force=True Name=PolicyAgent',
        ],
      });
    } finally {
      await session.close();
    }
  });
});
