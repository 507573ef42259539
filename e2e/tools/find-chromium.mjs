import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

/** Playwright's own browser, where it was installed before. */
async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? 'own' : undefined;
}

/** From the distribution where that can be done without asking anybody, else from Playwright. */
function install(run) {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    const options = { DEBIAN_FRONTEND: 'noninteractive' };
    run('Installing Chromium (apt-get)', 'apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
    if (onPath() === undefined) {
      run('Reading the lists of packages', 'apt-get', ['update'], options);
      run(
        'Installing Chromium (apt-get)',
        'apt-get',
        ['install', '-y', '--no-install-recommends', 'chromium'],
        options,
      );
    }
  }
  if (onPath() === undefined) run('Installing Chromium (Playwright)', 'npx', ['playwright', 'install', 'chromium']);
}

/** The browser for the window's specs: a file, `own` for Playwright's, undefined where there is none and none can be had. */
export async function findChromium(run) {
  const named = process.env.CHROMIUM_PATH ?? '';
  if (named !== '') return existsSync(named) ? named : undefined;
  const found = onPath() ?? (await playwrightsOwn());
  if (found !== undefined) return found;
  install(run);
  return onPath() ?? (await playwrightsOwn());
}
