import '../exposed-bridge';
import { request } from 'node:http';
import { presetPolicy } from '#policy/presets';
import { expect, test } from '../fixtures';
import { electronHere, startShellProcess } from '../program';

const key = 'correct-horse-battery-staple-4531';
const calls = [
  'overview', 'keepKey', 'generateKey', 'forgetKey', 'preview', 'apply', 'keepChange', 'extendChange', 'recoverChange',
  'interrupt', 'verify', 'previewRemoval', 'remove', 'breakGlass',
  'loadDraft', 'saveDraft', 'saveText', 'resolveName',
  'findSettings', 'chooseSettingsFile', 'dropSettings', 'openSettings', 'closeSettings', 'listSticks', 'chooseFolder',
  'keepPassphrase', 'forgetPassphrase', 'planKit', 'writeKit', 'readRollout', 'mergeLedgers',
  'restartAsAdministrator', 'closeWindow',
]; // prettier-ignore

interface Answered {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
  readonly value?: unknown;
}

/** What a hostile page would do: call the exposed bridge with anything. */
const hostile = `async (name, text) => {
  try { return await window.bridge[name](...JSON.parse(text)); } catch (error) { return { ok: false, thrown: String(error) }; }
}`;

test.describe('a page that calls the bridge', () => {
  test('with arguments of a wrong shape is refused by every call, and nothing happens', async ({
    wizard,
    page,
    computer,
  }) => {
    await wizard.page.getByRole('row', { name: /SRV01/u }).waitFor();
    const before = computer.stores;
    const wrong = [
      '[7]',
      '["x"]',
      '[[]]',
      '[{"unknown":1}]',
      '[{"__proto__":{"polluted":true}}]',
      '[{"constructor":{"prototype":{"polluted":true}}}]',
    ];
    for (const name of calls) {
      for (const text of wrong) {
        const answer = await page.evaluate<Answered>(`(${hostile})(${JSON.stringify(name)}, ${JSON.stringify(text)})`);
        expect(answer, `${name} ${text}`).toMatchObject({ ok: false, error: { code: 'argument-invalid' } });
      }
    }
    expect(await page.evaluate('({}).polluted === undefined && window.bridge !== undefined')).toBe(true);
    expect(computer.stores).toBe(before);
    await expect(wizard.heading('Secure the backup connection')).toBeVisible();
  });

  test('with oversized and deep arguments is refused, and the program lives on', async ({ page }) => {
    const answers = await page.evaluate<Answered[]>(`(async () => {
      const { bridge } = window;
      let deep = {};
      for (let at = 0; at < 5000; at += 1) deep = { deep };
      const long = 'x'.repeat(3 * 1024 * 1024);
      return [
        await bridge.saveDraft({ draft: { long } }),
        await bridge.saveDraft({ draft: deep }),
        await bridge.preview({ policy: { long }, key: null }),
        await bridge.preview({ policy: deep, key: null }),
        await bridge.keepKey({ text: 'x'.repeat(20_001), policyId: 'fbs' }),
        await bridge.saveText({ suggestedName: '../../evil.ps1', text: 'x' }),
        await bridge.saveText({ suggestedName: 'C:\\\\evil.ps1', text: 'x' }),
        await bridge.resolveName({ dnsName: 'x'.repeat(300) }),
      ];
    })()`);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'argument-invalid' } });
    expect(await page.evaluate<Answered>('window.bridge.overview(null)')).toMatchObject({ ok: true });
  });

  test('with a stale fingerprint, a made-up handle or a used one changes nothing', async ({ page, computer }) => {
    const before = computer.stores;
    const policy = presetPolicy({ role: 'server' });
    const codes = await page.evaluate(
      async ({ policy, key }) => {
        const { bridge } = window;
        if (bridge === undefined) return [];
        const kept = await bridge.keepKey({ text: key, policyId: 'fbs' });
        const handle = kept.ok ? kept.value.handle : null;
        const preview = await bridge.preview({ policy, key: handle });
        const fingerprint = preview.ok ? preview.value.fingerprint : '';
        const undoAfterSeconds = 120;
        const stale = await bridge.apply({ policy, key: handle, fingerprint: '0'.repeat(64), undoAfterSeconds });
        const closed = { ...policy, closeTheRest: false };
        const altered = await bridge.apply({ policy: closed, key: handle, fingerprint, undoAfterSeconds });
        const unknown = `key-${'0'.repeat(32)}`;
        const madeUp = await bridge.apply({ policy, key: unknown, fingerprint, undoAfterSeconds });
        const without = await bridge.apply({ policy, key: null, fingerprint, undoAfterSeconds });
        await bridge.forgetKey({ handle: handle ?? '' });
        const replayed = await bridge.apply({ policy, key: handle, fingerprint, undoAfterSeconds });
        return [stale, altered, madeUp, without, replayed].map((answer) => (answer.ok ? 'applied' : answer.error.code));
      },
      { policy: { ...policy }, key },
    );
    expect(codes).toEqual([
      'stale-plan',
      'stale-plan',
      'key-handle-unknown',
      expect.stringMatching(/^(?:key-missing|preflight-blocked|finding-blocks)/u),
      'key-handle-unknown',
    ]);
    expect(computer.stores).toBe(before);
  });

  test('cannot put a key into the draft, nor read one back', async ({ page, computer }) => {
    const answers = await page.evaluate(async (key) => {
      const { bridge } = window;
      await bridge?.keepKey({ text: key, policyId: 'fbs' });
      const named = await bridge?.saveDraft({ draft: { preSharedKey: 'anything' } });
      const hidden = await bridge?.saveDraft({ draft: { note: `x${key}x` } });
      return [named?.ok, hidden?.ok, JSON.stringify(await bridge?.overview(null)).includes(key)];
    }, key);
    expect(answers).toEqual([false, false, false]);
    expect(JSON.stringify(computer.filesWritten())).not.toContain(key);
  });

  test('cannot begin a second change while one is running', async ({ start, computer }) => {
    const { page } = await start({ faults: 'delay=300' });
    const policy = presetPolicy({ role: 'server' });
    const ends = await page.evaluate(
      async ({ policy, key }) => {
        const { bridge } = window;
        if (bridge === undefined) return [];
        const kept = await bridge.keepKey({ text: key, policyId: 'fbs' });
        const handle = kept.ok ? kept.value.handle : null;
        const preview = await bridge.preview({ policy, key: handle });
        const fingerprint = preview.ok ? preview.value.fingerprint : '';
        const reviewed = { policy, key: handle, fingerprint, undoAfterSeconds: 120 };
        const both = await Promise.all([
          bridge.apply(reviewed),
          bridge.apply(reviewed),
          bridge.remove({ policyId: 'fbs', role: 'server', fingerprint }),
        ]);
        return both.map((answer) => (answer.ok ? answer.value.outcome : answer.error.code)).sort();
      },
      { policy: { ...policy }, key },
    );
    expect(ends).toEqual(['busy', 'busy', 'pending']);
    expect(computer.ownObjects).not.toEqual([]);
  });
});

