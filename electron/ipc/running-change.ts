import { fail } from '#contract/app-error';

/** The one change of this window that may be under way: the lock file tells copies apart, this tells clicks apart. */
export class RunningChange {
  #running: { readonly interrupt: AbortController; readonly ended: Promise<unknown> } | undefined;

  /** Throws AppFailure `busy` while another one runs. */
  async run<T>(change: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#running !== undefined) return fail('busy', {});
    const interrupt = new AbortController();
    const ended = change(interrupt.signal);
    this.#running = { interrupt, ended };
    try {
      return await ended;
    } finally {
      this.#running = undefined;
    }
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Asks the change to stop; it undoes itself. Nothing happens where none runs. */
  interrupt(): void {
    this.#running?.interrupt.abort();
  }

  /** Resolves when the change has ended, however it ended. */
  async ended(): Promise<void> {
    await Promise.allSettled([this.#running?.ended]);
  }
}
