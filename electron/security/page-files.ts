import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pageHeaders } from './content-security-policy';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Walked by hand: inside a packed archive only plain listing of one folder is sure to work. */
function walk(folder: string, path: string): readonly (readonly [path: string, file: string])[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const [file, address] = [join(folder, entry.name), `${path}/${entry.name}`];
    if (entry.isDirectory()) return walk(file, address);
    return entry.isFile() && extname(file) in types ? [[address, file] as const] : [];
  });
}

export type ServePage = (address: URL) => Promise<Response>;

const notFound = (): Response => new Response('Not found', { status: 404, headers: pageHeaders() });

/**
 * Threat: an address that leads out of the folder of the page (`..`, `%2e%2e`, back-slashes, links). So no path is ever
 * built from an address: the files that were there when the program started are listed once, and an address is looked up
 * in that list, to the letter.
 */
export function pageFiles(folder: string): ServePage {
  const files = new Map(walk(folder, ''));
  return async ({ pathname }) => {
    const file = files.get(pathname === '/' ? '/index.html' : pathname);
    if (file === undefined) return notFound();
    const headers = { ...pageHeaders(), 'content-type': types[extname(file)] ?? 'application/octet-stream' };
    return new Response(new Uint8Array(await readFile(file)), { headers });
  };
}
