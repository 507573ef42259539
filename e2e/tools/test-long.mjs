#!/usr/bin/env node
// The tests that take long when they are asked to: those that look at MODE, each with all its cases. Ends with one line:
// "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const knowsLong = (file) => readFileSync(file, 'utf8').includes("process.env['MODE'] === 'long'");
const files = ['electron', 'e2e', 'renderer'].flatMap((room) =>
  readdirSync(room, { recursive: true })
    .map((name) => join(room, name))
    .filter((file) => file.endsWith('.test.ts') && knowsLong(file)),
);

const folder = 'test-results';
const report = join(folder, 'vitest-long.json');
mkdirSync(folder, { recursive: true });
rmSync(report, { force: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${report}`];
// Through the environment as well: it does not depend on what a mode is for Vitest.
const { status } = spawnSync('npx', ['vitest', 'run', '--mode', 'long', ...reporters, ...files], {
  stdio: 'inherit',
  env: { ...process.env, MODE: 'long' },
});

const { numPassedTests: passed, numFailedTests: counted } = existsSync(report)
  ? JSON.parse(readFileSync(report, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 0 };
// A file that could not be loaded has no tests to count.
const failed = status !== 0 && counted === 0 ? 1 : counted;
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
