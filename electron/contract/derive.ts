import type * as v from 'valibot';
import type { AppError } from './app-error';
import type { ipc } from './ipc';
import type { Result } from './result';

export type Calls = typeof ipc.calls;
export type CallName = keyof Calls;
export type EventName = keyof typeof ipc.events;

export type Argument<Name extends CallName> = v.InferOutput<Calls[Name]['argument']>;
export type Answer<Name extends CallName> = Exclude<Calls[Name]['answers'], undefined>;
export type EventValue<Name extends EventName> = v.InferOutput<(typeof ipc.events)[Name]>;

/** What the preload exposes to the page: one function for each call, one subscription for each event. */
export type Bridge = {
  readonly [Name in CallName]: (argument: Argument<Name>) => Promise<Result<Answer<Name>, AppError>>;
} & {
  /** Answers how to unsubscribe. */
  readonly on: <Name extends EventName>(event: Name, listener: (value: EventValue<Name>) => void) => () => void;
};

/** What the main process has to provide for each call. */
export type Handlers = {
  readonly [Name in CallName]: (argument: Argument<Name>) => Promise<Result<Answer<Name>, AppError>>;
};

/** Channel names are derived, never written. */
export const callChannel = (name: CallName): string => `call:${name}`;
export const eventChannel = (name: EventName): string => `event:${name}`;
