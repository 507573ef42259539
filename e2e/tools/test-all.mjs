#!/usr/bin/env node
// All checks and tests, one after another; every one runs even if an earlier one failed. Ends with one line:
// "N passed, N failed, N skipped". A skipped test is named, and its name says why; so is one that needed a second
// attempt. What failed comes last, where the end of a long log still shows it.
import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';

const folder = 'test-results';
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const skippedNames = [];
const secondAttempts = [];
const failures = [];

/** The first lines of what a test said when it failed; colours are for terminals. */
const inShort = (message = '') =>
  stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('node_modules'))
    .slice(0, 6)
    .join('\n      ');

function failed(name, message) {
  total.failed += 1;
  failures.push(`${name}\n      ${inShort(message)}`);
}

function run(title, command, args, environment = {}) {
  console.log(`\n== ${title}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  return status === 0;
}

/** A check that either holds or does not. */
function check(title, command, args) {
  if (run(title, command, args)) total.passed += 1;
  else failed(title);
}

/** What Vitest wrote about its run; a run that wrote nothing has failed. */
function countVitest(file, ended) {
  if (!existsSync(file)) {
    failed('Tests', 'Vitest wrote no report.');
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const { assertionResults } of report.testResults) {
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status === 'passed') {
        total.passed += 1;
        if (failureMessages.length > 0) secondAttempts.push(`${fullName}\n      ${inShort(failureMessages[0])}`);
      } else if (status === 'failed') failed(fullName, failureMessages[0]);
      else {
        total.skipped += 1;
        skippedNames.push(fullName);
      }
    }
  }
  // A file that could not be loaded has no tests to count.
  if (!ended && report.numFailedTests === 0) failed('Tests', 'A file of tests could not be loaded.');
}

/** Every spec of Playwright's report, whatever suite it is in. */
const specsIn = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsIn)];

/** What Playwright wrote about its run; a run that wrote nothing has failed. */
function countPlaywright(file, ended) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { errors: [{}] };
  for (const { title, file: spec, tests } of specsIn(report)) {
    for (const { status, results } of tests) {
      const [message] = results.flatMap(({ errors }) => errors.map((error) => error.message));
      if (status === 'expected') total.passed += 1;
      else if (status === 'flaky') {
        total.passed += 1;
        secondAttempts.push(`${spec}: ${title}\n      ${inShort(message)}`);
      } else if (status !== 'skipped') failed(`${spec}: ${title}`, message);
      else {
        total.skipped += 1;
        skippedNames.push(`${title} (there is no Electron here that can show a window, or there is one)`);
      }
    }
  }
  if (!ended && (report.errors?.length ?? 0) > 0) failed(file, report.errors[0].message);
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
if (build.every((args) => run(`Build ${args.at(-1)}`, 'npx', args))) total.passed += 1;
else failed('Build');
const chromium = await findChromium(run);
if (chromium === undefined) {
  console.log('There is no Chromium here, and none could be installed, so the window was not tested.');
  console.log('Install one and name it: CHROMIUM_PATH=/path/to/chromium npm test');
  failed('Window', 'No Chromium.');
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

/** A list under its title; nothing where there is nothing to list. */
const list = (title, names) => {
  if (names.length > 0) console.log(`\n${title}:\n${names.map((name) => `  - ${name}`).join('\n')}`);
};
list('Skipped, each for the reason in its name', skippedNames);
list('Passed at the second attempt only', secondAttempts);
list('Failed', failures);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
