import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import { Secret } from '#contract/secret';
import { quote } from '#compiler/quote';
import { KEY_VARIABLE } from './envelope';
import type { Read, Row } from './gateway';
import { describeGateway } from './gateway-contract';
import { PowerShellGateway } from './powershell-gateway';
import type { PowerShellSession } from './powershell-session';
import { hostileTexts } from './testing/hostile-text';
import { needsPowerShell, openRealPowerShell, realPowerShell } from './testing/real-powershell';

const call = (cmdlet: string, parameters: Invocation['parameters']): Invocation => ({ cmdlet, parameters });
/** A variable shows what it was given: every kind of value goes in by a parameter and comes back as a property. */
const variable = (value: Invocation['parameters'][string]): Read => ({
  invocation: call('New-Variable', { Name: 'probe', Value: value, Force: true, PassThru: true }),
  select: ['Name', 'Value', 'Options', 'Attributes', 'NoSuchProperty'],
});
const sleep: Read = { invocation: call('Start-Sleep', { Seconds: 60 }), select: [] };
const pid: Read = { invocation: call('Get-Variable', { Name: 'PID' }), select: ['Value'] };

const isRunning = (id: number): boolean => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

describe.skipIf(realPowerShell === undefined)(needsPowerShell('PowerShellGateway with a real PowerShell'), () => {
  let gateway: PowerShellGateway;
  beforeAll(() => {
    gateway = new PowerShellGateway({ executable: realPowerShell ?? '', readTimeoutMs: 8_000, callTimeoutMs: 8_000 });
  });
  afterAll(async () => {
    await gateway.close();
  });
  const rowOf = async (read: Read): Promise<Row> => (await gateway.read([read]))[0]?.[0] ?? {};
  const processId = async (): Promise<number> => Number((await rowOf(pid))['Value']);

  it('asks for the language mode and tells facts, each in its own attempt', async () => {
    const facts = await gateway.probe();
    expect(facts.languageMode).toBe('FullLanguage');
    expect(facts.computerName).not.toBe('');
    const { computerName, now, languageMode, ...attempted } = facts;
    expect(Number.isNaN(Date.parse(now))).toBe(false);
    for (const fact of Object.values(attempted)) expect(fact).toHaveProperty(fact.available ? 'value' : 'reason');
    const strange = Object.values(attempted).filter(
      (fact) => !fact.available && fact.reason.includes('something else'),
    );
    expect(strange).toEqual([]);
  });

  it('leaves out properties that an object does not have, and tells enumerations by their words', async () => {
    expect(await rowOf(variable('x'))).toEqual({ Name: 'probe', Value: 'x', Options: 'None', Attributes: [] });
  });

  it.each([[[]], [['a', 'b']], [1], [2_147_483_647], [-1], [true], [false], [[1, 2]]])(
    'tells %j as it is',
    async (value) => {
      expect((await rowOf(variable(value)))['Value']).toEqual(value);
    },
  );

  it('tells every text as it is', async () => {
    const whole = hostileTexts.filter((text) => !/[\ud800-\udfff]/u.test(text));
    const rows = await gateway.read(whole.map(variable));
    expect(rows.map(([row]) => row?.['Value'])).toEqual(whole);
  });

  it('reads half a million letters', async () => {
    const text = 'zażółć'.repeat(80_000);
    expect((await rowOf(variable(text)))['Value']).toBe(text);
  });

  it('does not mind text that cmdlets print', async () => {
    const noise = call('Write-Host', { Object: `${'x'.repeat(500)}\n:{"result":1}` });
    const warning = call('Write-Warning', { Message: 'careful' });
    const answers = await gateway.read([
      ...[noise, warning].map((invocation) => ({ invocation, select: [] })),
      variable(1),
    ]);
    expect(answers.map((rows) => rows.length)).toEqual([0, 0, 1]);
  });

  it('refuses what PowerShell does not know, and does not take it for nothing found', async () => {
    const read = { invocation: call('Get-NetIPsecWish', {}), select: [] };
    await expect(gateway.read([read])).rejects.toMatchObject({ kind: 'refused', outcome: 'not-done' });
  });

  it('ends a call that hangs, and its process with it', async () => {
    const before = await processId();
    await expect(gateway.read([sleep])).rejects.toMatchObject({ kind: 'timed-out' });
    expect(isRunning(before)).toBe(false);
    expect(await processId()).not.toBe(before);
  });

  it('notices that its process was killed in the middle of a call', async () => {
    const before = await processId();
    const reading = gateway.read([sleep]).catch((error: unknown) => error);
    await wait(500);
    process.kill(before, 'SIGKILL');
    expect(await reading).toMatchObject({ kind: 'died' });
    expect(await processId()).not.toBe(before);
  });

  it('notices that its process ended without an answer', async () => {
    const exit = { invocation: call('Invoke-Expression', { Command: 'exit 0' }), select: [] };
    await expect(gateway.read([exit])).rejects.toMatchObject({ kind: 'died' });
  });

  it('takes the key out of messages, and cuts them', async () => {
    const transaction = await gateway.begin(new Secret('Zażółć-\u2018key\u2019'));
    const shout = call('Write-Error', { Message: { secret: 'pre-shared-key' } });
    await expect(transaction.carryOut('a', shout)).rejects.toMatchObject({ kind: 'refused', message: '***' });
    const long = call('Write-Error', { Message: 'ż'.repeat(5_000) });
    await expect(transaction.carryOut('b', long)).rejects.toMatchObject({ message: 'ż'.repeat(2_000) });
    await transaction.end();
  });

  it('keeps outcomes for later steps, under any id', async () => {
    const transaction = await gateway.begin(undefined);
    const id = "it's\n\u2018$(exit)\u2019";
    await transaction.carryOut(id, call('New-Variable', { Name: 'kept', Value: 'worth', PassThru: true }));
    const shout = call('Write-Error', { Message: { fromStep: id } });
    await expect(transaction.carryOut('b', shout)).rejects.toMatchObject({
      message: expect.stringContaining('PSVariable') as string,
    });
    await transaction.end();
  });
});

