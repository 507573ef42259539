import type * as real from '#host/simulation/faults';

/**
 * Stands in the packed program where fault injection stands in development: same shape, nothing to be told. The
 * simulated host stays (it is a demonstration); what makes it fail on request does not.
 */
export class Faults implements Pick<real.Faults, keyof real.Faults> {
  readonly delayMs = 0;

  countWritingCall(): real.FaultKind | undefined {
    return undefined;
  }

  countTaskCall(): real.FaultKind | undefined {
    return undefined;
  }

  diskIsFull(): boolean {
    return false;
  }
}

/** Whatever was asked for, nothing goes wrong. */
export const parseFaults: (text: string) => Faults = () => new Faults();
