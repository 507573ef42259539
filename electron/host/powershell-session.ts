import { AppFailure, fail } from '#contract/app-error';
import { CmdletError } from './cmdlet-error';
import { cmdletErrorKind } from './cmdlet-error-kind';
import { languageModeLine, newNonce, parseAnswer, requestLine, type ScriptError } from './envelope';
import { type Exchange, PowerShellProcess, type ProcessOptions } from './powershell-process';
import { prelude } from './powershell-scripts';

export interface SessionOptions extends ProcessOptions {
  /** For starting, and for each call that names no other. */
  readonly callTimeoutMs: number;
}

type Unanswered = Exclude<Exchange, { readonly kind: 'answered' }>;

const FULL_LANGUAGE = 'FullLanguage';

/** An error that PowerShell told, or that stands in an answer. */
export const cmdletError = (cmdlet: string, error: ScriptError): CmdletError =>
  new CmdletError(cmdletErrorKind(error), cmdlet, error.id, error.message);

const words = (exchange: Unanswered, timeoutMs: number): string => {
  switch (exchange.kind) {
    case 'timed-out':
      return `PowerShell did not answer within ${timeoutMs / 1_000} seconds.`;
    case 'died':
      return `PowerShell ended: ${exchange.reason.trim()}.`;
    case 'garbled':
      return `PowerShell answered something else: ${exchange.problem}.`;
  }
};

async function startProcess(options: SessionOptions): Promise<PowerShellProcess> {
  try {
    return await PowerShellProcess.start(options);
  } catch (error) {
    // spawn throws at once for what no system accepts, for example a NUL in the path.
    return fail('powershell-unusable', { reason: `PowerShell could not be started: ${String(error)}` });
  }
}

/**
 * A PowerShell that was asked for its language mode before anything else, and that got the prelude where the mode is
 * full. One call at a time is the caller's care. A call that was not answered leaves no process behind.
 */
export class PowerShellSession {
  /** `FullLanguage`, or the mode in which nothing of ours may run. */
  readonly languageMode: string;
  readonly #process: PowerShellProcess;
  readonly #callTimeoutMs: number;

  private constructor(process: PowerShellProcess, languageMode: string, callTimeoutMs: number) {
    this.#process = process;
    this.languageMode = languageMode;
    this.#callTimeoutMs = callTimeoutMs;
  }

  /** Throws AppFailure `powershell-unusable`, with no process left behind. */
  static async open(options: SessionOptions): Promise<PowerShellSession> {
    const process = await startProcess(options);
    try {
      const mode = await askLanguageMode(process, options.callTimeoutMs);
      const session = new PowerShellSession(process, mode, options.callTimeoutMs);
      await session.#prepare();
      return session;
    } catch (error) {
      await process.kill();
      if (error instanceof AppFailure) throw error;
      return fail('powershell-unusable', { reason: error instanceof Error ? error.message : String(error) });
    }
  }

  get alive(): boolean {
    return this.#process.alive;
  }

  /** Whether scripts may run here. */
  get unrestricted(): boolean {
    return this.languageMode === FULL_LANGUAGE;
  }

  /** Runs a script and answers its one output, of which nothing is believed. Throws CmdletError in the cmdlet's name. */
  async call(script: string, cmdlet: string, timeoutMs = this.#callTimeoutMs): Promise<unknown> {
    const nonce = newNonce();
    const exchange = await this.#process.exchange(requestLine(script, nonce), nonce, timeoutMs);
    if (exchange.kind !== 'answered') return this.#giveUp(exchange, cmdlet, timeoutMs);
    const answer = parseAnswer(exchange.text);
    if (answer.kind === 'garbled') return this.#giveUp(answer, cmdlet, timeoutMs);
    await this.#process.rest(timeoutMs);
    if (answer.kind === 'error') throw cmdletError(cmdlet, answer.error);
    return answer.result;
  }

  async close(): Promise<void> {
    await this.#process.kill();
  }

  async #giveUp(exchange: Unanswered, cmdlet: string, timeoutMs: number): Promise<never> {
    await this.close();
    throw new CmdletError(exchange.kind, cmdlet, '', words(exchange, timeoutMs));
  }

  async #prepare(): Promise<void> {
    if (this.unrestricted) await this.call(prelude, 'prelude');
    else await this.close();
  }
}

async function askLanguageMode(process: PowerShellProcess, timeoutMs: number): Promise<string> {
  const nonce = newNonce();
  const exchange = await process.exchange(languageModeLine(nonce), nonce, timeoutMs);
  if (exchange.kind !== 'answered') return fail('powershell-unusable', { reason: words(exchange, timeoutMs) });
  if (!/^[A-Za-z]{1,40}$/u.test(exchange.text)) {
    return fail('powershell-unusable', { reason: 'PowerShell did not say its language mode.' });
  }
  return exchange.text;
}
