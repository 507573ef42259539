import writeFileAtomic from 'write-file-atomic';
import { appError } from '#contract/app-error';
import type { Handlers } from '#contract/derive';
import { refuse, succeed } from '#contract/result';
import type { IpcSurroundings } from './surroundings';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'it failed';

/** The page gives a name and a text; the place is the person's. */
export const saveTextHandler =
  ({ askWhereToSave }: IpcSurroundings): Handlers['saveText'] =>
  async ({ suggestedName, text }) => {
    const file = await askWhereToSave(suggestedName);
    if (file === undefined) return succeed(null);
    try {
      await writeFileAtomic(file, text);
      return succeed({ file });
    } catch (error) {
      return refuse(appError('file-unwritable', { file, reason: codeOf(error) }));
    }
  };
