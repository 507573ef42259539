import { randomBytes } from 'node:crypto';
import { fail } from '#contract/app-error';
import type { KeyHandle } from '#contract/ipc';
import type { CheckedKey } from '#policy/pre-shared-key';

/** Nobody needs more at a time; the oldest goes first. */
const mostKeys = 16;
/** Shorter texts may stand in a draft by chance. */
const shortestToLookFor = 12;

/**
 * Where typed keys stay while the window is open. The page keeps a handle, which says nothing of the key; only the
 * gateway resolves it. In memory alone: what is forgotten, or what the process ended with, is gone.
 */
export class KeyVault {
  readonly #keys = new Map<KeyHandle, CheckedKey>();

  keep(key: CheckedKey): KeyHandle {
    const handle = `key-${randomBytes(16).toString('hex')}`;
    this.#keys.set(handle, key);
    for (const oldest of [...this.#keys.keys()].slice(0, -mostKeys)) this.#keys.delete(oldest);
    return handle;
  }

  /** Throws AppFailure `key-handle-unknown`. */
  take(handle: KeyHandle): CheckedKey {
    return this.#keys.get(handle) ?? fail('key-handle-unknown', {});
  }

  /** Forgetting twice is no mistake: the key is gone either way. */
  forget(handle: KeyHandle): void {
    this.#keys.delete(handle);
  }

  forgetAll(): void {
    this.#keys.clear();
  }

  /** Whether plain data that is about to be written down holds one of the keys in any of its texts. */
  occursIn(value: unknown): boolean {
    const texts = textsOf(value);
    return [...this.#keys.values()].some(({ key }) => {
      const secret = key.reveal();
      return secret.length >= shortestToLookFor && texts.some((text) => text.includes(secret));
    });
  }
}

const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).flat().flatMap(textsOf) : [];
};
