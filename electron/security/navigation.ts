import type { WebContents } from 'electron';

/**
 * Threat: a link or a script takes the window, with its bridge, to another page, or opens a second window that inherits
 * it. Our page is one document and never leaves it; there is no link that has to open elsewhere.
 */
export function refuseNavigation(contents: WebContents): void {
  const refuse = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
