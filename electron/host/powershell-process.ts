import type { Readable } from 'node:stream';
import type { PowerShell } from 'node-powershell';
import { findAnswer } from './envelope';
import type { Environment } from './find-powershell';

/** What became of one line of input. Only `answered` says that it ran to its end. */
export type Exchange =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'died'; readonly reason: string }
  | { readonly kind: 'garbled'; readonly problem: string };

export interface ProcessOptions {
  readonly executable: string;
  readonly environment: Environment;
  /** More output than this in one exchange is an answer to nothing. */
  readonly mostAnswerBytes: number;
}

/** How long a killed process may take to be gone; the operating system needs milliseconds. */
const KILL_LIMIT_MS = 5_000;

const ignore = (): void => undefined;

/**
 * `NODE_POWERSHELL` would win over the executable that was chosen, and `DEBUG` prints every command and answer: both are
 * read from this program's own environment, `DEBUG` when the library is loaded. So it is loaded late, after this.
 */
async function loadLibrary(): Promise<typeof PowerShell> {
  delete process.env['NODE_POWERSHELL'];
  delete process.env['DEBUG'];
  return (await import('node-powershell')).PowerShell;
}

const withoutNames = (environment: Environment, names: readonly string[]): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name.toUpperCase())));

/** NO_COLOR and TERM keep escape sequences out of the output. */
const childEnvironment = (environment: Environment): NodeJS.ProcessEnv => ({
  ...withoutNames(environment, ['NODE_POWERSHELL', 'DEBUG', 'NO_COLOR', 'TERM']),
  NO_COLOR: '1',
  TERM: 'dumb',
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'it ended');

/**
 * Private in the library, which rejects it for a wrong path and for every kill: unless somebody listens, that is an
 * unhandled rejection and the end of this program.
 */
function exitOf(shell: PowerShell): Promise<string> {
  const exit: unknown = Reflect.get(shell, 'exitPromise');
  return Promise.resolve(exit).then(() => 'it ended by itself', reasonOf);
}

/**
 * One PowerShell process behind node-powershell. It exchanges lines and knows nothing of scripts. The answer is picked
 * out of the output by its nonce, not taken from the library: what the library frames an answer with is a method call,
 * and a locked-down PowerShell refuses those. After anything but an answer the process is of no more use: kill it.
 *
 * No -ExecutionPolicy: nothing is run from a file, NetSecurity is signed by Microsoft, and an administrator's policy is
 * not ours to override; where it keeps the module from loading, the probe says so.
 */
export class PowerShellProcess {
  readonly #shell: PowerShell;
  readonly #mostAnswerBytes: number;
  readonly #exit: Promise<string>;
  #ended: string | undefined;

  private constructor(shell: PowerShell, mostAnswerBytes: number) {
    this.#shell = shell;
    this.#mostAnswerBytes = mostAnswerBytes;
    this.#exit = exitOf(shell).then((reason) => (this.#ended = reason));
    // A write to a process that is gone is told by its exit; as an unheard event it would end this program.
    for (const stream of Object.values(shell.streams)) stream.on('error', ignore);
  }

  /** Starts a process; that it could not be started is told by the first exchange. Throws what spawn throws at once. */
  static async start(options: ProcessOptions): Promise<PowerShellProcess> {
    const Library = await loadLibrary();
    const shell = new Library({
      executable: options.executable,
      executableOptions: { '-NoProfile': true, '-NonInteractive': true },
      spawnOptions: { env: childEnvironment(options.environment), windowsHide: true },
      // Any text on standard error would count as failure and lose the answer.
      throwOnInvocationError: false,
    });
    return new PowerShellProcess(shell, options.mostAnswerBytes);
  }

  /** False from the moment that the process is known to be gone. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** Sends one line and waits for the line of output with the nonce; bounded in time and size, never rejects. */
  async exchange(line: string, nonce: string, timeoutMs: number): Promise<Exchange> {
    if (this.#ended !== undefined) return { kind: 'died', reason: this.#ended };
    const stop = new AbortController();
    try {
      const settled = this.#invoke(line);
      const answer = this.#listen(nonce, stop.signal);
      const lateness = timeLimit(timeoutMs, stop.signal);
      return await Promise.race([answer, lateness, this.#death(), settled.then(() => this.#unanswered(answer))]);
    } finally {
      stop.abort();
    }
  }

  /** Waits until the library is done with the line before, so that nothing of it is left in memory. */
  async rest(timeoutMs: number): Promise<void> {
    const stop = new AbortController();
    await Promise.race([this.#resting, timeLimit(timeoutMs, stop.signal), this.#exit]);
    stop.abort();
  }

  /**
   * Ends the process at once and waits until it is gone. On Windows the signal is TerminateProcess; no script here
   * starts a process, so there is no tree to end.
   */
  async kill(): Promise<void> {
    const stop = new AbortController();
    this.#shell.dispose('SIGKILL').catch(ignore);
    await Promise.race([this.#exit, timeLimit(KILL_LIMIT_MS, stop.signal)]);
    stop.abort();
    this.#ended ??= 'it was ended';
    // Somebody who inherited the pipes must not keep this program alive.
    for (const stream of Object.values(this.#shell.streams)) stream.destroy();
  }

  #resting: Promise<void> = Promise.resolve();

  /** The library keeps every command and answer: forget them as soon as it lets go. */
  #invoke(line: string): Promise<void> {
    const forget = (): void => {
      this.#shell.history.length = 0;
    };
    this.#resting = this.#shell.invoke(line).then(forget, forget);
    return this.#resting;
  }

  async #death(): Promise<Exchange> {
    return { kind: 'died', reason: await this.#exit };
  }

  /** The library is done: it has seen its own marks (no answer of ours came), or the process has ended. */
  async #unanswered(answer: Promise<Exchange>): Promise<Exchange> {
    const nextTurn = new Promise<undefined>((resolve) => setImmediate(() => { resolve(undefined); })); // prettier-ignore
    const late = await Promise.race([answer, nextTurn]);
    if (late !== undefined) return late;
    return this.#ended === undefined
      ? { kind: 'garbled', problem: 'there was no answer in the output' }
      : { kind: 'died', reason: this.#ended };
  }

  /** The first line with the nonce, or too much output before it. */
  #listen(nonce: string, signal: AbortSignal): Promise<Exchange> {
    const { stdout, stderr } = this.#shell.streams;
    return new Promise((resolve) => {
      const within = budget(this.#mostAnswerBytes, () => {
        resolve({ kind: 'garbled', problem: 'there was too much output' });
      });
      const lines = eachLine((line) => {
        const text = findAnswer(line, nonce);
        if (text !== undefined) resolve({ kind: 'answered', text });
      });
      hear(stdout, signal, (chunk) => {
        if (within(chunk)) lines(chunk);
      });
      hear(stderr, signal, within);
    });
  }
}

/** The library has set the streams' encoding, so chunks are text. */
function hear(stream: Readable, signal: AbortSignal, listener: (chunk: string) => void): void {
  stream.on('data', listener);
  signal.addEventListener('abort', () => stream.off('data', listener));
}

/** Counts what comes; calls back once it is more than allowed, and says of each piece whether it still was within. */
function budget(most: number, whenExceeded: () => void): (chunk: string) => boolean {
  let left = most;
  return (chunk) => {
    left -= chunk.length;
    if (left < 0) whenExceeded();
    return left >= 0;
  };
}

/** Calls back with each line that has come to its end; a line that comes in many pieces is put together once. */
function eachLine(whenWhole: (line: string) => void): (chunk: string) => void {
  let pieces: string[] = [];
  return (chunk) => {
    const [first = '', ...others] = chunk.split('\n');
    pieces.push(first);
    for (const next of others) {
      whenWhole(pieces.join(''));
      pieces = [next];
    }
  };
}

const timeLimit = (timeoutMs: number, signal: AbortSignal): Promise<Exchange> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => { resolve({ kind: 'timed-out' }); }, timeoutMs); // prettier-ignore
    signal.addEventListener('abort', () => { clearTimeout(timer); }); // prettier-ignore
  });
