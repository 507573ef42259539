import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageFiles, type ServePage } from './page-files';

let serve: ServePage;
const get = (path: string): Promise<Response> => serve(new URL(path, 'app://wizard/'));

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'page-'));
  const page = join(folder, 'page');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.html'), 'outside');
  await writeFile(join(page, 'index.html'), '<html>');
  await writeFile(join(page, 'assets', 'index-1.js'), 'export {}');
  await writeFile(join(page, 'assets', 'index-1.js.map'), '{}');
  await symlink(join(folder, 'secret.html'), join(page, 'link.html'));
  serve = pageFiles(page);
});

describe('the files of the page', () => {
  it('are found by their paths, with type and security headers', async () => {
    const script = await get('/assets/index-1.js');
    expect([script.status, await script.text()]).toEqual([200, 'export {}']);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('begin with the page itself', async () => {
    expect(await (await get('/')).text()).toBe('<html>');
    expect(await (await get('/index.html')).text()).toBe('<html>');
  });

  it.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/..%5csecret.html',
    '/assets/../../secret.html',
    '//secret.html',
    '/link.html',
    '/assets/index-1.js.map',
    '/assets/',
    '/__proto__',
    '/index.html%00.js',
    '/INDEX.HTML',
  ])('do not include what is at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
