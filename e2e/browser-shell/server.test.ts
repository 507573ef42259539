import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preloadPath } from './preload-script';
import { serve, type Program, type RunningServer } from './server';

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

let server: RunningServer;
let invoked: unknown[];
let loaded: number;
let sent: ((channel: string, args: readonly unknown[]) => void) | undefined;

const html = (text: string): Response =>
  new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } });
const program: Program = {
  preload: '/* the preload */',
  servePage: (path) => {
    if (path === '/mistake.js') throw new TypeError('hostile');
    return Promise.resolve(
      path === '/' ? html('<html><head><title>t</title></head></html>') : new Response('no', { status: 404 }),
    );
  },
  invoke: (channel, args) => {
    if (channel !== 'call:overview') return undefined;
    invoked.push(args);
    return Promise.resolve({ ok: true, value: args[0] });
  },
  whenSent: (listener) => {
    sent = listener;
    return () => (sent = undefined);
  },
  pageIsLoaded: () => (loaded += 1),
};

beforeEach(async () => {
  [invoked, loaded, sent] = [[], 0, undefined];
  server = await serve(program);
});
afterEach(() => server.close());

const own = (): string => `127.0.0.1:${server.port}`;

/** A request to the letter: nothing is normalised on the way. */
const ask = ({ method = 'GET', path = '/', headers = {}, body }: Asked): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: server.port,
      method,
      path,
      headers: { host: own(), ...headers },
      setHost: false,
    };
    const asking = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    asking.on('error', reject);
    asking.end(body);
  });

const tokenPath = (): string => server.address.replace(/^http:\/\/[^/]+/u, '');