test('the page has no Node, and its bridge cannot be replaced or reach another channel', async ({ page }) => {
  const seen = await page.evaluate<unknown[]>(`[
    typeof require, typeof process, typeof module, typeof Buffer, typeof global,
    Object.isFrozen(window.bridge),
    (() => { try { window.bridge = { evil: true }; } catch {} return 'evil' in window.bridge; })(),
    Object.keys(window.bridge).sort().join(),
  ]`);
  expect(seen).toEqual([
    'undefined',
    'undefined',
    'undefined',
    'undefined',
    'undefined',
    true,
    false,
    [...calls, 'on'].sort().join(),
  ]);
});

test('the content security policy stops scripts, eval, frames, forms and remote pictures', async ({ page }) => {
  const answered: string[] = [];
  page.on('response', (answer) => answered.push(answer.url()));
  // What a debugger evaluates may use eval, so the attempts are made by the page itself, afterwards.
  await page.evaluate(`void setTimeout(() => {
    const blocked = window.blocked = [];
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
    const add = (name, change) => { const element = document.createElement(name); change(element); document.body.append(element); };
    add('script', (script) => { script.textContent = 'window.ran = true'; });
    add('script', (script) => { script.src = 'https://evil.example/x.js'; });
    add('img', (img) => { img.src = 'https://evil.example/x.png'; });
    add('iframe', (frame) => { frame.src = 'https://evil.example/'; });
    add('div', (div) => { div.innerHTML = '<b onclick="window.ran = true">x</b>'; div.firstChild.click(); });
    add('style', (style) => { style.textContent = 'body { background: url(https://evil.example/y.png) }'; });
    try { (0, eval)('window.ran = true'); } catch { blocked.push('eval'); }
    try { new Function('window.ran = true')(); } catch { blocked.push('Function'); }
    fetch('https://evil.example/').catch(() => blocked.push('fetch'));
  })`);
  const blocked = [
    'Function',
    'connect-src',
    'eval',
    'fetch',
    'frame-src',
    'img-src',
    'script-src-attr',
    'script-src-elem',
    'style-src-elem',
  ];
  await expect
    .poll(() => page.evaluate<string[]>('[...new Set(window.blocked)]'))
    .toEqual(expect.arrayContaining(blocked));
  expect(await page.evaluate('"ran" in window')).toBe(false);
  expect(answered.filter((url) => url.includes('evil.example'))).toEqual([]);
});

