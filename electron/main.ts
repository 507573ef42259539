import { lookup } from 'node:dns/promises';
import { join } from 'node:path';
import { app, dialog, Menu, session, type BrowserWindow } from 'electron';
import { eventChannel } from '#contract/derive';
import { OneAtATime } from '#host/one-at-a-time';
import { handlersFor } from '#ipc/handlers';
import { registerHandlers } from '#ipc/register';
import { RunningChange } from '#ipc/running-change';
import { isTrustedSender } from '#ipc/trusted-sender';
import { KeyVault } from '#secrets/vault';
import { declareAppScheme, pageUrl, serveAppScheme } from '#security/app-scheme';
import { refuseNetwork } from '#security/network';
import { refusePermissions } from '#security/permissions';
import { portableFile, restartAsAdministrator, type Program } from './restart-as-administrator';
import { bringToFront, openWindow } from './window';
import { simulateArgument, trustedEnvironment, windowPlace, type ProgramSurroundings } from './window-place';

const folder = import.meta.dirname;
const title = 'IPsec Backup Wizard';
const { isPackaged: packaged } = app;
const { platform, argv } = process;

const surroundings: ProgramSurroundings = {
  argv,
  environment: process.env,
  platform,
  packaged,
  // Without Electron these bundles run in the browser shell.
  preview: !('electron' in process.versions),
  userFolder: app.getPath('userData'),
};
const where = windowPlace(surroundings);
const vault = new KeyVault();
const change = new RunningChange();
const draftWrites = new OneAtATime();
let window: BrowserWindow | undefined;

/** This program again: only arguments that it knows are handed on. */
const thisProgram = (): Program => ({
  file: (packaged ? portableFile(process.env) : undefined) ?? process.execPath,
  args: [...(packaged ? [] : [app.getAppPath()]), ...argv.filter((argument) => argument === simulateArgument)],
});

/** The new copy must find the place of the one instance free; where none came, it is taken again. */
async function restart(): Promise<void> {
  app.releaseSingleInstanceLock();
  try {
    await restartAsAdministrator({ program: thisProgram(), environment: trustedEnvironment(surroundings), platform });
    setImmediate(() => {
      app.quit();
    });
  } catch (error) {
    app.requestSingleInstanceLock();
    throw error;
  }
}

async function askWhereToSave(suggestedName: string): Promise<string | undefined> {
  if (window === undefined) return undefined;
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggestedName });
  return canceled || filePath === '' ? undefined : filePath;
}

const handlers = handlersFor({
  ...where,
  draftWrites,
  vault,
  change,
  sendProgress: (progress) => {
    if (window?.isDestroyed() === false) window.webContents.send(eventChannel('progress'), progress);
  },
  preview: surroundings.preview,
  canElevate: platform === 'win32' && !surroundings.preview,
  askWhereToSave,
  resolveAddresses: async (dnsName) => (await lookup(dnsName, { all: true })).map(({ address }) => address),
  restartAsAdministrator: restart,
  closeWindow: () => window?.close(),
});

function open(): void {
  refuseNetwork(session.defaultSession, packaged);
  refusePermissions(session.defaultSession);
  serveAppScheme(join(folder, '..', 'renderer'));
  registerHandlers(handlers, (sender) => isTrustedSender(sender, window?.webContents, pageUrl));
  const preload = join(folder, '..', 'preload', 'index.cjs');
  window = openWindow({ title, pageUrl, preload, packaged, change, whenPageLeaves: () => { vault.forgetAll(); } }); // prettier-ignore
  window.once('closed', () => (window = undefined));
}

function start(): void {
  app.enableSandbox();
  declareAppScheme();
  Menu.setApplicationMenu(null);
  app.on('second-instance', () => {
    if (window !== undefined) bringToFront(window);
  });
  app.on('window-all-closed', () => {
    void Promise.allSettled([where.close(), draftWrites.run(() => Promise.resolve())]).then(() => {
      app.quit();
    });
  });
  void app.whenReady().then(open);
}

if (app.requestSingleInstanceLock()) start();
else app.quit();
