import { fail } from '#contract/app-error';
import type { Examined } from '#deeds/examine';
import type { KeyHandle } from '#contract/ipc';

/** A person reviews one plan at a time; some more are remembered for who goes back and forth. */
const mostRemembered = 32;

/**
 * What was shown on Review. The fingerprint covers policy and target; the calls follow from the computer as well, and
 * somebody else may change that while a person reads. Kept here, so that no page can claim to have reviewed something.
 */
export class ReviewedPlans {
  readonly #calls = new Map<string, string>();

  remember(examined: Examined, key: KeyHandle | null): void {
    const name = nameOf(examined, key);
    this.#calls.delete(name);
    this.#calls.set(name, callsOf(examined));
    const [oldest] = this.#calls.keys();
    if (this.#calls.size > mostRemembered && oldest !== undefined) this.#calls.delete(oldest);
  }

  /** Throws AppFailure `changed-meanwhile` where calls would run that were not shown. To do nothing is always right. */
  refuseOthers(examined: Examined, key: KeyHandle | null): void {
    const { steps, retire } = examined.plan;
    const shown = this.#calls.get(nameOf(examined, key));
    if (steps.length + retire.length === 0 || shown === callsOf(examined)) return;
    fail('changed-meanwhile', { computer: examined.facts.computer.computerName });
  }
}

const nameOf = ({ plan }: Examined, key: KeyHandle | null): string => `${plan.fingerprint} ${key ?? ''}`;
const callsOf = ({ plan: { steps, retire } }: Examined): string => JSON.stringify([steps, retire]);
