import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { languageModeLine, newNonce } from './envelope';
import { PowerShellProcess } from './powershell-process';
import { type FakePowerShell, fakePowerShell } from './testing/fake-powershell';

// In a file of its own: what the library reads from the environment, it reads once, when it is loaded.
process.env['DEBUG'] = '*';
process.env['NODE_POWERSHELL'] = '/nowhere/else';

describe.skipIf(process.platform === 'win32')('PowerShellProcess [skipped on Windows: the fake is a script]', () => {
  let fake: FakePowerShell;
  let child: PowerShellProcess;
  const ask = (nonce = newNonce()): ReturnType<PowerShellProcess['exchange']> =>
    child.exchange(languageModeLine(nonce), nonce, 2_000);

  beforeEach(async () => {
    fake = fakePowerShell();
    child = await PowerShellProcess.start({
      executable: fake.executable,
      environment: process.env,
      mostAnswerBytes: 10_000,
    });
  });
  afterEach(async () => {
    await child.kill();
    fake.remove();
  });

  it('starts what it was told to start, and prints nothing, whatever the environment says', async () => {
    const log = vi.spyOn(console, 'log');
    const error = vi.spyOn(process.stderr, 'write');
    expect(await ask()).toEqual({ kind: 'answered', text: 'FullLanguage' });
    await child.rest(2_000);
    expect(log).not.toHaveBeenCalled();
    expect(error).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('answers one exchange after another', async () => {
    for (let round = 0; round < 20; round += 1) {
      expect(await ask()).toEqual({ kind: 'answered', text: 'FullLanguage' });
      await child.rest(2_000);
    }
  });

  it('is bounded in output by exchange, not over its life', async () => {
    const noise = `'${newNonce()}'+':'+$ExecutionContext.SessionState.LanguageMode`;
    for (let round = 0; round < 200; round += 1) {
      await child.exchange(noise, newNonce(), 2_000);
      expect(child.alive).toBe(true);
    }
  });

  it('says that it died when it was killed before', async () => {
    await child.kill();
    expect(child.alive).toBe(false);
    expect((await ask()).kind).toBe('died');
    await child.kill();
  });
});