async function cookie(): Promise<string> {
  const { headers } = await ask({ path: tokenPath() });
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

const invocation = (body: string, more: Readonly<Record<string, string>> = {}, path = '/invoke'): Asked => ({
  method: 'POST',
  path,
  body,
  headers: { origin: `http://${own()}`, 'content-type': 'application/json', ...more },
});
const overview = JSON.stringify({ channel: 'call:overview', args: [null] });

describe('the token', () => {
  it('is exchanged for a cookie that no script and no other site sees, and leaves the address', async () => {
    const { status, headers } = await ask({ path: tokenPath() });
    expect([status, headers.location]).toEqual([303, '/']);
    expect(headers['set-cookie']?.[0]).toMatch(/^shell-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/u);
  });

  it('works once', async () => {
    await ask({ path: tokenPath() });
    const replayed = await ask({ path: tokenPath() });
    expect([replayed.status, replayed.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('is not guessed, and a wrong one does not use it up', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), '__proto__'])
      expect((await ask({ path: `/?token=${token}` })).status).toBe(403);
    expect((await ask({ path: tokenPath() })).status).toBe(303);
  });

  it('is of no use with another Host or from another origin', async () => {
    expect((await ask({ path: tokenPath(), headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await ask({ path: tokenPath(), headers: { origin: 'http://evil.example' } })).status).toBe(403);
    expect((await ask({ path: tokenPath(), headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });
});

describe('without the cookie', () => {
  it.each(['/', '/index.html', '/events', '/invoke', preloadPath])('nothing is at %s', async (path) => {
    expect((await ask({ path })).status).toBe(403);
    expect((await ask({ path, headers: { cookie: `shell-${server.port}=${'A'.repeat(43)}` } })).status).toBe(403);
    expect(loaded).toBe(0);
  });

  it('nothing is invoked', async () => {
    expect((await ask(invocation(overview))).status).toBe(403);
    expect(invoked).toEqual([]);
  });
});

describe('with the cookie', () => {
  it('the page comes with the preload before everything, under a strict policy', async () => {
    const { status, headers, body } = await ask({ headers: { cookie: await cookie() } });
    expect([status, loaded]).toEqual([200, 1]);
    expect(body).toBe(`<html><head><script src="${preloadPath}"></script><title>t</title></head></html>`);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers['content-security-policy']).toContain("connect-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]', ''])(
    'the Host %j is refused',
    async (host) => {
      const known = await cookie();
      expect((await ask({ headers: { cookie: known, host } })).status).toBe(403);
      expect((await ask(invocation(overview, { cookie: known, host }))).status).toBe(403);
    },
  );

  it.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://localhost'])(
    'the Origin %s is refused',
    async (origin) => {
      const known = await cookie();
      expect((await ask({ headers: { cookie: known, origin } })).status).toBe(403);
      expect((await ask(invocation(overview, { cookie: known, origin }))).status).toBe(403);
      expect(invoked).toEqual([]);
    },
  );

  it('an invocation without any Origin is refused', async () => {
    const { origin: _, ...headers } = invocation('').headers ?? {};
    const asked = { ...invocation(overview), headers: { ...headers, cookie: await cookie() } };
    expect((await ask(asked)).status).toBe(403);
  });

  it('an invocation reaches its channel, and its answer comes back', async () => {
    const answer = await ask(
      invocation(JSON.stringify({ channel: 'call:overview', args: [{ a: 'ż' }] }), { cookie: await cookie() }),
    );
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { ok: true, value: { a: 'ż' } }]);
  });

  it.each([
    ['{', 400],
    ['', 400],
    ['null', 400],
    ['[]', 400],
    ['{"channel":1,"args":[]}', 400],
    ['{"channel":"call:overview","args":{}}', 400],
    ['{"channel":"call:nothing","args":[]}', 404],
    ['{"channel":"__proto__","args":[]}', 404],
  ])('the body %s ends in %i', async (body, status) => {
    expect((await ask(invocation(body, { cookie: await cookie() }))).status).toBe(status);
    expect(invoked).toEqual([]);
  });

  it('a body that is no JSON by its type is refused', async () => {
    const known = await cookie();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      expect((await ask(invocation(overview, { cookie: known, 'content-type': type }))).status).toBe(415);
    }
  });

  it('a body above what a settings file takes is refused, and the server lives on', async () => {
    const known = await cookie();
    const big = JSON.stringify({ channel: 'call:overview', args: ['x'.repeat(13 * 1024 * 1024)] });
    expect((await ask(invocation(big, { cookie: known }))).status).toBe(413);
    expect((await ask(invocation(overview, { cookie: known }))).status).toBe(200);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST'])('the method %s is refused for the page', async (method) => {
    expect((await ask({ method, headers: { cookie: await cookie() } })).status).toBe(405);
  });

  it('an invocation cannot be fetched', async () => {
    expect((await ask({ path: '/invoke', headers: { cookie: await cookie() } })).status).toBe(405);
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/..%5cpackage.json',
    '/%252e%252e/package.json',
    '//etc/passwd',
    '/assets/../../package.json',
    '/\\..\\package.json',
    '/index.html%00',
    'http://evil.example/',
  ])('the path %s leads nowhere', async (path) => {
    expect((await ask({ path, headers: { cookie: await cookie() } })).status).toBe(404);
  });

  it('a mistake of the program tells nothing of itself', async () => {
    const { status, body } = await ask({ path: '/mistake.js', headers: { cookie: await cookie() } });
    expect([status, body]).toEqual([500, 'The program made a mistake']);
  });

  it('events come as a stream, until the page goes', async () => {
    const known = await cookie();
    const socket = connect(server.port, '127.0.0.1');
    const received: string[] = [];
    socket.setEncoding('utf8').on('data', (chunk: string) => received.push(chunk));
    socket.write(`GET /events HTTP/1.1\r\nHost: ${own()}\r\nCookie: ${known}\r\n\r\n`);
    await expect.poll(() => sent).toBeDefined();
    sent?.('event:progress', [{ kind: 'phase', phase: 'apply' }]);
    await expect
      .poll(() => received.join(''))
      .toContain('data: {"channel":"event:progress","args":[{"kind":"phase","phase":"apply"}]}\n\n');
    socket.destroy();
    await expect.poll(() => sent).toBeUndefined();
  });
});

describe('the server', () => {
  it('listens on the loopback address alone, at a port of its own', async () => {
    const other = await serve(program);
    expect(other.port).not.toBe(server.port);
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/u);
    await other.close();
  });

  it('takes no cookie of another one', async () => {
    const other = await serve(program);
    const stolen = (await cookie()).replace(/^shell-\d+/u, `shell-${other.port}`);
    const headers = { host: `127.0.0.1:${other.port}`, cookie: stolen };
    const answer = await fetch(`http://127.0.0.1:${other.port}/`, { headers });
    expect(answer.status).toBe(403);
    await other.close();
  });
});
