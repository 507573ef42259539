/** What is known of who calls: the frame, and the contents it is part of. Electron's IpcMainInvokeEvent has this shape. */
export interface Sender {
  /** Null when the frame has gone meanwhile. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
  readonly sender: unknown;
}

/**
 * Threat: a frame, a second window or a page that somebody navigated to reaches our channels, because ipcMain listens to
 * all of them. So the caller has to be the main frame of our own window, with our own page in it, at the time of the call.
 */
export function isTrustedSender({ sender, senderFrame }: Sender, ownContents: unknown, ownPage: string): boolean {
  if (senderFrame === null || ownContents === undefined || sender !== ownContents) return false;
  const [page] = senderFrame.url.split('#', 1);
  return senderFrame.parent === null && page === ownPage;
}
