/** Carries out a script on a simulated computer, call by call, with the same binder and engine as every other caller. */
import { CmdletError } from '../cmdlet-error';
import { carryOut, requireUsable, type Caller } from './carry-out';
import type { Machine } from './machine';
import { harmless, type Call, type ErrorAction, type Expression, type Statement } from './powershell-syntax';
import { NotUnderstood } from './powershell-tokens';
import { Answer, asParameter, compare, isTrue, itemsOf, memberOf, sumOf, type Value } from './script-evaluate';
import { readScript } from './script-reader';
import { invocationOf, parameterValueOf } from './script-values';
import { sameWord } from './stored-object';
import { TASK_TERMINATED } from './tasks';

/** The exit code of the process, and what went wrong last, in words. */
export interface ScriptEnd {
  readonly result: number;
  readonly output: string;
}

/** How a script ends itself. */
class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** PowerShell's binder ends the statement whatever -ErrorAction says; the cmdlets themselves do not. */
const binderErrors =
  /^(?:CommandNotFound|NamedParameterNotFound|AmbiguousParameterSet|MissingMandatoryParameter|Parameter|CannotConvertArgument)/;
const isUnanswered = (error: CmdletError): boolean => error.outcome === 'unknown';

class ScriptRun {
  readonly #machine: Machine;
  readonly #caller: Caller;
  readonly #variables = new Map<string, Value>();
  #preference: ErrorAction = 'Continue';
  #tryDepth = 0;
  /** PowerShell's `$?`: decides the exit code of a script without `exit`. */
  succeeded = true;
  output = '';

  constructor(machine: Machine, caller: Caller) {
    this.#machine = machine;
    this.#caller = caller;
  }

  async run(statements: readonly Statement[]): Promise<void> {
    for (const statement of statements) await this.#statement(statement);
  }

  async #statement(statement: Statement): Promise<void> {
    switch (statement.kind) {
      case 'call':
        await this.#call(statement.call);
        return;
      case 'assign':
        await this.#assign(statement);
        return;
      case 'if':
        return this.#if(statement);
      case 'try':
        return this.#try(statement);
      case 'foreach':
        return this.#foreach(statement);
      case 'exit':
        throw new Exit(await this.#exitCode(statement));
      case 'throw':
        throw await this.#thrown(statement);
    }
  }

