import { fail } from '#contract/app-error';
import type { Invocation, ParameterValue } from '#contract/invocation';
import { renderInvocation, type RenderOptions } from '#compiler/render';
import { CmdletError } from './cmdlet-error';
import { KEY_VARIABLE } from './envelope';
import type { HostTransaction } from './gateway';
import { OneAtATime } from './one-at-a-time';
import { stepOutcome, stepScript } from './powershell-scripts';
import type { PowerShellSession } from './powershell-session';
import { isUnselective } from './selector-guard';

const options: RenderOptions = { step: stepOutcome, secret: () => `$env:${KEY_VARIABLE}` };

const refusal = (cmdlet: string, id: string, message: string): CmdletError =>
  new CmdletError('refused', cmdlet, `${id},${cmdlet}`, message);

const items = (value: ParameterValue): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const stepsNamed = ({ parameters }: Invocation): readonly string[] =>
  Object.values(parameters)
    .flatMap(items)
    .flatMap((item) =>
      typeof item === 'object' && item !== null && 'fromStep' in item ? [String(item.fromStep)] : [],
    );

const needsSecret = ({ parameters }: Invocation): boolean =>
  Object.values(parameters).some((value) => typeof value === 'object' && 'secret' in value);

function render(invocation: Invocation): string {
  if (isUnselective(invocation)) {
    throw refusal(
      invocation.cmdlet,
      'SelectorMissing',
      'The call does not name one object; it could change every one.',
    );
  }
  try {
    return renderInvocation(invocation, options);
  } catch (error) {
    throw refusal(invocation.cmdlet, 'InvalidCall', error instanceof Error ? error.message : String(error));
  }
}

export interface TransactionOptions {
  /** Starts a PowerShell with the key in its environment; its outcomes are those of no other. */
  readonly open: () => Promise<PowerShellSession>;
  readonly session: PowerShellSession;
  readonly hasKey: boolean;
  readonly whenEnded: () => void;
}

/**
 * The calls of one transaction, one at a time, in a PowerShell of their own. Where that hung or died, the next call
 * starts another: undoing names its objects, so it does not need the outcomes that were lost.
 */
export class PowerShellTransaction implements HostTransaction {
  readonly #options: TransactionOptions;
  readonly #queue = new OneAtATime();
  readonly #outcomes = new Set<string>();
  #session: PowerShellSession;
  #ended = false;

  constructor(transactionOptions: TransactionOptions) {
    this.#options = transactionOptions;
    this.#session = transactionOptions.session;
  }

  carryOut(id: string, invocation: Invocation): Promise<void> {
    return this.#queue.run(() => this.#carryOut(id, invocation));
  }

  end(): Promise<void> {
    return this.#queue.run(async () => {
      this.#ended = true;
      await this.#session.close();
      this.#options.whenEnded();
    });
  }

  async #carryOut(id: string, invocation: Invocation): Promise<void> {
    if (this.#ended) return fail('internal', { problem: 'the transaction has ended' });
    const call = render(invocation);
    await this.#reopen(invocation.cmdlet);
    this.#check(invocation);
    await this.#session.call(stepScript(id, call), invocation.cmdlet);
    this.#outcomes.add(id);
  }

  /** An unknown step would be $null, and a cmdlet may take that for "not given". */
  #check(invocation: Invocation): void {
    const missing = stepsNamed(invocation).find((id) => !this.#outcomes.has(id));
    if (missing !== undefined) {
      throw refusal(
        invocation.cmdlet,
        'StepOutcomeMissing',
        `There is no outcome of a step ${JSON.stringify(missing)}.`,
      );
    }
    if (needsSecret(invocation) && !this.#options.hasKey) {
      throw refusal(invocation.cmdlet, 'SecretMissing', 'No pre-shared key was given.');
    }
  }

  async #reopen(cmdlet: string): Promise<void> {
    if (this.#session.alive) return;
    this.#outcomes.clear();
    try {
      this.#session = await this.#options.open();
    } catch (error) {
      throw refusal(cmdlet, 'PowerShellUnusable', `PowerShell could not be started again (${String(error)}).`);
    }
  }
}
