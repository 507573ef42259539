/** What the expressions of a script come to while it runs. Pure; what it cannot tell for certain it refuses. */
import { CmdletError, type CmdletErrorKind } from '../cmdlet-error';
import type { ParameterValue } from '#contract/invocation';
import { nouns } from './nouns';
import type { Comparison } from './powershell-syntax';
import { NotUnderstood } from './powershell-tokens';
import { ABSENT_VALUE } from './registry-calls';
import { isLike } from './selection';
import { sameWord, type HostObject } from './stored-object';

/** What a variable may hold: a value, objects that a call answered, or the error in a catch block. */
export type Value = string | number | boolean | null | readonly (string | number)[] | Answer | CmdletError;

/** The objects that a call answered; none count as `$null`. */
export class Answer {
  readonly objects: readonly HostObject[];

  constructor(objects: readonly HostObject[]) {
    this.objects = objects;
  }
}

const isList = (value: Value): value is readonly (string | number)[] => Array.isArray(value);
const isNothing = (value: Value): boolean => value === null || (value instanceof Answer && value.objects.length === 0);

/** Whether a condition holds, as PowerShell counts values. */
export function isTrue(value: Value): boolean {
  if (isNothing(value)) return false;
  if (isList(value)) return value.length > 0;
  return typeof value === 'object' ? true : Boolean(value);
}

/** What a loop goes over. Throws NotUnderstood for anything but texts and numbers. */
export function itemsOf(line: number, value: Value): readonly (string | number)[] {
  if (isList(value)) return value;
  if (typeof value === 'string' || typeof value === 'number') return [value];
  throw new NotUnderstood(line, 'a loop goes over texts or numbers');
}

const categories: Readonly<Partial<Record<CmdletErrorKind, string>>> = {
  'not-found': 'ObjectNotFound',
  'access-denied': 'PermissionDenied',
  'already-exists': 'ResourceExists',
};

const categoryOf = ({ kind, errorId }: CmdletError): string =>
  errorId.startsWith(ABSENT_VALUE) ? 'InvalidArgument' : (categories[kind] ?? 'InvalidArgument');

function memberOfError(error: CmdletError, path: string): Value | undefined {
  const members: Readonly<Record<string, string>> = {
    fullyqualifiederrorid: error.errorId,
    'categoryinfo.category': categoryOf(error),
    'exception.message': error.message,
  };
  return members[path.toLowerCase()];
}

function memberOfAnswer({ objects }: Answer, name: string): Value | undefined {
  if (sameWord(name, 'Count')) return objects.length;
  const [first] = objects;
  if (first === undefined || objects.length > 1) return undefined;
  const shown = Object.entries({ ...nouns[first.noun]?.defaults, ...first.object });
  const value = shown.find(([property]) => sameWord(property, name))?.[1];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** A member by its path, `CategoryInfo.Category`. Throws NotUnderstood for one that is not known for certain. */
export function memberOf(line: number, value: Value, path: string): Value {
  const found =
    value instanceof CmdletError
      ? memberOfError(value, path)
      : value instanceof Answer
        ? memberOfAnswer(value, path)
        : isList(value) && sameWord(path, 'Count')
          ? value.length
          : undefined;
  if (found === undefined) throw new NotUnderstood(line, `the member .${path} is not known here`);
  return found;
}

function compareOrder(operator: Comparison, left: number, right: number): boolean {
  const orders: Readonly<Partial<Record<Comparison, boolean>>> = {
    eq: left === right,
    ne: left !== right,
    gt: left > right,
    ge: left >= right,
    lt: left < right,
    le: left <= right,
  };
  return orders[operator] === true;
}

const isEquality = (operator: Comparison): operator is 'eq' | 'ne' => operator === 'eq' || operator === 'ne';

/** Compares as PowerShell does, in any case of letters, where both sides are of one type or one of them is `$null`. */
export function compare(line: number, operator: Comparison, left: Value, right: Value): boolean {
  if (isEquality(operator) && left === null) return isNothing(right) === (operator === 'eq');
  if (isEquality(operator) && right === null && !isList(left) && !(left instanceof Answer)) return operator === 'ne';
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(line, operator, left, right);
  if (typeof left === 'number' && typeof right === 'number') return compareOrder(operator, left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean' && isEquality(operator)) {
    return (left === right) === (operator === 'eq');
  }
  throw new NotUnderstood(line, `-${operator} between such values is not understood`);
}

function compareTexts(line: number, operator: Comparison, left: string, right: string): boolean {
  if (isEquality(operator)) return sameWord(left, right) === (operator === 'eq');
  if (operator === 'like' || operator === 'notlike') return isLike(right, left) === (operator === 'like');
  throw new NotUnderstood(line, `-${operator} between texts is not understood`);
}

/** `$x += 1` for numbers. */
export function sumOf(line: number, left: Value | undefined, right: Value): Value {
  const start = left ?? 0;
  if (typeof start === 'number' && typeof right === 'number') return start + right;
  throw new NotUnderstood(line, 'only numbers are added');
}

/** A value as the parameter of a later call; undefined for what no parameter takes. */
export function asParameter(name: string, value: Value | undefined): ParameterValue | undefined {
  if (value === undefined || value === null || value instanceof CmdletError) return undefined;
  if (value instanceof Answer) return value.objects.length === 0 ? undefined : { fromStep: name };
  return isList(value) ? (value as readonly string[]) : value;
}
