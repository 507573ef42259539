import { ipcMain } from 'electron';
import { callChannel, type CallName, type Handlers } from '#contract/derive';
import { ipc } from '#contract/ipc';
import { answerCalls } from './answer';
import type { Sender } from './trusted-sender';

/** Opens one channel for each call of the contract, and no other. The only file that knows ipcMain. */
export function registerHandlers(handlers: Handlers, isTrusted: (sender: Sender) => boolean): void {
  const answer = answerCalls(handlers, isTrusted);
  // The keys of the contract are its calls; Object.keys forgets it.
  for (const name of Object.keys(ipc.calls) as CallName[]) {
    ipcMain.handle(callChannel(name), (event, ...given: unknown[]) => answer(name, event, given));
  }
}