describe.skipIf(realPowerShell === undefined)(needsPowerShell('the projection in a real PowerShell'), () => {
  let session: PowerShellSession;
  beforeAll(async () => {
    session = await openRealPowerShell();
  });
  afterAll(async () => {
    await session.close();
  });

  const project = (object: string, ...select: readonly string[]): Promise<unknown> =>
    session.call(
      `$digest = New-Object System.Security.Cryptography.HMACSHA256 (, [byte[]] (1, 2, 3))
       ConvertTo-IpsecbwRow ([pscustomobject] ${object}) @(${select.map(quote).join(',')}) 4 $digest`,
      'test',
    );

  it.each([
    ["@{ a = @('one') }", { a: ['one'] }],
    ['@{ a = @() }', { a: [] }],
    ['@{ a = @(@(1), @(2, 3)) }', { a: [[1], [2, 3]] }],
    ['@{ a = (New-Object System.Collections.ArrayList) }', { a: [] }],
    ['@{ a = $null }', { a: null }],
    ['@{ b = 1 }', {}],
    ["@{ a = 'x' }", { a: 'x' }],
    ["@{ a = [char] 'x' }", { a: 'x' }],
    ['@{ a = [DayOfWeek] 1 }', { a: 'Monday' }],
    ['@{ a = @([DayOfWeek] 1) }', { a: ['Monday'] }],
    ['@{ a = [uint16] 4531 }', { a: 4531 }],
    ['@{ a = [uint64]::MaxValue }', { a: '18446744073709551615' }],
    ['@{ a = 1.5 }', { a: 1.5 }],
    ['@{ a = $true }', { a: true }],
    ['@{ a = [guid]::Empty }', { a: '00000000-0000-0000-0000-000000000000' }],
    ["@{ a = [datetime] '2026-01-02T03:04:05' }", { a: '2026-01-02T03:04:05.0000000' }],
    ['@{ a = [pscustomobject] @{ CimClass = 1; PSComputerName = 2; Hash = @(3) } }', { a: { Hash: [3] } }],
    ['@{ a = @([pscustomobject] @{ b = 1 }) }', { a: [{ b: 1 }] }],
    ['@{ PreSharedKey = $null; a = 1 }', { a: 1 }],
  ])('tells %s', async (object, row) => {
    expect(await project(object, 'a', 'PreSharedKey')).toEqual(row);
  });

  it('ends at four levels', async () => {
    const nest = (levels: number): string => (levels === 0 ? '1' : `[pscustomobject] @{ a = ${nest(levels - 1)} }`);
    expect(await project(nest(9), 'a')).toEqual({ a: { a: { a: { a: { a: expect.any(String) as string } } } } });
  });

  it('loses no other property by one that cannot be read', async () => {
    const broken =
      "(New-Object psobject | Add-Member -PassThru ScriptProperty a { throw 'no' } | Add-Member -PassThru NoteProperty b 1)";
    expect(await project(broken, 'a', 'b')).toMatchObject({ b: 1 });
  });

  it('digests keys of every spelling and depth, as UTF-8 and as they stand', async () => {
    const digest = createHmac('sha256', Buffer.from([1, 2, 3]))
      .update('o\u0301')
      .digest('hex');
    const key = quote('o\u0301');
    const object = `@{ a = @([pscustomobject] @{ PreSharedKey = ${key}; psk = ${key} }); PreSharedKey = ${key} }`;
    expect(await project(object, 'a', 'PreSharedKey')).toEqual({
      a: [{ PreSharedKey: digest, psk: digest }],
      PreSharedKey: digest,
    });
  });
});

