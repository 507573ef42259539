import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { describeGateway } from './gateway-contract';
import { articleCalls, call, ipsecRule, type NamedCall } from './gateway-contract-calls';
import { SimulatedGateway } from './simulated-gateway';
import { parseFaults } from './simulation/faults';
import { digestOf } from './simulation/key-digest';
import { contentOf, errorOf, KEY, newStateFile, rowsOf } from './testing/simulated-computer';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulated-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
const file = (): string => join(folder, 'computer.json');

describeGateway('the simulated computer in a file', {
  create: () => new SimulatedGateway({ file: file() }),
  reset: () => rm(file(), { force: true }),
});

const names = async (gateway: SimulatedGateway, cmdlet = 'Get-NetIPsecRule'): Promise<readonly unknown[]> =>
  (await rowsOf(gateway, cmdlet, { All: true }, 'InstanceID')).map((row) => row['InstanceID']);
const rule = (name: string): NamedCall => [name, call('New-NetIPsecRule', { IPsecRuleName: name, DisplayName: name })];

describe('the key of a simulated computer', () => {
  it('is nowhere in its file, in no encoding', async () => {
    const state = await newStateFile();
    await errorOf(new SimulatedGateway({ file: state }), articleCalls());
    const bytes = await readFile(state);
    const text = KEY.reveal();
    const forms = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)];
    const encoded = (['utf8', 'utf16le'] as const).flatMap((encoding) => {
      const raw = Buffer.from(text, encoding);
      return [raw, Buffer.from(raw.toString('base64')), Buffer.from(raw.toString('hex'))];
    });
    for (const form of [...forms.map((one) => Buffer.from(one)), ...encoded]) expect(bytes.includes(form)).toBe(false);
    expect(bytes.includes('scrypt:')).toBe(true);
  });

  it('lies under the same digest in two files, and that takes no time', () => {
    const started = performance.now();
    expect(digestOf('a key')).toBe(digestOf('a key'));
    expect((performance.now() - started) / 2).toBeLessThan(500);
    expect(digestOf('a key')).not.toBe(digestOf('a key '));
  });
});

describe('one file and several processes', () => {
  it('shows to each what the one before it wrote', async () => {
    const state = await newStateFile();
    const [first, second] = [new SimulatedGateway({ file: state }), new SimulatedGateway({ file: state })];
    await errorOf(first, [rule('one')]);
    expect(await names(second)).toEqual(['one']);
    await errorOf(second, [rule('two')]);
    expect(await names(first)).toEqual(['one', 'two']);
  });

  it('writes each call when it has taken effect', async () => {
    const gateway = new SimulatedGateway({ file: file() });
    await rm(file(), { force: true });
    const transaction = await gateway.begin(undefined);
    await transaction.carryOut(...rule('one'));
    expect(await names(new SimulatedGateway({ file: file() }))).toEqual(['one']);
    await transaction.end();
  });

  it('runs one transaction at a time', async () => {
    const gateway = new SimulatedGateway();
    const transaction = await gateway.begin(undefined);
    await expect(gateway.begin(undefined)).rejects.toMatchObject({ appError: { code: 'internal' } });
    await transaction.end();
    await (await gateway.begin(undefined)).end();
  });

  it('leaves rules of others exactly as they were', async () => {
    const foreign = { Name: 'foreign', Odd: [1, null, { a: 'ę' }], RemoteAddress: '203.0.113.1' };
    const state = await newStateFile({ format: 1, stores: { PersistentStore: { NetIPsecRule: [foreign] } } });
    const remove: NamedCall = ['r', call('Remove-NetIPsecRule', { IPsecRuleName: 'one' })];
    await errorOf(new SimulatedGateway({ file: state }), [rule('one'), remove]);
    expect(await contentOf(state)).toMatchObject({ stores: { PersistentStore: { NetIPsecRule: [foreign] } } });
  });
});

describe('a computer that does not let us', () => {
  it('refuses writes and answers reads when not elevated', async () => {
    const state = await newStateFile({ format: 1, computer: { elevated: false } });
    const gateway = new SimulatedGateway({ file: state });
    const before = await readFile(state, 'utf8');
    expect(await errorOf(gateway, [rule('one')])).toMatchObject({
      ...{ kind: 'access-denied', errorId: 'Windows System Error 5,New-NetIPsecRule' },
    });
    expect(await readFile(state, 'utf8')).toBe(before);
    expect(await names(gateway)).toEqual([]);
    expect((await gateway.probe()).elevated).toEqual({ available: true, value: false });
  });

  it('tells nothing but the language mode when PowerShell is locked down', async () => {
    const gateway = new SimulatedGateway({
      file: await newStateFile({ format: 1, computer: { languageMode: 'ConstrainedLanguage' } }),
    });
    const facts = await gateway.probe();
    expect(facts.languageMode).toBe('ConstrainedLanguage');
    const attempts = [facts.netSecurityModule, facts.elevated, facts.windows, facts.domain, facts.addresses];
    expect(attempts.map(({ available }) => available)).toEqual([false, false, false, false, false]);
    await expect(names(gateway)).rejects.toMatchObject({ kind: 'refused' });
  });

  it('knows no cmdlet when the module is missing', async () => {
    const gateway = new SimulatedGateway({
      file: await newStateFile({ format: 1, computer: { netsecurityModule: 'missing' } }),
    });
    expect((await gateway.probe()).netSecurityModule.available).toBe(false);
    expect(await errorOf(gateway, [rule('one')])).toMatchObject({
      errorId: 'CommandNotFoundException,New-NetIPsecRule',
    });
  });
});

