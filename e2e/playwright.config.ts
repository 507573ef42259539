import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumPath } from './chromium';

const results = join(import.meta.dirname, '..', 'test-results');
const reportFile = resolve(process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? join(results, 'playwright.json'));
const executablePath = chromiumPath();
const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The window's specs. Figures are taken before, by themselves: beside other pages they would measure these. */
export default defineConfig({
  testDir: '.',
  outputDir: join(results, 'e2e'),
  globalSetup: './global-setup.ts',
  workers: 2,
  // A page may lose a race with a busy machine once; what needed a second attempt is named at the end of a run.
  retries: 1,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: reportFile }]],
  use: {
    viewport: { width: 1100, height: 760 },
    locale: 'en-US',
    actionTimeout: 15_000,
    // A trace of every test takes a third of the time of all; `--trace on` makes one where it is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumFlags, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  projects: [
    { name: 'figures', testMatch: 'bench/*.spec.ts', workers: 1 },
    { name: 'window', testMatch: 'specs/*.spec.ts' },
  ],
});
