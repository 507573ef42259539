import type { Attempt, Peer, PeerAnswer } from '#contract/facts';
import { AppFailure } from '#contract/app-error';
import { connectStates } from './connect';
import { fileMachine } from './machine';
import { computerAt, type Network } from './network';
import type { SimulatedState } from './state';
import { runDueTasks } from './task-run';

/** What a TCP connection to another computer comes to: what the firewall drops, or IPsec refuses, stays unanswered. */
function answerOf(caller: SimulatedState, called: SimulatedState, { address, port }: Peer): PeerAnswer {
  const { outcomes } = connectStates(caller, called, { port, to: address });
  if (outcomes[0].kind === 'refused') return 'silent';
  return called.computer.listening.includes(port) ? 'answers' : 'refused';
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof AppFailure)) throw error;
  return error.message;
};

/** What the computer of a network answers that holds the peer's address; nobody there is silence. */
export async function reachIn(network: Network, caller: SimulatedState, peer: Peer): Promise<Attempt<PeerAnswer>> {
  try {
    const file = await computerAt(network, peer.address);
    if (file === undefined) return { available: true, value: 'silent' };
    const { state } = await runDueTasks(fileMachine(file));
    return { available: true, value: answerOf(caller, state, peer) };
  } catch (error) {
    return { available: false, reason: reasonOf(error) };
  }
}
