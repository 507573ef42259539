import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Numbers of a file are longer than a number of JavaScript can be told apart. */
const identityOf = (path: string): Promise<string> =>
  stat(path, { bigint: true }).then(
    ({ dev, ino }) => (ino === 0n ? '' : `${dev} ${ino}`),
    () => '',
  );
const placeOf = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

/**
 * Whether two names lead to one file: through a link to its folder, by a second name, or, where the disk does not mind,
 * in other capital letters.
 */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  if ((await placeOf(one)) === (await placeOf(other))) return true;
  const identity = await identityOf(one);
  return identity !== '' && identity === (await identityOf(other));
}