/** A script that stands between this program and PowerShell's standard input. */
const between = (folder: string, filter: string): string => {
  const file = join(folder, 'pwsh');
  writeFileSync(file, `#!/bin/sh\n${filter} | '${realPowerShell ?? ''}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
};

describe.skipIf(realPowerShell === undefined || process.platform === 'win32')(
  needsPowerShell('what goes to a real PowerShell [not on Windows: needs a shell script]'),
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'between-powershell-'));
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    it('never holds the key, nor its base64', async () => {
      const log = join(folder, 'input');
      const gateway = new PowerShellGateway({ executable: between(folder, `tee -a '${log}'`) });
      const key = 'Zażółć-7531-klucz';
      const transaction = await gateway.begin(new Secret(key));
      const refused = transaction.carryOut('a', call('Write-Error', { Message: { secret: 'pre-shared-key' } }));
      await expect(refused).rejects.toMatchObject({ message: '***' });
      await gateway.read([variable('x')], { compareKey: new Secret(key) });
      await gateway.close();
      const input = readFileSync(log, 'utf8');
      const decoded = [...input.matchAll(/FromBase64String\('([^']*)'\)/gu)].map(([, code]) =>
        Buffer.from(code ?? '', 'base64').toString(),
      );
      expect(decoded.join('\n')).toContain(`$env:${KEY_VARIABLE}`);
      for (const encoding of ['utf8', 'utf16le'] as const) {
        const coded = Buffer.from(key, encoding).toString('base64').replaceAll('=', '').slice(0, -1);
        expect([input, ...decoded].filter((text) => text.includes(key) || text.includes(coded))).toEqual([]);
      }
    });

    it('is only the question for the language mode where PowerShell is locked down', async () => {
      const lock = `$ExecutionContext.SessionState.LanguageMode='ConstrainedLanguage'`;
      const gateway = new PowerShellGateway({
        executable: between(folder, `( echo "${lock.replace('$', '\\$')}"; cat )`),
      });
      expect(await gateway.probe()).toMatchObject({
        languageMode: 'ConstrainedLanguage',
        elevated: { available: false },
      });
      await expect(gateway.begin(undefined)).rejects.toMatchObject({ appError: { code: 'powershell-unusable' } });
      await gateway.close();
    });
  },
);

/** Only stand-ins: the suite deletes every IPsec object, which a Windows computer would mind. */
async function netSecurityToPlayWith(): Promise<boolean> {
  if (realPowerShell === undefined || process.platform === 'win32') return false;
  const gateway = new PowerShellGateway({ executable: realPowerShell });
  try {
    return (await gateway.probe()).netSecurityModule.available;
  } finally {
    await gateway.close();
  }
}

const emptyStore = `
foreach ($noun in 'NetIPsecRule', 'NetIPsecMainModeRule', 'NetIPsecPhase1AuthSet', 'NetIPsecPhase2AuthSet',
    'NetIPsecMainModeCryptoSet', 'NetIPsecQuickModeCryptoSet', 'NetFirewallRule') {
  $found = @(); try { $found = @(& "Get-$noun" -PolicyStore PersistentStore) } catch { $found = @() }
  foreach ($one in $found) {
    $name = [string] $one.InstanceID
    if ($noun -eq 'NetIPsecRule') { & "Remove-$noun" -IPsecRuleName $name -PolicyStore PersistentStore }
    elseif ($noun -ne 'NetFirewallRule' -or $name -like 'contract-*') { & "Remove-$noun" -Name $name -PolicyStore PersistentStore }
  }
}`;

if (await netSecurityToPlayWith()) {
  let broom: PowerShellSession | undefined;
  afterAll(async () => {
    await broom?.close();
  });
  describeGateway('PowerShellGateway', {
    create: () => new PowerShellGateway({ executable: realPowerShell ?? '' }),
    reset: async () => {
      broom ??= await openRealPowerShell();
      await broom.call(emptyStore, 'reset');
    },
  });
} else {
  describe.skip('PowerShellGateway: what every gateway owes', () => {
    it.skip('[skipped: needs a PowerShell with a NetSecurity module that is not a Windows computer’s own]', () =>
      undefined);
  });
}
