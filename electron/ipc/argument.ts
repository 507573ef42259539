import * as v from 'valibot';
import { appError, type AppError } from '#contract/app-error';
import type { Argument, CallName } from '#contract/derive';
import { ipc } from '#contract/ipc';
import { refuse, succeed, type Result } from '#contract/result';
import { boundedCopy, type ArgumentBounds } from './bounded';

const MIB = 1024 * 1024;
/** A policy of a thousand addresses has some 20,000 values in half a mebibyte. */
const usual: ArgumentBounds = { mostCharacters: 2 * MIB, mostValues: 200_000, mostDepth: 24 };
const small: ArgumentBounds = { mostCharacters: 32 * 1024, mostValues: 64, mostDepth: 4 };

const bounds: Partial<Readonly<Record<CallName, ArgumentBounds>>> = {
  preview: usual,
  apply: usual,
  saveDraft: usual,
  saveText: { ...small, mostCharacters: 5 * MIB },
  dropSettings: { ...small, mostCharacters: 12 * MIB },
  readRollout: { ...small, mostCharacters: 2 * MIB },
};

/** What was wanted and where, never what was found: that may be a key. */
function problemOf({ expected, path }: v.BaseIssue<unknown>): string {
  const where = (path ?? []).map(({ key }) => String(key).replaceAll(/[^\w]/gu, '?').slice(0, 40)).join('.');
  return `${where === '' ? 'the argument' : where} is not ${expected?.slice(0, 120) ?? 'as the contract says'}`;
}

/** Parses the one argument of a call by the contract. Nothing of what came is in the refusal. */
export function parseArgument<Name extends CallName>(
  name: Name,
  given: readonly unknown[],
): Result<Argument<Name>, AppError> {
  const invalid = (problem: string): Result<never, AppError> =>
    refuse(appError('argument-invalid', { call: name, problem }));
  if (given.length !== 1) return invalid('exactly one argument is taken');
  const bounded = boundedCopy(given[0], bounds[name] ?? small);
  if ('problem' in bounded) return invalid(bounded.problem);
  const parsed = v.safeParse(ipc.calls[name].argument, bounded.value);
  // The schema is the one of this call: its output is this call's argument, which an index type cannot say.
  return parsed.success ? succeed(parsed.output as Argument<Name>) : invalid(problemOf(parsed.issues[0]));
}
