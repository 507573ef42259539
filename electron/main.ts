import { lookup } from 'node:dns/promises';
import { join } from 'node:path';
import { app, dialog, Menu, session, type BrowserWindow } from 'electron';
import { commandLineIn, runCommandLineAlone } from './command-line';
import { eventChannel, type EventName, type EventValue } from '#contract/derive';
import { OneAtATime } from '#host/one-at-a-time';
import { handlersFor } from '#ipc/handlers';
import { registerHandlers } from '#ipc/register';
import { RunningChange } from '#ipc/running-change';
import { StickSession } from '#ipc/stick-session';
import { isTrustedSender } from '#ipc/trusted-sender';
import { KeyVault } from '#secrets/vault';
import { declareAppScheme, pageUrl, serveAppScheme } from '#security/app-scheme';
import { refuseNetwork } from '#security/network';
import { refusePermissions } from '#security/permissions';
import { programBeside } from '#settings-file/kit-program';
import { portableFile, restartAsAdministrator, type Program } from './restart-as-administrator';
import { handedOver, settingsArgument, settingsBeside } from './settings-beside';
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
const stick = new StickSession();
const draftWrites = new OneAtATime();
let window: BrowserWindow | undefined;

/** This program again: only arguments that it knows are handed on, and the settings file without its passphrase. */
const thisProgram = (): Program => ({
  file: (packaged ? portableFile(process.env) : undefined) ?? process.execPath,
  args: [
    ...(packaged ? [] : [app.getAppPath()]),
    ...argv.filter((argument) => argument === simulateArgument),
    ...settingsArgument(stick.opened?.path ?? handedOver(argv)),
  ],
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

async function askWhich(property: 'openFile' | 'openDirectory'): Promise<string | undefined> {
  if (window === undefined) return undefined;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: [property] });
  return canceled ? undefined : filePaths[0];
}

async function askWhereToSave(suggestedName: string): Promise<string | undefined> {
  if (window === undefined) return undefined;
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggestedName });
  return canceled || filePath === '' ? undefined : filePath;
}

const send = <Name extends EventName>(name: Name, value: EventValue<Name>): void => {
  if (window?.isDestroyed() === false) window.webContents.send(eventChannel(name), value);
};

const handlers = handlersFor({
  ...where,
  draftWrites,
  vault,
  change,
  sendProgress: (progress) => {
    send('progress', progress);
  },
  sendKitProgress: (progress) => {
    send('kitProgress', progress);
  },
  stick,
  settingsBeside: settingsBeside(surroundings, process.execPath),
  programFolder: packaged ? programBeside(process.execPath) : undefined,
  askWhichFile: () => askWhich('openFile'),
  askWhichFolder: () => askWhich('openDirectory'),
  preview: surroundings.preview,
  canElevate: platform === 'win32' && !surroundings.preview,
  askWhereToSave,
  resolveAddresses: async (dnsName) => (await lookup(dnsName, { all: true })).map(({ address }) => address),
  restartAsAdministrator: restart,
  closeWindow: () => window?.close(),
});

function forgetSecrets(): void {
  vault.forgetAll();
  stick.forgetAll();
}

function open(): void {
  refuseNetwork(session.defaultSession, packaged);
  refusePermissions(session.defaultSession);
  serveAppScheme(join(folder, '..', 'renderer'));
  registerHandlers(handlers, (sender) => isTrustedSender(sender, window?.webContents, pageUrl));
  const preload = join(folder, '..', 'preload', 'index.cjs');
  window = openWindow({ title, pageUrl, preload, packaged, change, whenPageLeaves: forgetSecrets }); // prettier-ignore
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

const commandLine = commandLineIn(argv);
if (commandLine !== undefined) void runCommandLineAlone(commandLine, surroundings, app);
else if (app.requestSingleInstanceLock()) start();
else app.quit();
