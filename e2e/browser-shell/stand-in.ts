import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerChannel, AskingPage, type OpenOptions } from './stand-in-dialogs';
import { PageContents, PageWindow } from './stand-in-window';

type Handle = (event: object, ...args: unknown[]) => Promise<unknown>;
type Serve = (request: { readonly url: string; readonly method: string }) => Promise<Response>;

const nothing = (): void => undefined;

export interface StandInOptions {
  /** The folder with package.json. */
  readonly root: string;
  readonly userFolder: string;
  /** Main asked to end the program. */
  readonly whenQuit: () => void;
}

/** What the shell does with the program that was loaded into the stand-in. */
export interface StandIn {
  /** In the place of the module `electron`. */
  readonly electron: object;
  readonly invoke: (channel: string, args: readonly unknown[]) => Promise<unknown> | undefined;
  readonly servePage: (path: string) => Promise<Response>;
  readonly whenSent: (listener: (channel: string, args: readonly unknown[]) => void) => () => void;
  readonly pageIsLoaded: () => void;
  /** As if the person closed the window; main may have something to finish first. */
  readonly closeWindow: () => void;
}

const appFor = ({ root, userFolder, whenQuit }: StandInOptions) =>
  Object.assign(new EventEmitter(), {
    isPackaged: false,
    getPath: () => userFolder,
    getAppPath: () => root,
    enableSandbox: nothing,
    requestSingleInstanceLock: () => true,
    releaseSingleInstanceLock: nothing,
    whenReady: () => Promise.resolve(),
    quit: whenQuit,
  });

/** The browser has its own ways; the shell's headers and its gate stand in their place. */
const session = {
  defaultSession: {
    setSpellCheckerEnabled: nothing,
    webRequest: { onBeforeRequest: nothing },
    setPermissionRequestHandler: nothing,
    setPermissionCheckHandler: nothing,
    setDevicePermissionHandler: nothing,
  },
};

/** Nobody can be asked where to save: one new folder for each run, and a name that is nothing but a name. */
function dialogFor(asking: AskingPage) {
  let folder: string | undefined;
  return {
    showOpenDialog: (_window: unknown, options: OpenOptions) => asking.showOpenDialog(options),
    showSaveDialog: (_window: unknown, { defaultPath }: { readonly defaultPath: string }) => {
      if (!/^[\w ()-][\w .()-]*$/u.test(defaultPath)) return Promise.resolve({ canceled: true, filePath: '' });
      folder ??= mkdtempSync(join(tmpdir(), 'ipsec-backup-wizard-'));
      return Promise.resolve({ canceled: false, filePath: join(folder, defaultPath) });
    },
  };
}

/** The class that main makes its one window of. */
function windowClass(contents: PageContents, app: EventEmitter, whenMade: (window: PageWindow) => void) {
  return class BrowserWindow extends PageWindow {
    constructor() {
      super(contents);
      this.once('closed', () => app.emit('window-all-closed'));
      whenMade(this);
    }
  };
}

async function serveWith(schemes: ReadonlyMap<string, Serve>, path: string, base: string): Promise<Response> {
  const { href, protocol } = new URL(path, base);
  const serve = schemes.get(protocol.replace(':', ''));
  return serve === undefined ? new Response('Not found', { status: 404 }) : serve({ url: href, method: 'GET' });
}

/** The parts of Electron that main uses, without Electron: one window, which is a page in a browser. */
export function standIn(options: StandInOptions): StandIn {
  const [app, contents] = [appFor(options), new PageContents()];
  const [channels, schemes] = [new Map<string, Handle>(), new Map<string, Serve>()];
  const windows: PageWindow[] = [];
  const asking = new AskingPage((channel, ...args) => {
    contents.send(channel, ...args);
  });
  channels.set(answerChannel, (_event, ...args) => Promise.resolve(asking.answer(args[0])));
  const electron = {
    app,
    session,
    dialog: dialogFor(asking),
    BrowserWindow: windowClass(contents, app, (window) => windows.push(window)),
    ipcMain: { handle: (channel: string, handle: Handle) => channels.set(channel, handle) },
    Menu: { setApplicationMenu: nothing },
    protocol: {
      registerSchemesAsPrivileged: nothing,
      handle: (scheme: string, serve: Serve) => schemes.set(scheme, serve),
    },
  };
  return {
    electron,
    invoke: (channel, args) => channels.get(channel)?.({ sender: contents, senderFrame: contents.mainFrame }, ...args),
    servePage: (path) => serveWith(schemes, path, contents.url),
    whenSent: (listener) => {
      contents.sent.on('sent', listener);
      return () => contents.sent.off('sent', listener);
    },
    pageIsLoaded: () => {
      asking.forgetAll();
      contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    },
    closeWindow: () => {
      for (const window of windows) window.close();
    },
  };
}
