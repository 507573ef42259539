import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '#contract/derive';
import { presetPolicy } from '#policy/presets';
import { preloadScript } from './preload-script';

const root = resolve(import.meta.dirname, '..', '..');
const running = new Set<ChildProcess>();
let out = '';

function build(mode: string): void {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '-m', mode, '--outDir', join(out, mode), '--logLevel', 'error'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'bundles-'));
  for (const mode of ['main', 'preload']) build(mode);
  await mkdir(join(out, 'renderer'));
  await writeFile(join(out, 'renderer', 'index.html'), '<!doctype html><html><head></head><body>page</body></html>');
});

interface Session {
  readonly invoke: (
    call: string,
    argument: unknown,
  ) => Promise<{ ok: boolean; value: unknown; error?: { code: string } }>;
  readonly get: (path: string) => Promise<Response>;
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
}

const newState = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'shell-')), 'SRV01.json');

function firstAddress(child: ChildProcess): Promise<string> {
  let text = '';
  return new Promise((found, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const address = /http:\/\/\S+/u.exec(text)?.[0];
      if (address !== undefined && text.endsWith('\n')) found(address);
    });
    child.once('exit', () => {
      reject(new Error(`it ended: ${text}`));
    });
  });
}

/** The shell in a process of its own, visited as a browser would. */
async function start(environment: Readonly<Record<string, string>>): Promise<Session> {
  const args = ['--import', 'tsx', join(import.meta.dirname, 'main.ts'), '--out', out, '--root', root];
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH: process.env['PATH'] ?? '', ...environment } });
  running.add(child);
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const { origin, href } = new URL(await firstAddress(child));
  const welcome = await fetch(href, { redirect: 'manual' });
  const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { cookie, origin, 'content-type': 'application/json' };
  return {
    child,
    ended,
    get: (path) => fetch(`${origin}${path}`, { headers: { cookie } }),
    invoke: async (call, argument) => {
      const body = JSON.stringify({ channel: `call:${call}`, args: [argument] });
      const answer = await fetch(`${origin}/invoke`, { method: 'POST', headers, body });
      return (await answer.json()) as { ok: boolean; value: unknown };
    },
  };
}

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => {
  running.clear();
});

async function reviewed({ invoke }: Session) {
  const policy = presetPolicy({ role: 'server' });
  const { handle } = (await invoke('keepKey', { text: 'a key of the shell', policyId: 'fbs' }))
    .value as Answer<'keepKey'>;
  const { fingerprint } = (await invoke('preview', { policy, key: handle })).value as Answer<'preview'>;
  return { policy, key: handle, fingerprint, undoAfterSeconds: 60 };
}

