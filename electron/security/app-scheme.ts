import { protocol } from 'electron';
import { pageFiles } from './page-files';

const scheme = 'app';
const host = 'wizard';

/** The one address of the page. */
export const pageUrl = `${scheme}://${host}/index.html`;

/**
 * Threat: a page from `file:` may read other files, and has no origin that could be told from another one's. A scheme of
 * our own has one. To be called before the app is ready.
 */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
}

/** Serves the page from its folder, with its security headers; everything else of the scheme is not found. */
export function serveAppScheme(folder: string): void {
  const serve = pageFiles(folder);
  protocol.handle(scheme, async ({ url, method }) => {
    const address = new URL(url);
    const own = address.host === host && method === 'GET';
    return own ? serve(address) : new Response('Not found', { status: 404 });
  });
}
