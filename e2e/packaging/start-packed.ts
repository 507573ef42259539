/**
 * node --import tsx start-packed.ts OUT/MAIN/INDEX.CJS [ARGUMENTS...]
 *
 * The packed program's main bundle under Node, with as much of Electron as its command line needs. Whatever belongs to a
 * window is not there: reaching for it fails.
 */
import { loadMain } from '../browser-shell/load-main';

const [node = '', , bundle = '', ...args] = process.argv;
// As Windows starts it: the program, then what was typed.
process.argv = [node, ...args];

const refuse = (what: string) => (): never => {
  throw new Error(`The command line asked for ${what}.`);
};

const app = {
  isPackaged: true,
  getPath: () => process.cwd(),
  getAppPath: refuse('the folder of the program'),
  disableHardwareAcceleration: () => undefined,
  requestSingleInstanceLock: refuse('the lock of the one window'),
  whenReady: refuse('a window'),
  // Nothing more is written after this: what was not flushed is lost, as with Electron.
  exit: (status: number): never => process.exit(status),
};
loadMain(bundle, { app });
