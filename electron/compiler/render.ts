import type { FromSecret, FromStep, Invocation, ParameterValue, SecretName } from '#contract/invocation';
import { switchParameters } from './cmdlets.generated';
import { quote } from './quote';

/** How the three values that are not literals are spelled: by variables in a script, by `'***'` in a listing. */
export interface RenderOptions {
  /** PowerShell text for the outcome of an earlier step. Use `quote` for its id. */
  readonly step: (id: string) => string;
  /** PowerShell text that stands for a secret; never the secret. */
  readonly secret: (name: SecretName) => string;
}

const CMDLET_NAME = /^[A-Za-z]+-[A-Za-z0-9]+$/u;
/** Never a digit first: PowerShell would read `-1` as a number. */
const PARAMETER_NAME = /^[A-Za-z][A-Za-z0-9]*$/u;
/** A read inside a read inside a read names nothing that a plan needs: deeper is a mistake, not a wish. */
const MOST_NESTED_READS = 4;

const named = (name: string, pattern: RegExp): string => {
  if (!pattern.test(name)) throw new TypeError(`Not the name of a cmdlet or parameter: ${JSON.stringify(name)}`);
  return name;
};

/**
 * One call of one cmdlet as PowerShell text on one line of printable ASCII. Text becomes a literal by `quote` alone; the
 * names of cmdlet and parameters are never data and are checked. Always stops at an error: NetSecurity's errors are not
 * terminating. Throws TypeError for what is no call.
 */
export function renderInvocation(invocation: Invocation, options: RenderOptions): string {
  return renderCall(invocation, options, 0);
}

function renderCall({ cmdlet, parameters }: Invocation, options: RenderOptions, depth: number): string {
  if (depth > MOST_NESTED_READS) throw new TypeError('Reads are nested too deeply.');
  const words = Object.entries(parameters).flatMap(([parameter, value]) =>
    renderParameter(cmdlet, named(parameter, PARAMETER_NAME), value, options, depth),
  );
  return [named(cmdlet, CMDLET_NAME), ...words, '-ErrorAction Stop'].join(' ');
}

function renderParameter(
  cmdlet: string,
  parameter: string,
  value: ParameterValue,
  options: RenderOptions,
  depth: number,
): readonly string[] {
  if (parameter.toLowerCase() === 'erroraction') throw new TypeError('-ErrorAction is always Stop.');
  if (typeof value !== 'boolean') return [`-${parameter} ${renderValue(value, options, depth)}`];
  return renderBoolean(parameter, value, switchParameters[cmdlet]);
}

/** Left out, this switch is not off: a cmdlet that asks by itself has to be told not to. */
const isAsking = (parameter: string): boolean => parameter.toLowerCase() === 'confirm';

/** Of a cmdlet that the table does not know, `-Name:$true` fits a switch as well as a Boolean. */
function renderBoolean(parameter: string, value: boolean, switches: readonly string[] | undefined): readonly string[] {
  const literal = value ? '$true' : '$false';
  if (switches === undefined || isAsking(parameter)) return [`-${parameter}:${literal}`];
  if (!switches.some((name) => name.toLowerCase() === parameter.toLowerCase())) return [`-${parameter} ${literal}`];
  return value ? [`-${parameter}`] : [];
}

function renderValue(value: Exclude<ParameterValue, boolean>, options: RenderOptions, depth: number): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return renderNumber(value);
  if (isList(value)) return renderList(value, options);
  if ('fromStep' in value) return options.step(value.fromStep);
  if ('secret' in value) return renderSecret(value, options);
  return `(${renderCall(value.read, options, depth + 1)})`;
}

type Item = string | number | FromStep;
/** `Array.isArray` alone does not narrow a readonly array. */
const isList = (value: object): value is readonly Item[] => Array.isArray(value);

const renderList = (items: readonly Item[], options: RenderOptions): string =>
  items.length === 0 ? '@()' : items.map((item) => renderItem(item, options)).join(',');

const renderItem = (item: Item, options: RenderOptions): string => {
  if (typeof item === 'string') return quote(item);
  return typeof item === 'number' ? renderNumber(item) : options.step(item.fromStep);
};

const renderSecret = ({ secret }: FromSecret, options: RenderOptions): string => options.secret(secret);

/**
 * No parameter of these cmdlets takes a fraction, and JavaScript's other spellings are not PowerShell's. A bare `-1`
 * looks like a parameter, and reaches one that takes anything as text.
 */
const renderNumber = (value: number): string => {
  if (!Number.isSafeInteger(value)) throw new TypeError(`Not a whole number: ${value}`);
  return value < 0 ? `(${value})` : String(value);
};
