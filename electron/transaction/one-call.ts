import type { Invocation } from '#contract/invocation';
import type { HostGateway, HostTransaction } from '#host/gateway';
import { CmdletError } from '#host/cmdlet-error';
import { reasonOf } from './reason';

/** A process that ends badly after its calls takes nothing back: what is stored is read, not believed. */
export async function endQuietly(transaction: HostTransaction | undefined): Promise<void> {
  try {
    await transaction?.end();
  } catch {
    return;
  }
}

/** What has not been there need not be taken away. */
export const alreadySo = (error: unknown): boolean => error instanceof CmdletError && error.kind === 'not-found';

/**
 * Carries out one call without a key in a transaction of its own: after a time-out or a death the old one is gone.
 * Never throws. Answers the reason where it failed; whether it took effect is for the read that follows to tell.
 */
export async function oneCall(gateway: HostGateway, id: string, invocation: Invocation): Promise<string | undefined> {
  let transaction: HostTransaction | undefined;
  try {
    transaction = await gateway.begin(undefined);
    await transaction.carryOut(id, invocation);
    return undefined;
  } catch (error) {
    return alreadySo(error) ? undefined : reasonOf(error);
  } finally {
    await endQuietly(transaction);
  }
}
