#!/usr/bin/env node
// All checks and tests, one after another; every one runs even if an earlier one failed. Ends with one line:
// "N passed, N failed, N skipped". A skipped test is named, and its name says why.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';

const folder = 'test-results';
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const skippedNames = [];

function run(title, command, args, environment = {}) {
  console.log(`\n== ${title}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  return status === 0;
}

/** A check that either holds or does not. */
function check(title, command, args) {
  total[run(title, command, args) ? 'passed' : 'failed'] += 1;
}

/** What Vitest wrote about its run; a run that wrote nothing has failed. */
function countVitest(file, ended) {
  if (!existsSync(file)) {
    total.failed += 1;
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const { assertionResults } of report.testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status === 'passed') total.passed += 1;
      else if (status === 'failed') total.failed += 1;
      else {
        total.skipped += 1;
        skippedNames.push(fullName);
      }
    }
  }
  // A file that could not be loaded has no tests to count.
  if (!ended && report.numFailedTests === 0) total.failed += 1;
}

/** Every spec of Playwright's report, whatever suite it is in. */
const specsIn = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsIn)];

/** What Playwright wrote about its run; a run that wrote nothing has failed. */
function countPlaywright(file, ended) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { errors: [{}] };
  for (const { title, tests } of specsIn(report)) {
    for (const { status } of tests) {
      if (status === 'expected') total.passed += 1;
      else if (status !== 'skipped') total.failed += 1;
      else {
        total.skipped += 1;
        skippedNames.push(`${title} (there is no Electron here that can show a window, or there is one)`);
      }
    }
  }
  if (!ended && (report.errors?.length ?? 0) > 0) total.failed += 1;
}

check('Types', 'npx', ['tsc', '-b']);
check('Lint', 'npx', ['eslint', '.', '--max-warnings', '0']);
check('Format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']);
const units = `${folder}/vitest.json`;
countVitest(
  units,
  run('Tests', 'npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${units}`]),
);

const build = ['-m main', '-m preload', ''].map((mode) => [
  'vite',
  'build',
  '--logLevel',
  'warn',
  ...mode.split(' ').filter(Boolean),
]);
total[build.every((args) => run(`Build ${args.at(-1)}`, 'npx', args)) ? 'passed' : 'failed'] += 1;
const chromium = await findChromium(run);
if (chromium === undefined) {
  console.log('There is no Chromium here, and none could be installed, so the window was not tested.');
  console.log('Install one and name it: CHROMIUM_PATH=/path/to/chromium npm test');
  total.failed += 1;
} else {
  const environment = chromium === 'own' ? {} : { CHROMIUM_PATH: chromium };
  // Figures first and alone: beside other pages they would measure these.
  for (const project of ['figures', 'window']) {
    const file = `${folder}/playwright-${project}.json`;
    const args = ['playwright', 'test', '-c', 'e2e/playwright.config.ts', `--project=${project}`];
    countPlaywright(
      file,
      run(`Window: ${project}`, 'npx', args, { ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
    );
  }
}

if (skippedNames.length > 0)
  console.log(`\nSkipped, each for the reason in its name:\n${skippedNames.map((name) => `  - ${name}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