describe('the unmodified bundles in the browser shell', () => {
  it('show a simulated computer that calls itself a preview, and carry out the whole way', async () => {
    const session = await start({ IPSEC_WIZARD_STATE: await newState() });
    expect((await session.invoke('overview', null)).value).toMatchObject({
      host: 'simulated',
      preview: true,
      canElevate: false,
      policies: [],
    });
    const end = (await session.invoke('apply', await reviewed(session))).value;
    expect(end).toMatchObject({ outcome: 'pending', level: 'enforced' });
    const kept = (await session.invoke('keepChange', { withoutProof: false })).value;
    expect(kept).toMatchObject({ outcome: 'applied', level: 'enforced' });
    expect((await session.invoke('overview', null)).value).toMatchObject({
      policies: [{ policyId: 'fbs', level: 'enforced' }],
    });
    expect(await session.invoke('restartAsAdministrator', null)).toMatchObject({
      ok: false,
      error: { code: 'elevation-not-here' },
    });
  });

  it('serve the page with the preload before it, which forgets the keys of the page before', async () => {
    const session = await start({});
    const { key } = await reviewed(session);
    const page = await session.get('/');
    expect(await page.text()).toContain('<head><script src="/shell/preload.js"></script>');
    const policy = presetPolicy({ role: 'server' });
    expect(await session.invoke('preview', { policy, key })).toMatchObject({ error: { code: 'key-handle-unknown' } });
  });

  it('refuse arguments from a hostile page as in Electron', async () => {
    const { invoke } = await start({});
    for (const argument of [7, { policyId: 'fbs', more: 1 }, JSON.parse('{"__proto__":{"a":1},"policyId":"fbs"}')]) {
      expect(await invoke('generateKey', argument)).toMatchObject({ ok: false, error: { code: 'argument-invalid' } });
    }
  });

  it('save a text into a new folder, under a name that is only a name', async () => {
    const { invoke } = await start({});
    const { value } = await invoke('saveText', { suggestedName: 'plan.ps1', text: '# plan' });
    expect(await readFile((value as { file: string }).file, 'utf8')).toBe('# plan');
    expect((await invoke('saveText', { suggestedName: '..', text: '# plan' })).value).toBeNull();
  });

  it('end when the page closes its window, after the answer', async () => {
    const session = await start({});
    expect(await session.invoke('closeWindow', null)).toEqual({ ok: true, value: null });
    expect(await session.ended).toBe(0);
  });

  it('undo a change that is under way before they end', async () => {
    const state = await newState();
    const session = await start({ IPSEC_WIZARD_STATE: state, IPSEC_WIZARD_SIMULATE: 'delay=150' });
    const change = session.invoke('apply', await reviewed(session));
    await expect.poll(() => readFile(state, 'utf8').catch(() => ''), { timeout: 20_000 }).toContain('ipsecbw-');
    session.child.kill('SIGINT');
    expect((await change).value).toMatchObject({ outcome: 'rolled-back', error: { code: 'undone-after-interrupt' } });
    expect(await session.ended).toBe(0);
    expect(await readFile(state, 'utf8')).not.toContain('ipsecbw-');
  });

  it('never use PowerShell, even where one is named', async () => {
    const { invoke } = await start({ IPSEC_WIZARD_POWERSHELL: '/bin/false' });
    expect((await invoke('overview', null)).value).toMatchObject({ host: 'simulated' });
    const args = ['--import', 'tsx', join(import.meta.dirname, 'main.ts'), '--host', 'powershell'];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, expect.stringContaining('simulated computer only')]);
  });
});

describe('the unmodified preload', () => {
  it('exposes a frozen bridge that posts calls and hears events, and nothing else', async () => {
    const posted: unknown[] = [];
    const streams: { onmessage?: (event: { data: string }) => void }[] = [];
    const window: Record<string, unknown> = {};
    /** As the page makes one: `new EventSource('/events')`. */
    function EventSource(this: (typeof streams)[number]): void {
      streams.push(this);
    }
    const fetch = (path: string, { body }: { body: string }) => {
      posted.push([path, JSON.parse(body)]);
      return Promise.resolve({ ok: true, json: () => ({ ok: true, value: null }) });
    };
    runInContext(
      preloadScript(await readFile(join(out, 'preload', 'index.cjs'), 'utf8')),
      createContext({ window, fetch, EventSource }),
    );
    const bridge = window['bridge'] as {
      interrupt: (argument: null) => Promise<unknown>;
      on: (event: string, listener: (value: unknown) => void) => () => void;
    };
    expect(await bridge.interrupt(null)).toEqual({ ok: true, value: null });
    expect(posted).toEqual([['/invoke', { channel: 'call:interrupt', args: [null] }]]);
    const heard: unknown[] = [];
    const stop = bridge.on('progress', (value) => heard.push(value));
    const data = JSON.stringify({ channel: 'event:progress', args: [{ kind: 'phase', phase: 'apply' }] });
    streams[0]?.onmessage?.({ data });
    stop();
    streams[0]?.onmessage?.({ data });
    expect(heard).toEqual([{ kind: 'phase', phase: 'apply' }]);
    expect([Object.isFrozen(bridge), Object.keys(window)]).toEqual([true, ['bridge']]);
  });
});
