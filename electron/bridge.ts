import { callChannel, eventChannel, type Bridge, type CallName, type EventName } from '#contract/derive';
import { ipc } from '#contract/ipc';

/** What the bridge needs of the process boundary: Electron's ipcRenderer, narrowed. */
export interface Port {
  readonly invoke: (channel: string, argument: unknown) => Promise<unknown>;
  /** Answers how to unsubscribe. Only values reach the listener, never an event with a way back to the sender. */
  readonly subscribe: (channel: string, listener: (value: unknown) => void) => () => void;
}

/** The page gives names at run time: what is no event of ours has no channel. */
const isEvent = (name: unknown): name is EventName => typeof name === 'string' && Object.hasOwn(ipc.events, name);

/** The bridge of the page, derived from the contract: one function for each call, one subscription for all events. */
export function bridgeOver({ invoke, subscribe }: Port): Bridge {
  const names = Object.keys(ipc.calls) as CallName[];
  const calls = names.map((name) => [name, (argument: unknown) => invoke(callChannel(name), argument)]);
  const on = (event: unknown, listener: (value: unknown) => void): (() => void) =>
    isEvent(event) ? subscribe(eventChannel(event), listener) : () => undefined;
  // Every call of the contract has its function under its name; Object.fromEntries cannot say so.
  return { ...Object.fromEntries(calls), on } as Bridge;
}