describe('faults', () => {
  const faulty = async (text: string, timeoutMs = 50): Promise<readonly [SimulatedGateway, string]> => {
    const state = await newStateFile();
    return [new SimulatedGateway({ file: state, faults: parseFaults(text), timeoutMs }), state];
  };

  it('fail: the call is refused, nothing of it is stored, and the next one works', async () => {
    const [gateway] = await faulty('fail@2');
    expect(await errorOf(gateway, [rule('one'), rule('two')])).toMatchObject({ kind: 'refused', outcome: 'not-done' });
    await errorOf(gateway, [rule('three')]);
    expect(await names(gateway)).toEqual(['one', 'three']);
  });

  it('count neither proposals nor reads', async () => {
    const [gateway] = await faulty('fail@6');
    const read: NamedCall = ['get', call('Get-NetFirewallRule', { Name: 'FBS-Server-In-TCP' })];
    const error = await errorOf(gateway, [read, ...articleCalls()]);
    expect(error?.cmdlet).toBe('New-NetFirewallRule');
  });

  it('hang: the call is given up after the time limit, its outcome is unknown, and nothing is stored', async () => {
    const [gateway] = await faulty('hang@1');
    const started = performance.now();
    expect(await errorOf(gateway, [rule('one')])).toMatchObject({ kind: 'timed-out', outcome: 'unknown' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(45);
    expect(await names(gateway)).toEqual([]);
  });

  it('delay: every writing call waits', async () => {
    const [gateway] = await faulty('delay=30');
    const started = performance.now();
    await errorOf(gateway, [rule('one'), rule('two')]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  it('diskfull: the store can still be written', async () => {
    const faults = parseFaults('diskfull@1');
    const gateway = new SimulatedGateway({ faults });
    expect(await errorOf(gateway, [rule('one')])).toBeUndefined();
    expect(faults.diskIsFull()).toBe(true);
  });

  it('die: the process is gone after the call took effect', async () => {
    const state = await newStateFile();
    const script = `
      import { SimulatedGateway } from '#host/simulated-gateway';
      import { parseFaults } from '#host/simulation/faults';
      const gateway = new SimulatedGateway({ file: ${JSON.stringify(state)}, faults: parseFaults('die@2') });
      const transaction = await gateway.begin(undefined);
      for (const name of ['one', 'two', 'three']) {
        await transaction.carryOut(name, { cmdlet: 'New-NetIPsecRule', parameters: { IPsecRuleName: name, DisplayName: name } });
      }`;
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
    await expect(run).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect(await names(new SimulatedGateway({ file: state }))).toEqual(['one', 'two']);
  });

  const made = articleCalls().filter(([, { cmdlet }]) => cmdlet.startsWith('New-') && !cmdlet.endsWith('Proposal'));
  it.each(made.map(([id, { cmdlet }], at) => [cmdlet, id, at + 1] as const))(
    'differ: what %s stored is not what was asked',
    async (cmdlet, _, at) => {
      const select = ['Enabled', 'InboundSecurity', 'Action', 'Proposal'];
      const [gateway] = await faulty(`differ@${at}`);
      expect(await errorOf(gateway, articleCalls())).toBeUndefined();
      const honest = new SimulatedGateway();
      await errorOf(honest, articleCalls());
      const get = cmdlet.replace('New-', 'Get-');
      const read = (from: SimulatedGateway): Promise<unknown> => rowsOf(from, get, { All: true }, ...select);
      expect(await read(gateway)).not.toEqual(await read(honest));
    },
  );

  it.each([
    call('Remove-NetIPsecRule', { IPsecRuleName: 'contract-rule' }),
    call('Disable-NetIPsecRule', { IPsecRuleName: 'contract-rule' }),
    call('Set-NetIPsecRule', { IPsecRuleName: 'contract-rule', OutboundSecurity: 'Request' }),
  ])('differ: $cmdlet has had no effect', async (invocation) => {
    const [gateway, state] = await faulty('differ@2');
    await errorOf(gateway, [['rule', ipsecRule()]]);
    const before = await contentOf(state);
    expect(await errorOf(gateway, [['change', invocation]])).toBeUndefined();
    expect(await contentOf(state)).toEqual(before);
  });

  it('differ: a method that is no key is another method', async () => {
    const [gateway] = await faulty('differ@1');
    await errorOf(gateway, [
      ['auth', call('New-NetIPsecAuthProposal', { Machine: true, Kerberos: true })],
      ['set', call('New-NetIPsecPhase1AuthSet', { DisplayName: 'P', Proposal: [{ fromStep: 'auth' }] })],
    ], new Secret('unused')); // prettier-ignore
    const [row] = await rowsOf(gateway, 'Get-NetIPsecPhase1AuthSet', {}, 'Proposal');
    expect(row?.['Proposal']).not.toEqual([{ Machine: true, Kerberos: true }]);
  });
});
