import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const random = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Compares digests, so that neither content nor length shows in the time. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

function cookieIn({ cookie = '' }: IncomingHttpHeaders, name: string): string | undefined {
  const pairs = cookie.split(';').map((pair) => pair.trim().split('=', 2));
  return pairs.find(([found]) => found === name)?.[1];
}

/** Decides who is let in. One for each server: the port is part of it. */
export class Gate {
  /** The only value of Host that is ours; a rebound name has another one. */
  readonly host: string;
  readonly origin: string;
  readonly #cookieName: string;
  readonly #cookie = random();
  #token: string | undefined = random();

  constructor(port: number) {
    this.host = `127.0.0.1:${port}`;
    this.origin = `http://${this.host}`;
    this.#cookieName = `shell-${port}`;
  }

  /** Where to go first; of no use after the first visit. */
  get address(): string {
    return `${this.origin}/?token=${this.#token ?? ''}`;
  }

  /** The request was made for this server, and not by a page of somebody else. */
  isMeantForUs(headers: IncomingHttpHeaders): boolean {
    const { host, origin, 'sec-fetch-site': site = 'none' } = headers;
    const ownOrigin = origin === undefined || origin === this.origin;
    return host === this.host && ownOrigin && (site === 'none' || site === 'same-origin');
  }

  /** Where something is changed, the browser has to say that our page asks. */
  comesFromOurPage({ origin }: IncomingHttpHeaders): boolean {
    return origin === this.origin;
  }

  knows(headers: IncomingHttpHeaders): boolean {
    return same(cookieIn(headers, this.#cookieName) ?? '', this.#cookie);
  }

  /** The cookie in exchange for the token, once. */
  exchange(token: string): string | undefined {
    if (this.#token === undefined || !same(token, this.#token)) return undefined;
    this.#token = undefined;
    return `${this.#cookieName}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }
}
