import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AppFailure, type AppError } from '#contract/app-error';
import { Secret } from '#contract/secret';
import type { PresetOptions } from '#policy/presets';
import type { Settings } from '../document';
import { pairOf } from '../sides';

export const keyText = 'Zx9q-QvWk7-PtLmR-b3Yh';
export const passphrase = new Secret('four words nobody connects');
export const key = new Secret(keyText);
/** Opening takes no time: what is tested is not how hard guessing is. */
export const quick = 4;
export const createdAt = '2026-01-02T03:04:05.678Z';

/** Both sides of a narrowed policy, with Polish names. */
export function examplePair(more: Partial<PresetOptions> = {}): Settings {
  const servers = [{ kind: 'specific-address', address: '192.0.2.1' }] as const;
  const workstations = [{ kind: 'subnet', address: '192.0.2.0', prefixLength: 24 }] as const;
  const { server, workstation } = pairOf({ id: 'fbs', servers, workstations, ...more });
  return { createdAt, sides: { server: { ...server, name: 'Kopia zapasowa – Łódź' }, workstation } };
}

/** Made with `age -p -a` of Debian's age 1.1.1 from what `age -d` gave of a file of ours. */
export const sealedByAge = {
  passphrase: new Secret('pw one two'),
  keyText: 'My secret key!!',
  read: (): Promise<Buffer> => readFile(fileURLToPath(new URL('./sealed-by-age-1.1.1.age', import.meta.url))),
};

/** The error that a promise ends in; anything that is no AppFailure is thrown on. */
export async function errorOf(attempt: Promise<unknown>): Promise<AppError | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    if (error instanceof AppFailure) return error.appError;
    throw error;
  }
}
