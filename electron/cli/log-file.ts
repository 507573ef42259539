import { resolve } from 'node:path';
import { fail } from '#contract/app-error';
import type { CommonOptions } from './options';

/** Files that a command line names beside its log, and that are read or written as a whole. */
const otherFiles = (options: CommonOptions): readonly (readonly [option: string, file: string | undefined])[] => [
  ['--state', options.state],
  ['--settings', options.settings],
  ['--psk-file', options.pskFile],
  ['--passphrase-file', options.passphraseFile],
];

/** A log is appended to: its lines would ruin any other file. Throws AppFailure `usage`. */
export function refuseLogInOtherFile(options: CommonOptions): void {
  const { log } = options;
  if (log === undefined) return;
  const same = otherFiles(options).find(([, file]) => file !== undefined && resolve(file) === resolve(log));
  if (same !== undefined) fail('usage', { problem: `--log and ${same[0]} name the same file` }, '--log');
}
