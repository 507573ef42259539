import { appError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import { refuse } from '#contract/result';

declare global {
  interface Window {
    /** Put there by the preload; absent when the page was opened without the program. */
    readonly bridge?: Bridge;
  }
}

type AnyCall = (argument: never) => Promise<unknown>;

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300);

/** A call that the channel itself loses is an error value like every other: no store has to catch. */
const answering =
  (call: AnyCall): AnyCall =>
  async (argument) => {
    try {
      return await call(argument);
    } catch (error) {
      return refuse(appError('internal', { problem: reason(error) }));
    }
  };

/** The same bridge, with calls that never reject. */
export function neverRejecting(bridge: Bridge): Bridge {
  const { on, ...calls } = bridge;
  const wrapped = Object.entries(calls).map(([name, call]) => [name, answering(call)]);
  // Every name keeps its function, so the type is the same; Object.fromEntries cannot say so.
  return { ...(Object.fromEntries(wrapped) as Omit<Bridge, 'on'>), on };
}

/** The only place that reads what the preload exposes; undefined where there is none. */
export function exposedBridge(): Bridge | undefined {
  return window.bridge === undefined ? undefined : neverRejecting(window.bridge);
}
