import { EventEmitter } from 'node:events';

/** The contents of the one window: what main sends goes to whoever listens. */
export class PageContents extends EventEmitter {
  url = '';
  readonly sent = new EventEmitter();
  readonly mainFrame: { readonly parent: null; readonly url: string };

  constructor() {
    super();
    const currentUrl = (): string => this.url;
    this.mainFrame = {
      parent: null,
      get url() {
        return currentUrl();
      },
    };
  }

  setWindowOpenHandler(): void {
    this.emit('window-open-handler');
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.sent.emit('sent', channel, args);
  }
}

/** A window that is a page in some browser: it has contents, and closes. */
export class PageWindow extends EventEmitter {
  readonly webContents: PageContents;
  #destroyed = false;

  constructor(contents: PageContents) {
    super();
    this.webContents = contents;
  }

  loadURL(url: string): Promise<void> {
    this.webContents.url = url;
    setImmediate(() => this.emit('ready-to-show'));
    return Promise.resolve();
  }

  show(): void {
    this.emit('show');
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Like Electron's: listeners may prevent it. */
  close(): void {
    if (this.#destroyed) return;
    const event = {
      defaultPrevented: false,
      preventDefault: () => {
        event.defaultPrevented = true;
      },
    };
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.#destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
  }
}