test('texts from the computer are shown as texts', async ({ start, computer }) => {
  const name = '<img src=x onerror="window.ran=1">';
  computer.set({ name, domain: '<script>window.ran=1</script>' });
  const { page } = await start();
  await expect(page.getByRole('row', { name })).toBeVisible();
  expect(await page.evaluate('"ran" in window')).toBe(false);
});

test.describe('the browser shell', () => {
  test.skip(electronHere() !== undefined, 'a real window has no server');

  test('gives the page to nobody without the token, and a token to nobody twice', async ({ browser, computer }) => {
    const shell = await startShellProcess(computer);
    const { origin } = new URL(shell.address);
    const [first, second] = [await browser.newContext(), await browser.newContext()];
    const stranger = await second.newPage();
    expect((await stranger.goto(origin))?.status()).toBe(403);
    const page = await first.newPage();
    expect((await page.goto(shell.address))?.status()).toBe(200);
    expect(page.url()).toBe(`${origin}/`);
    expect(await page.evaluate('document.cookie')).toBe('');
    expect((await stranger.goto(shell.address))?.status()).toBe(403);
    await first.close();
    await second.close();
    await shell.stop();
  });

  test('answers no page of another origin, whatever cookie the browser has', async ({ program, page }) => {
    const target = program.origin ?? '';
    const evil = await page.context().newPage();
    await evil.route('http://evil.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>evil</h1>' }),
    );
    await evil.goto('http://evil.example/');
    const seen = await evil.evaluate(async (origin) => {
      const body = JSON.stringify({ channel: 'call:overview', args: [null] });
      const invoke = fetch(`${origin}/invoke`, {
        method: 'POST',
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const plain = fetch(`${origin}/invoke`, { method: 'POST', credentials: 'include', mode: 'no-cors', body });
      const settled = await Promise.allSettled([
        invoke,
        plain.then((answer) => answer.text()),
        fetch(origin, { credentials: 'include' }),
      ]);
      return settled.map((one) => (one.status === 'rejected' ? 'refused' : one.value));
    }, target);
    expect(seen).toEqual(['refused', 'refused', 'refused']);
  });

  test('answers no other Host, even to the page that is let in', async ({ program, page }) => {
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const { port } = new URL(program.origin ?? '');
    const statusFor = (host: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const asking = request({ host: '127.0.0.1', port, path: '/', headers: { host, cookie: cookies } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        asking.on('error', reject).end();
      });
    expect(await statusFor(`127.0.0.1:${port}`)).toBe(200);
    for (const host of ['evil.example', `localhost:${port}`, `evil.example:${port}`])
      expect(await statusFor(host)).toBe(403);
  });
});

test.describe('a real window', () => {
  test.skip(electronHere() === undefined, 'there is no Electron here that can show a window');
  test('opens no second window and goes nowhere else', async ({ page }) => {
    const before = page.url();
    expect(await page.evaluate('window.open("https://evil.example/") === null')).toBe(true);
    await page.evaluate('void (location.href = "https://evil.example/")');
    expect(page.url()).toBe(before);
  });
});
