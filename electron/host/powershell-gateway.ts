import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { fail } from '#contract/app-error';
import type { Attempt, ComputerFacts, Peer, PeerAnswer } from '#contract/facts';
import type { Secret } from '#contract/secret';
import { renderInvocation, type RenderOptions } from '#compiler/render';
import { CmdletError } from './cmdlet-error';
import { cmdletErrorKind } from './cmdlet-error-kind';
import { KEY_VARIABLE, MOST_ANSWER_BYTES } from './envelope';
import type { Environment } from './find-powershell';
import type { HostGateway, HostTransaction, Read, ReadOptions, RemovableDrive, Row } from './gateway';
import { OneAtATime } from './one-at-a-time';
import { drivesCmdlet, drivesScript, parseDrives } from './powershell-drives';
import { lockedDownFacts, parseFacts } from './powershell-facts';
import { parseReach, reachCmdlet, reachScript } from './powershell-reach';
import { digestComparison, parseReadAnswers, type ReadAnswer } from './powershell-rows';
import { probeScript } from './powershell-probe';
import { readScript, type RenderedRead } from './powershell-scripts';
import { cmdletError, PowerShellSession } from './powershell-session';
import { PowerShellTransaction } from './powershell-transaction';

export interface PowerShellGatewayOptions {
  /** The absolute path of `powershell.exe` or `pwsh`; see find-powershell.ts. */
  readonly executable: string;
  /** Handed on to PowerShell as a whole, for PSModulePath among others; default: this program's own. */
  readonly environment?: Environment;
  /** For starting PowerShell, and for each call of a transaction. */
  readonly callTimeoutMs?: number;
  /** For the probe and for a read, which may tell thousands of rules. */
  readonly readTimeoutMs?: number;
  readonly mostAnswerBytes?: number;
}

const DIGEST_KEY_BYTES = 32;

const neverInRead = (): never => {
  throw new TypeError('A read names neither steps nor secrets.');
};
const readOptions: RenderOptions = { step: neverInRead, secret: neverInRead };

function renderRead({ invocation, select }: Read): RenderedRead {
  try {
    return { call: renderInvocation(invocation, readOptions), select };
  } catch (error) {
    throw new CmdletError('refused', invocation.cmdlet, `InvalidCall,${invocation.cmdlet}`, String(error));
  }
}

/** What one read answered: nothing found is an empty answer. Throws CmdletError for every other refusal. */
function rowsOf(answer: ReadAnswer, { invocation, mayFail }: Read): readonly Row[] {
  if ('rows' in answer) return answer.rows;
  if (mayFail === true || cmdletErrorKind(answer.error) === 'not-found') return [];
  throw cmdletError(invocation.cmdlet, answer.error);
}

/** The inherited variable of that name is nobody's key; and Windows takes an empty value for none. */
const environmentWith = (environment: Environment, key: Secret | undefined): Environment => ({
  ...Object.fromEntries(Object.entries(environment).filter(([name]) => name.toUpperCase() !== KEY_VARIABLE)),
  ...(key === undefined ? {} : { [KEY_VARIABLE]: key.reveal() }),
});

/**
 * The real computer's policy stores through PowerShell. Two processes: one without any secret gathers facts; each
 * transaction has its own, with the key in its environment and nowhere else, and ends it. Both start when first needed,
 * and again after they hung or died.
 */
export class PowerShellGateway implements HostGateway {
  readonly host = 'powershell';
  readonly #options: Required<PowerShellGatewayOptions>;
  readonly #queue = new OneAtATime();
  #facts: PowerShellSession | undefined;
  #transaction: HostTransaction | undefined;