  async #exitCode({ code, line }: Statement & { readonly kind: 'exit' }): Promise<number> {
    if (code === undefined) return this.succeeded ? 0 : 1;
    const value = await this.#value(code);
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    throw new NotUnderstood(line, 'exit takes a whole number');
  }

  async #thrown({ what, line }: Statement & { readonly kind: 'throw' }): Promise<Error> {
    const value = await this.#value(what);
    if (value instanceof CmdletError) return value;
    if (typeof value === 'string') return new CmdletError('refused', 'throw', 'RuntimeException', value);
    return new NotUnderstood(line, 'only a text or an error is thrown');
  }

  async #assign({ name, adds, value, line }: Statement & { readonly kind: 'assign' }): Promise<void> {
    const found = await this.#value(value);
    const key = name.toLowerCase();
    if (key === 'null') return;
    if (key === 'erroractionpreference') this.#prefer(line, found);
    this.#variables.set(key, adds ? sumOf(line, this.#variables.get(key), found) : found);
  }

  #prefer(line: number, value: Value): void {
    const known: readonly ErrorAction[] = ['Stop', 'Continue', 'SilentlyContinue'];
    const preference = known.find((word) => typeof value === 'string' && sameWord(word, value));
    if (preference === undefined) throw new NotUnderstood(line, 'that $ErrorActionPreference is not understood');
    this.#preference = preference;
  }

  async #if({ branches, otherwise }: Statement & { readonly kind: 'if' }): Promise<void> {
    for (const { condition, body } of branches) {
      if (isTrue(await this.#value(condition))) return this.run(body);
    }
    return this.run(otherwise);
  }

  async #foreach({ name, items, body, line }: Statement & { readonly kind: 'foreach' }): Promise<void> {
    for (const item of itemsOf(line, await this.#value(items))) {
      this.#variables.set(name.toLowerCase(), item);
      await this.run(body);
    }
  }

  /** A refused call jumps to the catch block; a hanging one, `exit` and what is not understood do not. */
  async #try({ body, handler }: Statement & { readonly kind: 'try' }): Promise<void> {
    this.#tryDepth += 1;
    try {
      await this.run(body);
      this.#tryDepth -= 1;
    } catch (error) {
      this.#tryDepth -= 1;
      if (!(error instanceof CmdletError) || isUnanswered(error)) throw error;
      await this.#handle(error, handler);
    }
  }

  async #handle(error: CmdletError, handler: readonly Statement[]): Promise<void> {
    this.output = error.message;
    this.#variables.set('_', error);
    await this.run(handler);
  }

  async #value(expression: Expression): Promise<Value> {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'variable':
        return this.#variable(expression.line, expression.name);
      case 'call':
        return this.#call(expression.call);
      case 'not':
        return !isTrue(await this.#value(expression.operand));
      case 'member':
        return this.#member(expression, '');
      case 'binary':
        return this.#binary(expression);
      case 'list': {
        const value = parameterValueOf(expression, (name) =>
          asParameter(name, this.#variables.get(name.toLowerCase())),
        );
        if (Array.isArray(value))
          return (value as readonly unknown[]).filter((item) => typeof item === 'string' || typeof item === 'number');
        throw new NotUnderstood(expression.line, 'a list was expected');
      }
    }
  }

  #variable(line: number, name: string): Value {
    const value = this.#variables.get(name.toLowerCase());
    if (value === undefined) throw new NotUnderstood(line, `$${name} was never assigned`);
    return value;
  }

  /** Members are looked up by their whole path from the variable on. */
  async #member({ line, of, name }: Expression & { readonly kind: 'member' }, rest: string): Promise<Value> {
    const path = `${name}${rest}`;
    return of.kind === 'member' ? this.#member(of, `.${path}`) : memberOf(line, await this.#value(of), path);
  }

  async #binary({ line, operator, left, right }: Expression & { readonly kind: 'binary' }): Promise<Value> {
    const first = await this.#value(left);
    if (operator === 'and') return isTrue(first) && isTrue(await this.#value(right));
    if (operator === 'or') return isTrue(first) || isTrue(await this.#value(right));
    return compare(line, operator, first, await this.#value(right));
  }

  /** What a call answered; nothing when it was refused and the script does not stop at that. */
  async #call(call: Call): Promise<Answer> {
    try {
      const objects = await this.#carryOut(call);
      this.succeeded = true;
      return new Answer(objects);
    } catch (error) {
      if (!(error instanceof CmdletError)) throw error;
      this.succeeded = false;
      this.output = error.message;
      if (this.#isTerminating(error, call)) throw error;
      return new Answer([]);
    }
  }

  #isTerminating(error: CmdletError, { errorAction }: Call): boolean {
    const stops = (errorAction ?? this.#preference) === 'Stop';
    return isUnanswered(error) || stops || (this.#tryDepth > 0 && binderErrors.test(error.errorId));
  }

  async #carryOut(call: Call): Promise<Answer['objects']> {
    if (harmless.some((name) => sameWord(name, call.cmdlet))) return this.#harmless(call);
    const invocation = invocationOf(call, (name) => asParameter(name, this.#variables.get(name.toLowerCase())));
    const outcomeOf = (name: string): Answer['objects'] | undefined => {
      const value = this.#variables.get(name.toLowerCase());
      return value instanceof Answer ? value.objects : undefined;
    };
    const deed = await carryOut(this.#machine, this.#caller, invocation, { outcomeOf, secret: undefined });
    if (deed.started !== undefined)
      throw new NotUnderstood(call.line, 'a task that starts another one is not simulated');
    return deed.outcome;
  }

  /** No time passes for Start-Sleep. Importing a module needs it to be there. */
  async #harmless({ cmdlet }: Call): Promise<Answer['objects']> {
    if (sameWord(cmdlet, 'Import-Module')) requireUsable(await this.#machine.load(), cmdlet);
    return [];
  }
}

function endOf(error: unknown, run: ScriptRun): ScriptEnd {
  if (error instanceof Exit) return { result: error.code, output: run.output };
  if (error instanceof NotUnderstood) return { result: 1, output: error.message };
  if (!(error instanceof CmdletError)) throw error;
  return { result: isUnanswered(error) ? TASK_TERMINATED : 1, output: error.message };
}

/**
 * Runs a script as `powershell.exe -EncodedCommand` would. What is not understood ends it with 1: before the first call
 * when it stands in the text, and at its place when only running shows it. Rejects only for what is wrong with the file.
 */
export async function runScript(script: string, machine: Machine, caller: Caller): Promise<ScriptEnd> {
  const run = new ScriptRun(machine, caller);
  try {
    await run.run(readScript(script));
    return { result: run.succeeded ? 0 : 1, output: run.output };
  } catch (error) {
    return endOf(error, run);
  }
}
