#!/usr/bin/env node
// Runs the command line straight from its TypeScript sources: `npm run cli` works right after `npm ci`, nothing to build.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
