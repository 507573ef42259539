import type { ParameterValue } from '#contract/invocation';
import type { ParameterDescription } from './cmdlet-description';
import { momentOf, secondsOfTimeSpan } from './clock';
import { refuseCall } from './refusal';
import { sameWord, textOf, type HostObject } from './stored-object';

export type BoundValue = string | number | boolean | readonly string[] | readonly number[] | readonly HostObject[];

/** What a call may refer to: outcomes of this transaction, its secret, and reads nested in it. */
export interface BindContext {
  readonly outcomeOf: (step: string) => readonly HostObject[] | undefined;
  readonly secret: string | undefined;
  readonly read: (value: ParameterValue & object) => readonly HostObject[];
}

/** The parameter being bound, for the refusals. */
interface Slot {
  readonly cmdlet: string;
  readonly name: string;
  readonly description: ParameterDescription;
}

/** Enumerations whose words combine: a list of words, or one text with commas. */
const combinable: readonly string[] = ['IPsecEncapsulation', 'Profile', 'TrafficExemption'];
const numberLimits: Readonly<Record<string, number>> = {
  UInt16: 65_535,
  Int32: 2_147_483_647,
  UInt32: 4_294_967_295,
  UInt64: Number.MAX_SAFE_INTEGER,
};

const transformError = ({ cmdlet, name }: Slot, problem: string): never =>
  refuseCall(cmdlet, 'ParameterArgumentTransformationError', `Cannot bind parameter '${name}': ${problem}.`);

const isList = (value: ParameterValue): value is readonly string[] | readonly number[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number');

function wordOf(slot: Slot, accepted: readonly string[], given: string): string {
  const word = accepted.find((candidate) => sameWord(candidate, given.trim()));
  return word ?? transformError(slot, `'${given}' is not one of ${accepted.join(', ')}`);
}

function bindWords(slot: Slot, accepted: readonly string[], value: ParameterValue): BoundValue {
  const { isArray, type } = slot.description;
  const given = isList(value) ? value : [value];
  const words = given.map((item) => (typeof item === 'string' ? item : transformError(slot, 'a word was expected')));
  if (combinable.includes(type)) {
    return words
      .flatMap((word) => word.split(','))
      .map((word) => wordOf(slot, accepted, word))
      .join(', ');
  }
  const canonical = words.map((word) => wordOf(slot, accepted, word));
  if (isArray === true) return canonical;
  const [only, ...more] = canonical;
  return only === undefined || more.length > 0 ? transformError(slot, 'one word was expected') : only;
}

function bindNumber(slot: Slot, value: string | number): number {
  const number = typeof value === 'number' ? value : /^\d{1,19}$/.test(value) ? Number(value) : Number.NaN;
  const most = numberLimits[slot.description.type] ?? Number.MAX_SAFE_INTEGER;
  const fits = Number.isSafeInteger(number) && number >= 0 && number <= most;
  return fits ? number : transformError(slot, `a whole number from 0 to ${most} was expected`);
}

function bindList(slot: Slot, value: ParameterValue): readonly (string | number)[] {
  const items = isList(value) ? value : [value].filter((item) => typeof item === 'string' || typeof item === 'number');
  if (items.length > 0) return items;
  const empty = Array.isArray(value) && value.length === 0;
  return refuseCall(
    slot.cmdlet,
    empty ? 'ParameterArgumentValidationErrorEmptyArrayNotAllowed' : 'CannotConvertArgument',
    `Cannot bind parameter '${slot.name}': ${empty ? 'the list is empty' : 'text or numbers were expected'}.`,
  );
}

const isTime = (type: string): boolean => type === 'DateTime' || type === 'TimeSpan';

/** Stricter than Windows: a moment without an offset and a number of ticks mean different things in different places. */
function bindTime(slot: Slot, value: ParameterValue): string {
  const read = slot.description.type === 'DateTime' ? momentOf : secondsOfTimeSpan;
  if (typeof value === 'string' && read(value) !== undefined) return value;
  return transformError(
    slot,
    slot.description.type === 'DateTime' ? 'a moment in UTC was expected' : 'hh:mm:ss was expected',
  );
}

function bindScalars(slot: Slot, value: ParameterValue): BoundValue {
  const { type, isArray } = slot.description;
  if (isTime(type)) return bindTime(slot, value);
  const items = bindList(slot, value);
  if (isArray !== true && isList(value)) return transformError(slot, 'a list was given where one value was expected');
  const isNumber = numberLimits[type] !== undefined;
  if (isArray === true) return isNumber ? items.map((item) => bindNumber(slot, item)) : items.map(String);
  const [only = ''] = items;
  return isNumber ? bindNumber(slot, only) : String(only);
}

function bindBoolean(slot: Slot, value: ParameterValue): boolean {
  return typeof value === 'boolean' ? value : transformError(slot, 'a Boolean was expected');
}

const isStep = (value: unknown): value is { readonly fromStep: string } =>
  typeof value === 'object' && value !== null && 'fromStep' in value && typeof value.fromStep === 'string';

function outcomesFor(slot: Slot, value: unknown, context: BindContext): readonly HostObject[] {
  if (!isStep(value)) return transformError(slot, 'an object was expected');
  return context.outcomeOf(value.fromStep) ?? transformError(slot, `nothing came out of '${value.fromStep}' here`);
}

/** One object, the outcome of a step or of a nested read; several for a list. */
function bindObjects(slot: Slot, value: ParameterValue, context: BindContext): readonly HostObject[] {
  if (typeof value === 'object' && 'read' in value) {
    const found = context.read(value);
    return found.length === 1 ? found : transformError(slot, `one object was expected, ${found.length} were found`);
  }
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  const objects = given.flatMap((item) => outcomesFor(slot, item, context));
  return objects.length > 0 ? objects : transformError(slot, 'the list is empty');
}

/** The key is resolved here and nowhere else; without one PowerShell would bind an empty string and refuse it. */
function bindSecret(slot: Slot, context: BindContext): string {
  if (slot.name !== 'PreSharedKey') return transformError(slot, 'no secret belongs here');
  if (context.secret !== undefined && context.secret !== '') return context.secret;
  return refuseCall(
    slot.cmdlet,
    'ParameterArgumentValidationErrorEmptyStringNotAllowed',
    `Cannot bind argument to parameter '${slot.name}' because it is an empty string.`,
  );
}

/** The session that an earlier step has opened, by its text: what Open-NetGPO answers can be handed on as it is. */
function sessionOf(slot: Slot, value: ParameterValue, context: BindContext): string {
  const [session] = outcomesFor(slot, value, context);
  return session?.noun === 'NetGPO'
    ? textOf(session.object, 'Name')
    : transformError(slot, 'the session of a Group Policy object was expected');
}

/** Gives a value the type that its parameter has, as PowerShell's binder does, or throws CmdletError. */
export function bindValue(slot: Slot, value: ParameterValue, context: BindContext): BoundValue {
  const { acceptedValues, isSwitch, type } = slot.description;
  if (typeof value === 'object' && 'secret' in value) return bindSecret(slot, context);
  if (slot.name === 'GPOSession' && isStep(value)) return sessionOf(slot, value, context);
  if (type === 'CimInstance') return bindObjects(slot, value, context);
  if (isSwitch === true || type === 'Boolean') return bindBoolean(slot, value);
  if (acceptedValues !== undefined) return bindWords(slot, acceptedValues, value);
  return bindScalars(slot, value);
}
