#!/usr/bin/env node
// All checks and tests, one after another; every one runs even if an earlier one failed. Ends with one line:
// "N passed, N failed, N skipped". A skipped test is named, and its name says why.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

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

check('Types', 'npx', ['tsc', '-b']);
check('Lint', 'npx', ['eslint', '.', '--max-warnings', '0']);
check('Format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']);
const units = `${folder}/vitest.json`;
countVitest(
  units,
  run('Tests', 'npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${units}`]),
);

if (skippedNames.length > 0)
  console.log(`\nSkipped, each for the reason in its name:\n${skippedNames.map((name) => `  - ${name}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