  constructor(options: PowerShellGatewayOptions) {
    this.#options = {
      environment: process.env,
      callTimeoutMs: 60_000,
      readTimeoutMs: 120_000,
      mostAnswerBytes: MOST_ANSWER_BYTES,
      ...options,
    };
  }

  /** PowerShell runs on this computer: there is one clock. */
  now(): Promise<number> {
    return Promise.resolve(Date.now());
  }

  /** Throws AppFailure `powershell-unusable`, or CmdletError where the answer is none. */
  probe(): Promise<ComputerFacts> {
    return this.#queue.run(async () => {
      const session = await this.#factsSession();
      if (!session.unrestricted) return lockedDownFacts(hostname(), session.languageMode);
      const answer = await session.call(probeScript, 'probe', this.#options.readTimeoutMs);
      return parseFacts(answer, session.languageMode) ?? this.#giveUp(session, 'probe');
    });
  }

  /** Asks the process without secrets. Throws AppFailure `powershell-unusable`, or CmdletError. */
  drives(): Promise<readonly RemovableDrive[]> {
    return this.#queue.run(async () => {
      const session = await this.#factsSession();
      if (!session.unrestricted) return lockedDown(session);
      const answer = await session.call(drivesScript, drivesCmdlet, this.#options.callTimeoutMs);
      return parseDrives(answer) ?? this.#giveUp(session, drivesCmdlet);
    });
  }

  /** Asks the process without secrets. Throws AppFailure `powershell-unusable`, or CmdletError. */
  reach(peer: Peer): Promise<Attempt<PeerAnswer>> {
    return this.#queue.run(async () => {
      const session = await this.#factsSession();
      if (!session.unrestricted) return lockedDown(session);
      const answer = await session.call(reachScript(peer), reachCmdlet, this.#options.callTimeoutMs);
      return { available: true, value: parseReach(answer) ?? (await this.#giveUp(session, reachCmdlet)) };
    });
  }

  /** Throws AppFailure `powershell-unusable` where no script may run, else CmdletError of the first read refused. */
  read(reads: readonly Read[], options: ReadOptions = {}): Promise<readonly (readonly Row[])[]> {
    return this.#queue.run(async () => {
      const rendered = reads.map(renderRead);
      const cmdlet = reads[0]?.invocation.cmdlet;
      return cmdlet === undefined ? [] : this.#read(reads, rendered, cmdlet, options.compareKey);
    });
  }

  /** Throws AppFailure `powershell-unusable`. */
  begin(key: Secret | undefined): Promise<HostTransaction> {
    return this.#queue.run(async () => {
      if (this.#transaction !== undefined) return fail('internal', { problem: 'a transaction is open already' });
      const open = (): Promise<PowerShellSession> => this.#openUnrestricted(key);
      this.#transaction = new PowerShellTransaction({
        open,
        session: await open(),
        hasKey: key !== undefined && key.reveal() !== '',
        whenEnded: () => (this.#transaction = undefined),
      });
      return this.#transaction;
    });
  }

  async close(): Promise<void> {
    await this.#transaction?.end();
    await this.#queue.run(async () => {
      await this.#facts?.close();
      this.#facts = undefined;
    });
  }

  async #read(
    reads: readonly Read[],
    rendered: readonly RenderedRead[],
    cmdlet: string,
    key: Secret | undefined,
  ): Promise<readonly (readonly Row[])[]> {
    const session = await this.#factsSession();
    if (!session.unrestricted) return lockedDown(session);
    const digestKey = randomBytes(DIGEST_KEY_BYTES);
    const script = readScript(rendered, digestKey.toString('base64'));
    const answer = await session.call(script, cmdlet, this.#options.readTimeoutMs);
    const answers = parseReadAnswers(answer, reads.length, digestComparison(digestKey, key));
    if (answers === undefined) return this.#giveUp(session, cmdlet);
    return reads.map((read, at) => rowsOf(answers[at] ?? { rows: [] }, read));
  }

  async #factsSession(): Promise<PowerShellSession> {
    // A locked-down PowerShell was closed after it said its mode; it would say it again.
    if (this.#facts?.alive === true || this.#facts?.unrestricted === false) return this.#facts;
    this.#facts = await this.#open(undefined);
    return this.#facts;
  }

  #open(key: Secret | undefined): Promise<PowerShellSession> {
    const { executable, environment, callTimeoutMs, mostAnswerBytes } = this.#options;
    return PowerShellSession.open({
      executable,
      environment: environmentWith(environment, key),
      callTimeoutMs,
      mostAnswerBytes,
    });
  }

  async #openUnrestricted(key: Secret | undefined): Promise<PowerShellSession> {
    const session = await this.#open(key);
    return session.unrestricted ? session : lockedDown(session);
  }

  async #giveUp(session: PowerShellSession, cmdlet: string): Promise<never> {
    await session.close();
    throw new CmdletError('garbled', cmdlet, '', 'PowerShell answered in another shape than was asked for.');
  }
}

const lockedDown = ({ languageMode }: PowerShellSession): never =>
  fail('powershell-unusable', { reason: `PowerShell runs in ${languageMode} mode, in which no script may run.` });
