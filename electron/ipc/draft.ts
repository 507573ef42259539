import { appError, fail } from '#contract/app-error';
import type { Handlers } from '#contract/derive';
import { refuse, succeed } from '#contract/result';
import { boundedCopy } from './bounded';
import { holdsKeyMember } from './draft-key';
import type { IpcSurroundings } from './surroundings';

const fileName = 'draft.json';
const mostBytes = 1024 * 1024;
const bounds = { mostCharacters: mostBytes, mostValues: 200_000, mostDepth: 24 };

/** A file that somebody else may have written: bounded, plain, one object. Throws AppFailure `draft-refused`. */
function parseDraft(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail('draft-refused', { problem: 'the file of the draft is damaged' });
  }
  const bounded = boundedCopy(value, bounds);
  const usable = 'value' in bounded && typeof bounded.value === 'object' && !Array.isArray(bounded.value);
  return usable ? bounded.value : fail('draft-refused', { problem: 'the file of the draft is damaged' });
}

export const loadDraftHandler =
  ({ drafts }: IpcSurroundings): Handlers['loadDraft'] =>
  async () => {
    const text = await drafts().read(fileName, { mostBytes: mostBytes + 1 });
    return succeed(text === undefined ? null : parseDraft(text));
  };

/** Never a key: neither a member that is named like one, nor a text that holds one of those that are kept. */
export function saveDraftHandler({ drafts, draftWrites: writes, vault }: IpcSurroundings): Handlers['saveDraft'] {
  // In the order they came: a save that ends late must not bring back a draft that was discarded after it.
  return async ({ draft }) => {
    if (draft === null) {
      await writes.run(() => drafts().remove(fileName));
      return succeed(null);
    }
    const text = JSON.stringify(draft);
    const refused = (problem: string) => refuse(appError('draft-refused', { problem }));
    if (Buffer.byteLength(text) > mostBytes) return refused('it is larger than 1 MB');
    if (holdsKeyMember(draft) || vault.occursIn(draft)) return refused('it holds a pre-shared key');
    await writes.run(() => drafts().write(fileName, text));
    return succeed(null);
  };
}
