import { Buffer } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { unaskedFacts } from '#contract/facts';
import type { Invocation } from '#contract/invocation';
import { Secret } from '#contract/secret';
import { CmdletError } from './cmdlet-error';
import { KEY_VARIABLE } from './envelope';
import { PowerShellGateway, type PowerShellGatewayOptions } from './powershell-gateway';
import { type Behaviour, type FakePowerShell, fakePowerShell } from './testing/fake-powershell';

const KEY = 'Zażółć-7531-\u2018key\u2019';
const rule: Invocation = { cmdlet: 'New-NetIPsecRule', parameters: { DisplayName: 'x' } };
const authProposal: Invocation = {
  cmdlet: 'New-NetIPsecAuthProposal',
  parameters: { Machine: true, PreSharedKey: { secret: 'pre-shared-key' } },
};
const reads = [{ invocation: { cmdlet: 'Get-NetIPsecRule', parameters: {} }, select: ['Name'] }] as const;
const facts = {
  computerName: 'FAKE',
  now: '2026-05-04T12:00:00.0000000Z',
  ...Object.fromEntries(Object.keys(unaskedFacts('')).map((fact) => [fact, { reason: 'fake' }])),
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const encodings = (text: string): readonly string[] => [
  text,
  ...(['utf8', 'utf16le'] as const).flatMap((encoding) => {
    // base64 of a text inside another text begins at any of three places.
    const at = [0, 1, 2].map((skip) => Buffer.from(text, encoding).subarray(skip).toString('base64'));
    return at.map((coded) => coded.replaceAll('=', '').slice(2, -2));
  }),
];
/** The input as it came, and every base64 in it decoded. */
const allTexts = (input: string): string =>
  [
    input,
    ...[...input.matchAll(/FromBase64String\('([^']*)'\)/gu)].map(([, code]) =>
      Buffer.from(code ?? '', 'base64').toString(),
    ),
  ].join('\n');

describe.skipIf(process.platform === 'win32')(
  'PowerShellGateway with a PowerShell that misbehaves [skipped on Windows: the fake is a script]',
  () => {
    let fake: FakePowerShell;
    let gateway: PowerShellGateway;
    const create = (options: Partial<PowerShellGatewayOptions> = {}): PowerShellGateway =>
      new PowerShellGateway({
        executable: fake.executable,
        callTimeoutMs: 2_000,
        readTimeoutMs: 2_000,
        mostAnswerBytes: 1_000_000,
        ...options,
      });

    beforeEach(() => {
      fake = fakePowerShell();
      fake.answerWith({ answers: [{ rows: [] }] });
      gateway = create();
    });
    afterEach(async () => {
      await gateway.close();
      fake.remove();
    });

    const bad: readonly (readonly [Behaviour, string])[] = [
      ['silence', 'garbled'],
      ['hang', 'timed-out'],
      ['die', 'died'],
      ['exit-0', 'died'],
      ['flood', 'garbled'],
      ['flood-on-stderr', 'garbled'],
      ['other-nonce', 'garbled'],
      ['not-base64', 'garbled'],
      ['not-json', 'garbled'],
      ['other-shape', 'garbled'],
      ['half-a-line', 'garbled'],
    ];

    it.each(bad)('after %s says %s for a read, and the next read works', async (behaviour, kind) => {
      fake.misbehave(behaviour);
      await expect(gateway.read(reads)).rejects.toMatchObject({ kind, outcome: 'unknown', cmdlet: 'Get-NetIPsecRule' });
      expect(await gateway.read(reads)).toEqual([[]]);
      expect(fake.starts().map(({ pid }) => isRunning(pid))).toEqual([false, true]);
    });

    it.each(bad)('after %s says %s for a step, and the next step works', async (behaviour, kind) => {
      const transaction = await gateway.begin(new Secret(KEY));
      fake.misbehave(behaviour);
      await expect(transaction.carryOut('a', rule)).rejects.toMatchObject({ kind, outcome: 'unknown' });
      await transaction.carryOut('b', rule);
      await transaction.end();
      expect(fake.starts().map(({ pid }) => isRunning(pid))).toEqual([false, false]);
      expect(fake.starts().map(({ environment }) => environment[KEY_VARIABLE])).toEqual([KEY, KEY]);
    });

    it('does not know the outcomes of a process that is gone', async () => {
      const transaction = await gateway.begin(new Secret(KEY));
      await transaction.carryOut('a', authProposal);
      fake.misbehave('die');
      await expect(transaction.carryOut('b', rule)).rejects.toMatchObject({ kind: 'died' });
      const set = { cmdlet: 'New-NetIPsecPhase1AuthSet', parameters: { Proposal: [{ fromStep: 'a' }] } };
      await expect(transaction.carryOut('c', set)).rejects.toMatchObject({ kind: 'refused', outcome: 'not-done' });
    });

    it('finds its answer among warnings, prompts and errors', async () => {
      fake.misbehave('noise', 3);
      expect(await gateway.read(reads)).toEqual([[]]);
      expect(await gateway.read(reads)).toEqual([[]]);
      expect(fake.starts()).toHaveLength(1);
    });

    it('refuses answers in another shape than was asked for', async () => {
      fake.answerWith({ answers: [] });
      await expect(gateway.read(reads)).rejects.toMatchObject({ kind: 'garbled' });
      fake.answerWith('x');
      await expect(gateway.probe()).rejects.toMatchObject({ kind: 'garbled' });
      fake.answerWith(facts);
      expect(await gateway.probe()).toMatchObject({ computerName: 'FAKE', languageMode: 'FullLanguage' });
    });

    it('tries the peer in one call, with the address as text and nothing more', async () => {
      fake.answerWith('refused');
      expect(await gateway.reach({ address: '192.0.2.10', port: 4531 })).toEqual({ available: true, value: 'refused' });
      fake.answerWith('perhaps');
      await expect(gateway.reach({ address: '192.0.2.10', port: 4531 })).rejects.toMatchObject({ kind: 'garbled' });
    });

    it('waits for a call to end before the next begins, and carries on after one that failed', async () => {
      fake.misbehave('hang');
      const [first, second] = await Promise.allSettled([gateway.read(reads), gateway.read(reads)]);
      expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
    });

    it('starts with no profile, asks nothing, and hands the environment on without what would disturb', async () => {
      gateway = create({
        environment: {
          ...process.env,
          PSModulePath: '/x',
          [KEY_VARIABLE]: 'inherited',
          Debug: '*',
          NODE_POWERSHELL: '/nowhere',
        },
      });
      await gateway.read(reads);
      const [start] = fake.starts();
      expect(start?.args).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-NoExit', '-Command', '-']);
      expect(start?.environment).toMatchObject({ NO_COLOR: '1', TERM: 'dumb', PSModulePath: '/x' });
      const names = Object.keys(start?.environment ?? {});
      expect(names.filter((name) => ['DEBUG', 'NODE_POWERSHELL', KEY_VARIABLE].includes(name.toUpperCase()))).toEqual(
        [],
      );
    });

    describe('the key', () => {
      it('is in the environment of the transaction and nowhere in its input', async () => {
        await gateway.read(reads, { compareKey: new Secret(KEY) });
        const transaction = await gateway.begin(new Secret(KEY));
        await transaction.carryOut('auth', authProposal);
        await transaction.end();
        expect(fake.starts().map(({ environment }) => environment[KEY_VARIABLE])).toEqual([undefined, KEY]);
        const input = allTexts(fake.input());
        expect(input).toContain(`-PreSharedKey $env:${KEY_VARIABLE}`);
        expect(encodings(KEY).filter((text) => input.includes(text))).toEqual([]);
        expect(
          fake
            .starts()
            .flatMap(({ args }) => args)
            .join(' '),
        ).not.toContain(KEY);
      });

      it('is missed before anything runs', async () => {
        for (const none of [undefined, new Secret('')]) {
          const transaction = await gateway.begin(none);
          await expect(transaction.carryOut('auth', authProposal)).rejects.toMatchObject({ kind: 'refused' });
          await transaction.end();
        }
        expect(allTexts(fake.input())).not.toContain('New-NetIPsecAuthProposal');
      });
    });

    describe('a transaction', () => {
      it('has a process of its own, which is gone when it ended', async () => {
        await gateway.read(reads);
        const transaction = await gateway.begin(new Secret(KEY));
        await transaction.end();
        await transaction.end();
        expect(fake.starts().map(({ pid }) => isRunning(pid))).toEqual([true, false]);
        await expect(transaction.carryOut('a', rule)).rejects.toBeInstanceOf(AppFailure);
      });

      it('is the only one', async () => {
        await gateway.begin(new Secret(KEY));
        await expect(gateway.begin(new Secret(KEY))).rejects.toBeInstanceOf(AppFailure);
      });

      it('ends with its gateway', async () => {
        await gateway.begin(new Secret(KEY));
        await gateway.read(reads);
        await gateway.close();
        expect(fake.starts().map(({ pid }) => isRunning(pid))).toEqual([false, false]);
      });

      it.each([
        ['a step that was not', { cmdlet: 'New-X', parameters: { Proposal: { fromStep: 'nothing' } } }],
        ['no object', { cmdlet: 'Remove-NetIPsecRule', parameters: { PolicyStore: 'PersistentStore' } }],
        ['no cmdlet', { cmdlet: 'Remove-NetIPsecRule; exit', parameters: {} }],
      ])('refuses a call that names %s before it reaches PowerShell', async (_, invocation) => {
        const transaction = await gateway.begin(new Secret(KEY));
        const before = fake.input();
        await expect(transaction.carryOut('a', invocation)).rejects.toMatchObject({
          kind: 'refused',
          outcome: 'not-done',
        });
        expect(fake.input()).toBe(before);
      });
    });

    it('refuses a read that names steps or secrets', async () => {
      const wrong = [{ invocation: authProposal, select: [] }];
      await expect(gateway.read(wrong)).rejects.toMatchObject({ kind: 'refused' });
    });

    describe('a PowerShell that is locked down', () => {
      beforeEach(() => {
        fake.speak('ConstrainedLanguage');
      });

      it('is asked for its language mode, and no script is sent', async () => {
        expect(await gateway.probe()).toMatchObject({
          languageMode: 'ConstrainedLanguage',
          elevated: { available: false },
        });
        expect(await gateway.probe()).toMatchObject({ languageMode: 'ConstrainedLanguage' });
        expect(fake.input()).not.toContain('FromBase64String');
        expect(fake.starts().map(({ pid }) => isRunning(pid))).toEqual([false]);
      });

      it('is not used for reads or transactions', async () => {
        await expect(gateway.read(reads)).rejects.toMatchObject({ appError: { code: 'powershell-unusable' } });
        await expect(gateway.begin(undefined)).rejects.toMatchObject({ appError: { code: 'powershell-unusable' } });
      });
    });

    it.each(['hang', 'No language 1'])(
      'says that PowerShell is unusable when it does not tell its mode (%s)',
      async (mode) => {
        fake.speak(mode);
        await expect(gateway.probe()).rejects.toMatchObject({ appError: { code: 'powershell-unusable' } });
        expect(fake.starts().map(({ pid }) => isRunning(pid))).toEqual([false]);
      },
    );

    it('can start anew where PowerShell was unusable before', async () => {
      fake.speak('No language 1');
      await expect(gateway.read(reads)).rejects.toBeInstanceOf(AppFailure);
      fake.speak('FullLanguage');
      expect(await gateway.read(reads)).toEqual([[]]);
    });
  },
);

describe('PowerShellGateway without a PowerShell', () => {
  it.each(['/nowhere/pwsh', process.execPath, '/', 'a\0b'])('says that %j is unusable', async (executable) => {
    const gateway = new PowerShellGateway({ executable, callTimeoutMs: 3_000 });
    await expect(gateway.probe()).rejects.toMatchObject({ appError: { code: 'powershell-unusable' } });
    await expect(gateway.read(reads)).rejects.not.toBeInstanceOf(CmdletError);
    await expect(gateway.begin(undefined)).rejects.toBeInstanceOf(AppFailure);
    await gateway.close();
  });
});
