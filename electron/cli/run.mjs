#!/usr/bin/env node
// Runs the command line straight from its TypeScript sources: `npm run cli` works right after `npm ci`, nothing to build.
import { basename } from 'node:path';
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
// For commands that are printed to be run: npm says which script it runs; installed, this file has the program's name.
const file = process.argv[1] ?? '';
const started =
  process.env.npm_lifecycle_event === 'cli'
    ? 'npm run --silent cli --'
    : basename(file).startsWith('run')
      ? `node "${file}"`
      : undefined;
process.exitCode = await main(process.argv.slice(2), started === undefined ? {} : { program: started });
