import type { Session } from 'electron';

/** The developer tools load themselves by their own scheme; they exist in the unpackaged program only. */
const schemes = (packaged: boolean): readonly string[] => ['app:', 'data:', ...(packaged ? [] : ['devtools:'])];

/** Whether a request stays inside the program. */
export function staysInside(url: string, packaged: boolean): boolean {
  return URL.canParse(url) && schemes(packaged).includes(new URL(url).protocol);
}

/**
 * Threat: the page, or Chromium on its own account (spelling dictionaries, prefetching), talks to a network; the computer
 * may have one that nobody should trust. Every request but those to the program's own files is cancelled before it is
 * made.
 */
export function refuseNetwork(session: Session, packaged: boolean): void {
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !staysInside(url, packaged) });
  });
}
