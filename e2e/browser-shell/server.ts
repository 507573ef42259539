import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentSecurityPolicy, pageHeaders } from '#security/content-security-policy';
import { Gate } from './gate';
import { preloadPath, withPreload } from './preload-script';

/** The program behind the server: what the stand-in for Electron lets through. */
export interface Program {
  /** A file of the page by its path. */
  readonly servePage: (path: string) => Promise<Response>;
  /** Undefined: there is no such channel. */
  readonly invoke: (channel: string, args: readonly unknown[]) => Promise<unknown> | undefined;
  readonly whenSent: (listener: (channel: string, args: readonly unknown[]) => void) => () => void;
  readonly pageIsLoaded: () => void;
  readonly preload: string;
}

/** A settings file of 8 MB in base 64, and a little more. */
const mostBodyBytes = 12 * 1024 * 1024;
const mostStreams = 8;
/** In Electron the page connects to nothing; here its calls are requests. */
const headers = pageHeaders(contentSecurityPolicy({ 'connect-src': "'self'" }));
/** Paths as the bundler makes them: no dots in a row, nothing encoded. */
const plainPath = /^(?!.*\.\.)(?:\/[\w.-]+)*\/?$/u;

const end = (
  response: ServerResponse,
  status: number,
  text: string,
  more: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8', ...more }).end(text);
};

const refused = 'This address was for one visit only, or is not meant for you. Start the preview again for a new one.';

/** The whole body as text; undefined when it is too large. What is too large is read to its end and forgotten. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mostBodyBytes) chunks.push(chunk);
    else if (size > 4 * mostBodyBytes) break;
  }
  return size > mostBodyBytes ? undefined : Buffer.concat(chunks).toString('utf8');
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Invocation {
  readonly channel: string;
  readonly args: readonly unknown[];
}

function parseInvocation(text: string): Invocation | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('channel' in value) || !('args' in value)) return undefined;
    const { channel, args } = value;
    return typeof channel === 'string' && Array.isArray(args) ? { channel, args } : undefined;
  } catch {
    return undefined;
  }
}

class Shell {
  readonly #program: Program;
  readonly #gate: Gate;
  #streams = 0;

  constructor(program: Program, gate: Gate) {
    this.#program = program;
    this.#gate = gate;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#gate.isMeantForUs(request.headers)) {
      end(response, 403, refused);
      return;
    }
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const token = new URLSearchParams(query).get('token');
    if (request.method === 'GET' && path === '/' && token !== null) this.#welcome(token, response);
    else if (!this.#gate.knows(request.headers)) end(response, 403, refused);
    else await this.#route(path, request, response);
  }

  #welcome(token: string, response: ServerResponse): void {
    const cookie = this.#gate.exchange(token);
    if (cookie === undefined) end(response, 403, refused);
    else end(response, 303, '', { 'set-cookie': cookie, location: '/' });
  }

  async #route(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method ?? ''} ${path}`;
    if (route === 'POST /invoke') await this.#invoke(request, response);
    else if (request.method !== 'GET' || path === '/invoke') end(response, 405, 'Method not allowed');
    else if (path === '/events') this.#stream(request, response);
    else if (path === preloadPath)
      end(response, 200, this.#program.preload, { 'content-type': 'text/javascript; charset=utf-8' });
    else await this.#page(path, response);
  }

  async #page(path: string, response: ServerResponse): Promise<void> {
    if (!plainPath.test(path)) {
      end(response, 404, 'Not found');
      return;
    }
    const file = await this.#program.servePage(path);
    const type = file.headers.get('content-type') ?? 'text/plain';
    const body = Buffer.from(await file.arrayBuffer());
    const isPage = file.ok && type.startsWith('text/html');
    if (isPage) this.#program.pageIsLoaded();
    response
      .writeHead(file.status, { ...headers, 'content-type': type })
      .end(isPage ? withPreload(body.toString('utf8')) : body);
  }

  async #invoke(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { status, text } = await this.#answerOf(request, body);
    const json = status === 200 ? { 'content-type': 'application/json' } : {};
    end(response, status, text, body === undefined ? { connection: 'close' } : json);
  }

  async #answerOf({ headers: given }: IncomingMessage, body: string | undefined): Promise<Answer> {
    if (!this.#gate.comesFromOurPage(given)) return { status: 403, text: refused };
    if (given['content-type'] !== 'application/json') return { status: 415, text: 'Only JSON' };
    if (body === undefined) return { status: 413, text: 'Too large' };
    const invocation = parseInvocation(body);
    if (invocation === undefined) return { status: 400, text: 'No invocation' };
    const answer = this.#program.invoke(invocation.channel, invocation.args);
    if (answer === undefined) return { status: 404, text: 'No such channel' };
    return { status: 200, text: JSON.stringify((await answer) ?? null) };
  }

  #stream(request: IncomingMessage, response: ServerResponse): void {
    if (this.#streams >= mostStreams) {
      end(response, 429, 'Too many streams');
      return;
    }
    this.#streams += 1;
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' }).write(': open\n\n');
    const stop = this.#program.whenSent((channel, args) =>
      response.write(`data: ${JSON.stringify({ channel, args })}\n\n`),
    );
    request.once('close', () => {
      stop();
      this.#streams -= 1;
    });
  }
}

export interface RunningServer {
  /** With the token: for one visit. */
  readonly address: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Answers that are on their way may arrive; streams would never end by themselves. */
const closeGently = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
    setTimeout(() => {
      server.closeAllConnections();
    }, 200);
  });

/** Serves the program on 127.0.0.1, at a port of the system's choice. */
export async function serve(program: Program): Promise<RunningServer> {
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 60_000 });
  const port = await listening(server);
  const gate = new Gate(port);
  const shell = new Shell(program, gate);
  server.on('request', (request, response) => {
    shell.answer(request, response).catch(() => {
      if (response.headersSent) response.end();
      else end(response, 500, 'The program made a mistake');
    });
  });
  const { address } = gate;
  return { address, port, close: () => closeGently(server) };
}
