import { BrowserWindow, type WebContents } from 'electron';
import type { RunningChange } from '#ipc/running-change';
import { refuseNavigation } from '#security/navigation';
import { webPreferences } from '#security/web-preferences';

export interface WindowOptions {
  readonly title: string;
  readonly pageUrl: string;
  readonly preload: string;
  readonly packaged: boolean;
  readonly change: RunningChange;
  /** The page was loaded anew or is gone: whatever it held is gone with it. */
  readonly whenPageLeaves: () => void;
}

/** Shown when there is something to see, so that nothing white flashes up. */
function create({ title, preload, packaged }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title,
    width: 1100,
    height: 760,
    minWidth: 900,
    minHeight: 620,
    show: false,
    autoHideMenuBar: true,
    webPreferences: webPreferences(preload, packaged),
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  return window;
}

/** A page that dies again and again is not loaded for ever. */
const mostReloads = 3;

/**
 * The page is gone and the program is not: a change that is under way ends first, because nobody sees it any more. What
 * waits to be kept is found by the new page.
 */
function reloadWhenGone({ webContents }: BrowserWindow, change: RunningChange): void {
  let reloads = 0;
  webContents.on('render-process-gone', () => {
    change.interrupt();
    void change.ended().then(() => {
      if (webContents.isDestroyed() || reloads === mostReloads) return;
      reloads += 1;
      webContents.reload();
    });
  });
}

function watchPage(contents: WebContents, whenPageLeaves: () => void): void {
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) whenPageLeaves();
  });
  contents.on('render-process-gone', whenPageLeaves);
  contents.on('destroyed', whenPageLeaves);
}

/** A change that is under way first undoes itself: a window that has closed can no longer say how it ended. */
function closeAfterChange(window: BrowserWindow, change: RunningChange): void {
  window.on('close', (event) => {
    if (!change.isRunning) return;
    event.preventDefault();
    change.interrupt();
    void change.ended().then(() => {
      if (!window.isDestroyed()) window.close();
    });
  });
}

/** The one window, with its page in it. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const window = create(options);
  refuseNavigation(window.webContents);
  watchPage(window.webContents, options.whenPageLeaves);
  reloadWhenGone(window, options.change);
  closeAfterChange(window, options.change);
  void window.loadURL(options.pageUrl);
  return window;
}

/** The person started the program again: here it is. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
