import { fail } from '#contract/app-error';
import type { StoreObject } from '#contract/store-object';
import type { Examined } from '#deeds/examine';
import type { KeyHandle } from '#contract/ipc';
import { inventoryOf, placeName } from '#deeds/store-of-target';
import { deviations, ownObjects } from '#transaction/undo';

/** A person reviews one plan at a time; some more are remembered for who goes back and forth. */
const mostRemembered = 32;

interface Shown {
  readonly calls: string;
  /** Objects of ours as they were then. */
  readonly store: readonly StoreObject[];
}

/**
 * What was shown on Review. The fingerprint covers policy and target; the calls follow from the computer as well, and
 * somebody else may change that while a person reads. Kept here, so that no page can claim to have reviewed something.
 */
export class ReviewedPlans {
  readonly #shown = new Map<string, Shown>();

  remember(examined: Examined, key: KeyHandle | null): void {
    const name = nameOf(examined, key);
    this.#shown.delete(name);
    this.#shown.set(name, {
      calls: callsOf(examined),
      store: ownObjects(inventoryOf(examined.plan.target, examined.facts)),
    });
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > mostRemembered && oldest !== undefined) this.#shown.delete(oldest);
  }

  /** Throws AppFailure `changed-meanwhile` where calls would run that were not shown. To do nothing is always right. */
  refuseOthers(examined: Examined, key: KeyHandle | null): void {
    const { steps, retire, target } = examined.plan;
    const shown = this.#shown.get(nameOf(examined, key));
    if (steps.length + retire.length === 0 || shown?.calls === callsOf(examined)) return;
    const { computer } = examined.facts;
    const now = inventoryOf(target, examined.facts);
    const differences = shown === undefined ? [] : deviations(shown.store, now).map(({ words }) => words);
    fail('changed-meanwhile', { computer: placeName(target, computer.computerName), differences });
  }
}

const nameOf = ({ plan }: Examined, key: KeyHandle | null): string => `${plan.fingerprint} ${key ?? ''}`;
const callsOf = ({ plan: { steps, retire } }: Examined): string => JSON.stringify([steps, retire]);
