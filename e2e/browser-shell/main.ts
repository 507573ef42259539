import { parseArgs } from 'node:util';
import { preview } from './preview';

/** The browser shell alone, from bundles that are there: for specs. `--out DIR` names their folder, `--root DIR` the project's. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    root: { type: 'string', default: process.cwd() },
    host: { type: 'string', default: 'simulated' },
  },
});

if (values.host !== 'simulated') {
  say('The browser shell has a simulated computer only. Nothing was started; for a real one use the program itself.');
  process.exit(1);
}
await preview({ root: values.root, ...(values.out === undefined ? {} : { out: values.out }) }, say);
process.exit(0);
