import type { Target } from '#contract/store-object';
import { isInSession, opening, saveGpoStep, saving } from '#compiler/gpo-session';
import type { ObjectStep, RemovingInvocation } from '#compiler/plan';
import { openGpoStep } from '#compiler/steps';
import type { HostGateway, HostTransaction } from '#host/gateway';
import { alreadySo, endQuietly, oneCall } from './one-call';
import { reasonOf } from './reason';

export type GpoTarget = Extract<Target, { readonly kind: 'gpo' }>;

/** A call about one object of ours, without a key. */
export interface ObjectCall {
  readonly id: string;
  readonly invocation: RemovingInvocation | ObjectStep['inverse'];
}

/** True where the call took effect, false where there was nothing for it to do. Throws CmdletError. */
async function tookEffect(transaction: HostTransaction, { id, invocation }: ObjectCall): Promise<boolean> {
  try {
    await transaction.carryOut(id, invocation);
    return true;
  } catch (error) {
    if (alreadySo(error)) return false;
    throw error;
  }
}

/** A session that has changed nothing is not saved: saving overwrites what others have saved meanwhile. */
async function inOneSession(gateway: HostGateway, target: GpoTarget, calls: readonly ObjectCall[]): Promise<void> {
  const transaction = await gateway.begin(undefined);
  try {
    await transaction.carryOut(openGpoStep, opening(target));
    let changed = false;
    for (const call of calls) changed = (await tookEffect(transaction, call)) || changed;
    if (changed) await transaction.carryOut(saveGpoStep, saving);
  } finally {
    await endQuietly(transaction);
  }
}

/**
 * Carries out calls on a Group Policy object: those of a session in one that is saved, then those that write at once.
 * Never throws; whether it worked is for the read that follows to tell. Answers the first reason where something failed.
 */
export async function carryOutInGpo(
  gateway: HostGateway,
  target: GpoTarget,
  calls: readonly ObjectCall[],
): Promise<string | undefined> {
  const together = calls.filter(({ invocation }) => isInSession(invocation));
  const reasons: (string | undefined)[] = [];
  if (together.length > 0) {
    reasons.push(await inOneSession(gateway, target, together).then(() => undefined, reasonOf));
  }
  for (const { id, invocation } of calls.filter((call) => !isInSession(call.invocation))) {
    reasons.push(await oneCall(gateway, id, invocation));
  }
  return reasons.find((reason) => reason !== undefined);
}
