import { describe, expect, it } from 'vitest';
import { examplePolicies, hostileTexts } from '#compiler/testing/example-policies';
import { bench, interruptAtLastStep, key, runAlone, whyNot } from './script-bench';

const named = (name: string): string => (whyNot === undefined ? name : `${name} [skipped: ${whyNot}]`);
const examples = Object.keys(examplePolicies);
/** Words of an answer; the key must not be among anything that was printed. */
function answers(example: string, body: string): unknown {
  const { result, output } = bench(example, body);
  expect(output).not.toContain(key);
  return result;
}

describe.skipIf(whyNot !== undefined)(named('the stand-alone script in a PowerShell'), () => {
  it.each(examples)('%s: is applied, found unchanged, found drifted, removed, found absent', (example) => {
    const result = answers(
      example,
      `
$before = Get-Store
$result.apply = Invoke-It
$stored = Get-Store
$result.again = Invoke-It
$rule = @(Get-NetIPsecRule -All -PolicyStore PersistentStore | Where-Object { "$($_.InstanceID)" -like 'ipsecbw-*' })[0].InstanceID
Set-NetIPsecRule -IPsecRuleName $rule -KeyModule IKEv2,IKEv1 -PolicyStore PersistentStore
$result.drifted = Invoke-It
Set-NetIPsecRule -IPsecRuleName $rule -KeyModule IKEv1 -PolicyStore PersistentStore
$result.mended = Invoke-It
$result.untouched = $stored -ceq (Get-Store)
$result.remove = Invoke-It -With @{ Remove = $true }
$result.removeAgain = Invoke-It -With @{ Remove = $true }
$result.asBefore = $before -ceq (Get-Store)
`,
    );
    expect(result).toEqual({
      apply: 0, again: 0, drifted: 2, mended: 0, untouched: true, remove: 0, removeAgain: 0, asBefore: true,
    }); // prettier-ignore
  });

  it.each(['server-narrowed', 'workstation-hostile'])('%s: a failure of any call ends as before', (example) => {
    const result = answers(
      example,
      `
$before = Get-Store
$null = Invoke-It
$count = $global:calls
$null = Invoke-It -With @{ Remove = $true }
$result.codes = @(1..$count | ForEach-Object { Invoke-It -FailAt $_ })
$result.asBefore = $before -ceq (Get-Store)
`,
    );
    const { codes, asBefore } = result as { readonly codes: readonly number[]; readonly asBefore: boolean };
    expect(codes.length).toBeGreaterThan(4);
    expect(new Set(codes)).toEqual(new Set([3]));
    expect(asBefore).toBe(true);
  });

  it('says so when undoing fails as well, and -Remove takes away what is left', () => {
    const result = answers(
      'server-article',
      `
$before = Get-Store
$result.failed = Invoke-It -FailAt 3, 5
$result.left = ($before -cne (Get-Store))
$result.refused = Invoke-It
$result.remove = Invoke-It -With @{ Remove = $true }
$result.asBefore = $before -ceq (Get-Store)
`,
    );
    expect(result).toEqual({ failed: 7, left: true, refused: 2, remove: 0, asBefore: true });
  });

  // Windows has no way to send Ctrl-C to another process's console.
  it.skipIf(process.platform === 'win32')(
    'undoes everything when somebody interrupts it, and ends with 3',
    async () => {
      const { status, output } = await interruptAtLastStep('server-article');
      expect(output).toContain('Everything was undone; the computer is as before (read back).');
      expect(output).not.toContain(key);
      expect(status).toBe(3);
    },
  );

  it('undoes a removal that fails before anything is deleted, and says so when it fails later', () => {
    const result = answers(
      'server-narrowed',
      `
$before = Get-Store
$null = Invoke-It
$rule = @(Get-NetFirewallRule -All -PolicyStore PersistentStore | Where-Object { "$($_.InstanceID)" -like 'ipsecbw-*' })[0].InstanceID
Disable-NetFirewallRule -Name $rule -PolicyStore PersistentStore
$stored = Get-Store
$result.early = Invoke-It -With @{ Remove = $true } -FailAt 3
$result.untouched = $stored -ceq (Get-Store)
$result.late = Invoke-It -With @{ Remove = $true } -FailAt 6
$result.end = Invoke-It -With @{ Remove = $true }
$result.asBefore = $before -ceq (Get-Store)
`,
    );
    expect(result).toEqual({ early: 3, untouched: true, late: 7, end: 0, asBefore: true });
  });

  it('touches neither objects of other policies nor those of others', () => {
    const result = answers(
      'server-article',
      `
$before = Get-Store
$null = New-NetFirewallRule -Name 'foreign' -DisplayName 'Foreign' -Action Allow -Direction Inbound -PolicyStore PersistentStore
$result.besideForeign = Invoke-It
$result.removed = Invoke-It -With @{ Remove = $true }
$null = New-NetFirewallRule -Name 'ipsecbw-fbs-server-2-server-rule-1' -DisplayName 'Other' -Action Allow -Direction Inbound -PolicyStore PersistentStore
$with = Get-Store
$result.besideOwn = Invoke-It
$result.removeNothing = Invoke-It -With @{ Remove = $true }
$result.untouched = $with -ceq (Get-Store)
Remove-NetFirewallRule -Name 'ipsecbw-fbs-server-2-server-rule-1' -PolicyStore PersistentStore
Remove-NetFirewallRule -Name 'foreign' -PolicyStore PersistentStore
$result.asBefore = $before -ceq (Get-Store)
`,
    );
    expect(result).toEqual({
      besideForeign: 0, removed: 0, besideOwn: 2, removeNothing: 0, untouched: true, asBefore: true,
    }); // prettier-ignore
  });

  it('tells another key from the same one, by its code units', () => {
    const composed = (text: string): string => `ConvertTo-SecureString -String (${text}) -AsPlainText -Force`;
    const result = answers(
      'server-article',
      `
$null = Invoke-It
$zeroWidth = ${composed("'Za' + [char]0x200b + 'x'")}
$result.other = Invoke-It -With @{ PreSharedKey = $zeroWidth }
$null = Invoke-It -With @{ Remove = $true }
$result.decomposed = Invoke-It -With @{ PreSharedKey = (${composed("'e' + [char]0x301")}) }
$result.composed = Invoke-It -With @{ PreSharedKey = (${composed('[string] [char]0xe9')}) }
$result.another = Invoke-It -With @{ PreSharedKey = (${composed("'e'")}) }
$result.widthless = Invoke-It -With @{ PreSharedKey = (${composed('[char]0xe9 + [string] [char]0x200b')}) }
$null = Invoke-It -With @{ Remove = $true }
`,
    );
    expect(result).toEqual({ other: 2, decomposed: 0, composed: 0, another: 2, widthless: 2 });
  });

  it('refuses what is no key, and touches nothing', () => {
    const result = answers(
      'server-article',
      `
$before = Get-Store
$result.codes = @(foreach ($text in 'a|b', ('a' + [char]10), ('a' + [char]0x2028), [string] [char]0xd83d, ('x' * 10000)) {
    Invoke-It -With @{ PreSharedKey = (ConvertTo-SecureString -String $text -AsPlainText -Force) }
})
$result.empty = Invoke-It -With @{ PreSharedKey = (New-Object Security.SecureString) }
$result.asBefore = $before -ceq (Get-Store)
`,
    );
    expect(result).toEqual({ codes: [3, 3, 3, 3, 3], empty: 3, asBefore: true });
  });

  it('leaves every hostile text as it is in the store', () => {
    const result = answers(
      'workstation-hostile',
      `
$null = Invoke-It
$rule = @(Get-NetIPsecRule -All -PolicyStore PersistentStore | Where-Object { "$($_.InstanceID)" -like 'ipsecbw-*' })[0]
$set = @(Get-NetIPsecQuickModeCryptoSet -All -PolicyStore PersistentStore | Where-Object { "$($_.InstanceID)" -like 'ipsecbw-*' })[0]
$result.texts = @($rule.DisplayName, $rule.Description, $set.DisplayName, $set.Description)
$null = Invoke-It -With @{ Remove = $true }
`,
    );
    const { name, filterListName, filterListDescription, filterActionName, filterActionDescription } = hostileTexts;
    const texts = [name, `${filterListName}: ${filterListDescription}`, filterActionName, filterActionDescription];
    expect(result).toEqual({ texts });
  });

  it('ends with 3 in a PowerShell that is locked down', () => {
    const result = answers(
      'server-kerberos',
      `
$before = Get-Store
$powershell = [PowerShell]::Create()
$null = $powershell.AddScript('$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"; & ' + "'$($it.Replace("'", "''"))'" + '; $LASTEXITCODE')
$result.codes = @($powershell.Invoke() | ForEach-Object { [int] $_ })
$result.asBefore = $before -ceq (Get-Store)
`,
    );
    expect(result).toEqual({ codes: [3], asBefore: true });
  });

  it.each(['server-article', 'workstation-hostile'])(
    '%s: without a key and without a person ends with 3',
    (example) => {
      const { status, output } = runAlone(example);
      expect(output).toContain('give -PreSharedKey');
      expect(status).toBe(3);
    },
  );
});

describe.skipIf(whyNot !== undefined || process.platform === 'win32')(
  named('the stand-alone script where there is no NetSecurity module'),
  () => {
    it('ends with 3 and says so', () => {
      const { status, output } = runAlone('server-kerberos', { ...process.env, PSModulePath: '' });
      expect(output).toContain('Nothing was changed');
      expect(status).toBe(3);
    });
  },
);
