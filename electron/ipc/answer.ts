import { appError, type AppError } from '#contract/app-error';
import type { CallName, Handlers } from '#contract/derive';
import { refuse, type Result } from '#contract/result';
import { asAppError } from '#deeds/as-app-error';
import { parseArgument } from './argument';
import type { Sender } from './trusted-sender';

export type Answer = Result<unknown, AppError>;

/** A handler of any call: its argument was parsed by the schema of the same name. */
type AnyHandler = (argument: unknown) => Promise<Answer>;

/**
 * What stands between a channel and its handler: sender, argument, and an answer in any case. Nothing is thrown across
 * the processes: Electron would send an Error's text, whatever is in it, and lose the code.
 */
export function answerCalls(
  handlers: Handlers,
  isTrusted: (sender: Sender) => boolean,
): (name: CallName, sender: Sender, given: readonly unknown[]) => Promise<Answer> {
  return async (name, sender, given) => {
    if (!isTrusted(sender)) return refuse(appError('sender-unknown', {}));
    const argument = parseArgument(name, given);
    if (!argument.ok) return argument;
    try {
      return await (handlers[name] as AnyHandler)(argument.value);
    } catch (error) {
      return refuse(asAppError(error));
    }
  };
}
