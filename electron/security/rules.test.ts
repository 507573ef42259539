import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy';
import { refuseNavigation } from './navigation';
import { refuseNetwork, staysInside } from './network';
import { isGranted, refusePermissions } from './permissions';
import { webPreferences } from './web-preferences';

describe('the content security policy', () => {
  it('lets the page load its own files and connect to nothing', () => {
    const policy = contentSecurityPolicy();
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/u);
  });

  it('knows the digest of nothing', () => {
    expect(contentSecurityPolicy()).toContain(createHash('sha256').update('').digest('base64'));
  });
});

describe('the network', () => {
  it.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'ws://x/',
    'wss://x/',
    'file:///etc/passwd',
    'ftp://x/',
    'blob:app://x',
    'chrome://gpu',
    'devtools://x',
    '',
    'no address',
  ])('of the packaged program does not include %s', (url) => {
    expect(staysInside(url, true)).toBe(false);
  });

  it('is the program itself, and the developer tools while it is developed', () => {
    expect(staysInside('app://wizard/index.html', true)).toBe(true);
    expect(staysInside('devtools://devtools/bundled/inspector.html', false)).toBe(true);
    expect(staysInside('https://example.org/', false)).toBe(false);
  });

  it('is refused before a request is made', () => {
    const asked: ((details: { url: string }, answer: (given: { cancel: boolean }) => void) => void)[] = [];
    const session = {
      setSpellCheckerEnabled: () => undefined,
      webRequest: { onBeforeRequest: (listener: (typeof asked)[number]) => asked.push(listener) },
    };
    refuseNetwork(session as unknown as Session, true);
    const answers: boolean[] = [];
    for (const url of ['https://example.org/', 'app://wizard/index.html'])
      asked[0]?.({ url }, ({ cancel }) => answers.push(cancel));
    expect(answers).toEqual([true, false]);
  });
});

describe('permissions', () => {
  it('are refused, but for putting text into the clipboard', () => {
    expect(
      ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid'].filter(isGranted),
    ).toEqual([]);
    expect(isGranted('clipboard-sanitized-write')).toBe(true);
  });

  it('are refused by every way that Electron asks', () => {
    const asked: Record<string, (...given: unknown[]) => unknown> = {};
    const session = new Proxy({}, { get: (_, name) => (handler: (typeof asked)[string]) => { asked[String(name)] = handler; } }); // prettier-ignore
    refusePermissions(session as unknown as Session);
    const answers: unknown[] = [];
    asked['setPermissionRequestHandler']?.({}, 'media', (granted: unknown) => answers.push(granted));
    answers.push(asked['setPermissionCheckHandler']?.({}, 'media'), asked['setDevicePermissionHandler']?.({}));
    expect(answers).toEqual([false, false, false]);
  });
});

describe('navigation', () => {
  it('is refused in every form, and no window opens', () => {
    let opened: unknown;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (decide: () => unknown) => (opened = decide()),
    });
    refuseNavigation(contents as unknown as WebContents);
    let prevented = 0;
    const events = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'];
    for (const name of events) contents.emit(name, { preventDefault: () => (prevented += 1) });
    expect([prevented, opened]).toEqual([events.length, { action: 'deny' }]);
  });
});

describe('the preferences of the page', () => {
  it('keep Node out, the worlds apart, and the developer tools to developers', () => {
    expect(webPreferences('/preload.cjs', true)).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: false,
    });
    expect(webPreferences('/preload.cjs', false).devTools).toBe(true);
  });
});
