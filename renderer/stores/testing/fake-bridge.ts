import { appError } from '#contract/app-error';
import type { Bridge, CallName, EventValue } from '#contract/derive';
import { refuse } from '#contract/result';

export interface FakeBridge {
  readonly bridge: Bridge;
  /** Every call in its order. */
  readonly calls: readonly { readonly name: CallName; readonly argument: unknown }[];
  readonly sendProgress: (value: EventValue<'progress'>) => void;
}

const notTold = (name: string): Promise<ReturnType<typeof refuse<ReturnType<typeof appError>>>> =>
  Promise.resolve(refuse(appError('internal', { problem: `the test did not say what ${name} answers` })));

/** A bridge whose answers the test gives; what it does not give is refused. Typed by the contract, so it cannot lag behind. */
export function fakeBridge(answers: Partial<Omit<Bridge, 'on'>>): FakeBridge {
  const calls: { name: CallName; argument: unknown }[] = [];
  const listeners = new Set<(value: EventValue<'progress'>) => void>();
  const on: Bridge['on'] = (_, listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const call =
    (name: CallName) =>
    (argument: unknown): Promise<unknown> => {
      calls.push({ name, argument });
      const answer = answers[name] as ((argument: unknown) => Promise<unknown>) | undefined;
      return answer === undefined ? notTold(name) : answer(argument);
    };
  // A proxy stands for every call at once; the type of each is the contract's.
  const bridge = new Proxy({ on } as Bridge, {
    get: (target, name) => (name === 'on' ? target.on : call(name as CallName)),
  });
  return {
    bridge,
    calls,
    sendProgress: (value) => {
      for (const listener of listeners) listener(value);
    },
  };
}
