import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The page's answer to a dialog that it plays. */
export const answerChannel = 'shell:answer';
const askChannel = 'shell:ask';

export interface OpenOptions {
  readonly properties?: readonly string[];
}

interface Opened {
  readonly canceled: boolean;
  readonly filePaths: readonly string[];
}

const canceled: Opened = { canceled: true, filePaths: [] };
/** Names are shown, and are nothing but names. */
const plainName = /^[^\\/:*?"<>|\p{Cc}]{1,200}$/u;

const memberOf = (value: unknown, name: string): string | undefined => {
  const member: unknown =
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof member === 'string' ? member : undefined;
};

/** The content goes into a new folder: a browser tells no paths, so that the file's own folder is not known. */
function fileFrom(answer: unknown): string | undefined {
  const [name, base64] = [memberOf(answer, 'name'), memberOf(answer, 'base64')];
  if (name === undefined || base64 === undefined || !plainName.test(name)) return undefined;
  const path = join(mkdtempSync(join(tmpdir(), 'ipsec-backup-wizard-')), name);
  writeFileSync(path, Buffer.from(base64, 'base64'), { mode: 0o600 });
  return path;
}

function folderFrom(answer: unknown): string | undefined {
  const path = memberOf(answer, 'path');
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

/** Dialogs for files and folders, asked of the page: it shows a file field, or asks for the path of a folder. */
export class AskingPage {
  readonly #send: (channel: string, ...args: readonly unknown[]) => void;
  readonly #waiting = new Map<string, (answer: unknown) => void>();
  #next = 0;

  constructor(send: (channel: string, ...args: readonly unknown[]) => void) {
    this.#send = send;
  }

  async showOpenDialog({ properties = [] }: OpenOptions): Promise<Opened> {
    const what = properties.includes('openDirectory') ? 'folder' : 'file';
    const answer = await this.#ask(what);
    const path = what === 'folder' ? folderFrom(answer) : fileFrom(answer);
    return path === undefined ? canceled : { canceled: false, filePaths: [path] };
  }

  /** An answer that nobody waits for is nobody's. */
  answer(answer: unknown): null {
    const id = memberOf(answer, 'id') ?? '';
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
    return null;
  }

  /** The page that was asked is gone. */
  forgetAll(): void {
    for (const id of [...this.#waiting.keys()]) this.answer({ id });
  }

  #ask(what: 'file' | 'folder'): Promise<unknown> {
    const id = String((this.#next += 1));
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send(askChannel, { id, what });
    });
  }
}
