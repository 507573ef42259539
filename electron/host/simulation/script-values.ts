import type { FromStep, Invocation, ParameterValue } from '#contract/invocation';
import type { Call, Expression } from './powershell-syntax';
import { NotUnderstood } from './powershell-tokens';

/** What a variable stands for as the value of a parameter; undefined when it is no such value. */
export type ResolveVariable = (name: string) => ParameterValue | undefined;

type Item = string | number | FromStep;

const isStep = (value: ParameterValue): value is FromStep => typeof value === 'object' && 'fromStep' in value;
const isItem = (value: ParameterValue): value is Item =>
  typeof value === 'string' || typeof value === 'number' || isStep(value);

/** A list of one type: a call takes no other. */
function listOf(line: number, values: readonly ParameterValue[]): ParameterValue {
  const items = values.filter(isItem);
  const texts = items.filter((item) => typeof item === 'string');
  const numbers = items.filter((item) => typeof item === 'number');
  const steps = items.filter(isStep);
  const whole = [texts, numbers, steps].find((list) => list.length === values.length);
  if (whole === undefined) throw new NotUnderstood(line, 'a list holds texts, numbers or objects, of one kind');
  return whole;
}

/** The value of a parameter as a host receives it. Throws NotUnderstood. */
export function parameterValueOf(expression: Expression, resolve: ResolveVariable): ParameterValue {
  const { line } = expression;
  switch (expression.kind) {
    case 'literal':
      if (expression.value === null) throw new NotUnderstood(line, 'a parameter is given $null');
      return expression.value;
    case 'list':
      return listOf(
        line,
        expression.items.map((item) => parameterValueOf(item, resolve)),
      );
    case 'call':
      return { read: invocationOf(expression.call, resolve) };
    case 'variable': {
      const value = resolve(expression.name);
      if (value === undefined)
        throw new NotUnderstood(line, `$${expression.name} holds nothing that a parameter takes`);
      return value;
    }
    case 'member':
    case 'not':
    case 'binary':
      throw new NotUnderstood(line, 'a parameter is given something that is no value');
  }
}

/** The value of an expression that holds nothing but literals and known variables, or undefined. */
export function constantOf(expression: Expression, resolve: ResolveVariable): ParameterValue | undefined {
  if (!['literal', 'list', 'variable'].includes(expression.kind)) return undefined;
  try {
    return parameterValueOf(expression, resolve);
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

/** A call as every host receives it: without -ErrorAction, which says what the script does with a refusal. */
export function invocationOf({ cmdlet, parameters }: Call, resolve: ResolveVariable): Invocation {
  const values = parameters.map(
    ([name, value]) => [name, value === true ? true : parameterValueOf(value, resolve)] as const,
  );
  return { cmdlet, parameters: Object.fromEntries(values) };
}
