import { resolve } from 'node:path';
import { buildWhenNeeded } from './browser-shell/build-when-needed';

/** Specs drive the bundles, so these have to be of today's sources. */
export default function globalSetup(): void {
  if (process.env['IPSEC_WIZARD_OUT'] !== undefined) return;
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if (!buildWhenNeeded(resolve(import.meta.dirname, '..'), say)) throw new Error('The build failed; see above.');
}
