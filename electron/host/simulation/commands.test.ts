import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { SimulatedGateway } from '../simulated-gateway';
import { contentOf, newStateFile, rowsOf } from '../testing/simulated-computer';
import { simulateForeignRules, simulateSet, simulateShow } from './commands';

describe('setting facts', () => {
  it('creates the file and shows in the facts', async () => {
    const file = await newStateFile();
    await simulateSet(file, [
      ...['computer-name=SRV-1', 'elevated=false', 'domain=corp.example', 'language-mode=constrainedlanguage'],
      ...[
        'addresses=192.0.2.10/24, 2001:db8::1/64',
        'build=17763',
        'service.ikeext=stopped',
        'execution-policy=AllSigned',
      ],
    ]);
    const { computer } = await simulateShow(file);
    expect(computer).toMatchObject({
      ...{
        name: 'SRV-1',
        elevated: false,
        domain: 'corp.example',
        languageMode: 'ConstrainedLanguage',
        build: '17763',
      },
      ...{ addresses: ['192.0.2.10/24', '2001:db8::1/64'], executionPolicy: 'AllSigned' },
    });
    expect(computer.services['IKEEXT']).toBe('stopped');
  });

  it('goes back to what was', async () => {
    const file = await newStateFile();
    const before = await simulateShow(file);
    const facts = ['module-logging', 'backup-running', 'legacy-policy', 'domain'];
    await simulateSet(file, [
      'module-logging=on',
      'backup-running=true',
      'legacy-policy=Old policy',
      'domain=corp.example',
    ]);
    expect((await simulateShow(file)).computer).not.toEqual(before.computer);
    await simulateSet(
      file,
      facts.map((fact) => `${fact}=${fact.includes('-p') || fact === 'domain' ? 'none' : 'off'}`),
    );
    expect((await simulateShow(file)).computer).toEqual(before.computer);
  });

  it.each([
    ['allow-local-ipsec-rules', 'AllowLocalIPsecRules'],
    ['allow-local-firewall-rules', 'AllowLocalFirewallRules'],
    ['firewall', 'Enabled'],
  ])('%s counts in ActiveStore for all three profiles', async (fact, property) => {
    const file = await newStateFile();
    const gateway = new SimulatedGateway({ file });
    const words = async (): Promise<readonly unknown[]> =>
      (await rowsOf(gateway, 'Get-NetFirewallProfile', { PolicyStore: 'ActiveStore' }, property)).map(
        (row) => row[property],
      );
    await simulateSet(file, [`${fact}=off`]);
    expect(await words()).toEqual(['False', 'False', 'False']);
    await simulateSet(file, [`${fact}=true`]);
    expect(await words()).toEqual(['True', 'True', 'True']);
  });

  it.each([
    ...['elevated', 'elevated=', '=true', 'elevated=maybe', 'colour=red', '__proto__=x', 'constructor=x'],
    ...['language-mode=None', 'netsecurity-module=gone', 'service.=running', 'service.X=paused', 'service.a b=running'],
    ...['addresses=192.0.2.1', 'addresses=192.0.2.300/24', 'addresses=192.0.2.1/33', 'addresses=Any', 'build=new'],
    ...['addresses=192.0.2.1-192.0.2.2/24', 'computer-name=a b', 'domain=a..b', `computer-name=${'x'.repeat(2_000)}`],
  ])('refuses %j and changes nothing', async (assignment) => {
    const file = await newStateFile({ format: 1 });
    const before = await readFile(file, 'utf8');
    await expect(simulateSet(file, ['build=22631', assignment])).rejects.toMatchObject({ appError: { code: 'usage' } });
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});

describe('rules of others', () => {
  it('are added under new names each time and leave the rest alone', async () => {
    const file = await newStateFile({
      format: 1,
      stores: { PersistentStore: { NetIPsecRule: [{ Name: 'foreign-ipsec-2' }] } },
    });
    await simulateForeignRules(file, 3);
    await simulateForeignRules(file, 2);
    const { stores } = await simulateShow(file);
    const rules = stores['PersistentStore']?.['NetIPsecRule'] as readonly { Name: string }[];
    expect(rules.map(({ Name }) => Name)).toEqual([2, 1, 3, 4, 5, 6].map((number) => `foreign-ipsec-${number}`));
    expect(stores['PersistentStore']?.['NetFirewallRule']).toHaveLength(6);
  });

  it('never speak of the backup port and secure nothing', async () => {
    const file = await newStateFile();
    await simulateForeignRules(file, 500);
    const { stores } = (await contentOf(file)) as {
      stores: { PersistentStore: { NetIPsecRule: Record<string, unknown>[] } };
    };
    for (const rule of stores.PersistentStore.NetIPsecRule) {
      expect(rule).toMatchObject({ InboundSecurity: 'None', OutboundSecurity: 'None' });
      expect(rule['LocalPort']).not.toContain('4531');
    }
  });

  it('are read in seconds by the thousand, in both stores and with their filters', async () => {
    const file = await newStateFile();
    await simulateForeignRules(file, 5_000);
    const reads = ['PersistentStore', 'ActiveStore'].flatMap((PolicyStore) =>
      ['Get-NetIPsecRule', 'Get-NetFirewallRule', 'Get-NetFirewallAddressFilter', 'Get-NetFirewallPortFilter'].map(
        (cmdlet) => ({
          invocation: { cmdlet, parameters: { All: true, PolicyStore } as const },
          select: ['InstanceID'],
        }),
      ),
    );
    const started = performance.now();
    const answers = await new SimulatedGateway({ file }).read(reads);
    expect(answers.map((rows) => rows.length)).toEqual([5_000, 5_001, 10_001, 10_001, 5_000, 5_001, 10_001, 10_001]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it.each([0, -1, 1.5, Number.NaN, 20_001])('are refused in the number %s', async (count) => {
    await expect(simulateForeignRules(await newStateFile(), count)).rejects.toMatchObject({
      appError: { code: 'usage' },
    });
  });
});
