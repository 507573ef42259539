import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { _electron, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { installedElectron } from './browser-shell/electron-binary';
import type { SimulatedComputer } from './simulated-computer';

const root = resolve(import.meta.dirname, '..');
const out = process.env['IPSEC_WIZARD_OUT'] ?? join(root, 'out');

export interface LaunchOptions {
  /** The stick that the program is started from: a folder. */
  readonly stick?: string | undefined;
  /** What goes wrong, as in IPSEC_WIZARD_SIMULATE. */
  readonly faults?: string | undefined;
  readonly context?: BrowserContextOptions | undefined;
}

/** The program as it runs: in its own window where Electron can be had, else in the browser shell. */
export interface Program {
  readonly page: Page;
  /** Where the page is; undefined in a real window. */
  readonly origin: string | undefined;
  /** What it wrote to its two streams. */
  readonly output: () => string;
  /** As if the person closed the window. Resolves when the program has ended. */
  readonly close: () => Promise<void>;
}

function environmentFor(computer: SimulatedComputer, faults = '', stick = ''): Record<string, string> {
  const passed = ['PATH', 'HOME', 'TMPDIR', 'DISPLAY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'SystemRoot'];
  return {
    ...Object.fromEntries(
      passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    ),
    IPSEC_WIZARD_STATE: computer.stateFile,
    IPSEC_WIZARD_DATA: computer.dataFolder,
    ...(faults === '' ? {} : { IPSEC_WIZARD_SIMULATE: faults }),
    ...(stick === '' ? {} : { IPSEC_WIZARD_STICK: stick }),
  };
}

const endOf = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) =>
        child.once('exit', () => {
          done();
        }),
      );

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}

/** The address that the shell prints; the promise fails where it ends without one. */
function printedAddress(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((found, reject) => {
    child.stdout?.on('data', () => {
      const address = /http:\/\/\S+(?=\n)/u.exec(output())?.[0];
      if (address !== undefined) found(address);
    });
    child.once('exit', () => {
      reject(new Error(`The browser shell ended: ${output()}`));
    });
  });
}

export interface RunningShellProcess {
  readonly address: string;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** The browser shell in a process of its own; nobody has visited it yet. */
export async function startShellProcess(
  computer: SimulatedComputer,
  faults?: string,
  stick?: string,
): Promise<RunningShellProcess> {
  const main = join(root, 'e2e', 'browser-shell', 'main.ts');
  const env = { ...environmentFor(computer, faults, stick) };
  delete env['DISPLAY'];
  delete env['WAYLAND_DISPLAY'];
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--out', out, '--root', root], { cwd: root, env });
  const output = collect(child);
  const address = await printedAddress(child, output);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await endOf(child);
    clearTimeout(late);
  };
  return { address, output, stop };
}

async function inBrowser(computer: SimulatedComputer, browser: Browser, options: LaunchOptions): Promise<Program> {
  const shell = await startShellProcess(computer, options.faults, options.stick);
  const context = await browser.newContext(options.context);
  const page = await context.newPage();
  await page.goto(shell.address);
  const close = async (): Promise<void> => {
    // The page first, as with a closed tab: what it has to save, it saves now.
    await page.close({ runBeforeUnload: false });
    await shell.stop();
    await context.close();
  };
  return { page, origin: new URL(shell.address).origin, output: shell.output, close };
}

async function inElectron(
  computer: SimulatedComputer,
  executablePath: string,
  { faults, stick }: LaunchOptions,
): Promise<Program> {
  const env = environmentFor(computer, faults, stick);
  const args = [root, '--simulate', `--user-data-dir=${join(computer.folder, 'user')}`];
  const app = await _electron.launch({ executablePath, args, env, cwd: root });
  const output = collect(app.process());
  return { page: await app.firstWindow(), origin: undefined, output, close: () => app.close() };
}

/** Electron's binary, where it is installed and can show a window. */
export const electronHere = (): string | undefined => {
  const file = installedElectron(root);
  return file !== undefined && existsSync(file) ? file : undefined;
};

export function launch(computer: SimulatedComputer, browser: Browser, options: LaunchOptions = {}): Promise<Program> {
  const electron = electronHere();
  return electron === undefined ? inBrowser(computer, browser, options) : inElectron(computer, electron, options);
}
