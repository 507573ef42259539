import type { KeyHandle } from '#contract/ipc';
import { noKey, type GivenKey } from '#deeds/examine';
import type { IpcSurroundings } from './surroundings';

/** The key behind the handle that the page sent. Throws AppFailure `key-handle-unknown`. */
export function givenKey({ vault }: IpcSurroundings, handle: KeyHandle | null): GivenKey {
  if (handle === null) return noKey;
  const { key, warnings } = vault.take(handle);
  return { key, findings: warnings };
}
