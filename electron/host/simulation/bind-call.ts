import type { Invocation, ParameterValue } from '#contract/invocation';
import { cmdletTable } from '../cmdlet-table.generated';
import { bindValue, type BindContext, type BoundValue } from './bind-value';
import type { CmdletDescription } from './cmdlet-description';
import { refuseCall } from './refusal';
import { sameWord } from './stored-object';

/** A call as its cmdlet receives it: names in their canonical spelling, values in their types, the set decided. */
export interface BoundCall {
  readonly cmdlet: string;
  readonly verb: string;
  readonly noun: string;
  readonly parameterSet: string;
  readonly parameters: Readonly<Record<string, BoundValue>>;
}

const cmdlets = new Map(Object.entries(cmdletTable).map((entry) => [entry[0].toLowerCase(), entry] as const));

function findCmdlet(given: string): readonly [string, CmdletDescription] {
  const found = cmdlets.get(given.toLowerCase());
  return found ?? refuseCall(given, 'CommandNotFoundException', `The term '${given}' is not the name of a cmdlet.`);
}

function canonicalName(cmdlet: string, { parameters }: CmdletDescription, given: string): string {
  const found = Object.entries(parameters).find(
    ([name, { aliases }]) => sameWord(name, given) || aliases?.some((alias) => sameWord(alias, given)) === true,
  );
  if (found !== undefined) return found[0];
  return refuseCall(cmdlet, 'NamedParameterNotFound', `A parameter that matches the name '${given}' was not found.`);
}

/** Left out, this switch is not off: a cmdlet that asks by itself has to be told not to. */
const isAsking = (name: string): boolean => name === 'Confirm';

/** Pairs each given parameter with its canonical name. A switch that is false counts as left out. */
function nameParameters(
  cmdlet: string,
  description: CmdletDescription,
  given: Invocation['parameters'],
): ReadonlyMap<string, ParameterValue> {
  const named = new Map<string, ParameterValue>();
  for (const [key, value] of Object.entries(given)) {
    const name = canonicalName(cmdlet, description, key);
    if (named.has(name)) refuseCall(cmdlet, 'ParameterAlreadyBound', `The parameter '${name}' is given twice.`);
    const isOff = value === false && description.parameters[name]?.isSwitch === true;
    if (!isOff || isAsking(name)) named.set(name, value);
  }
  return named;
}

/** PowerShell's way: the sets that know all given names; of these the ones that are complete; of several the default. */
function resolveSet(cmdlet: string, description: CmdletDescription, names: readonly string[]): string {
  const { defaultParameterSet, parameterSets } = description;
  const possible = Object.entries(parameterSets).filter(([, { mandatory, optional }]) =>
    names.every((name) => mandatory.includes(name) || optional.includes(name)),
  );
  const complete = possible.filter(([, { mandatory }]) => mandatory.every((name) => names.includes(name)));
  const chosen = complete.length === 1 ? complete[0] : complete.find(([set]) => set === defaultParameterSet);
  if (chosen !== undefined) return chosen[0];
  if (complete.length === 0 && possible.length === 1) {
    const missing = possible.flatMap(([, { mandatory }]) => mandatory).filter((name) => !names.includes(name));
    refuseCall(cmdlet, 'MissingMandatoryParameter', `Mandatory parameters are missing: ${missing.join(', ')}.`);
  }
  return refuseCall(cmdlet, 'AmbiguousParameterSet', 'The parameter set cannot be resolved using the given names.');
}

function refuseEmptyMandatory(cmdlet: string, mandatory: readonly string[], bound: BoundCall['parameters']): void {
  const empty = mandatory.find(
    (name) => bound[name] === '' || (Array.isArray(bound[name]) && bound[name].includes('')),
  );
  if (empty === undefined) return;
  const id = 'ParameterArgumentValidationErrorEmptyStringNotAllowed';
  refuseCall(cmdlet, id, `Cannot bind argument to parameter '${empty}' because it is an empty string.`);
}

/** Binds a call as PowerShell would, or throws CmdletError of kind `refused` with the binder's own error id. */
export function bindCall({ cmdlet: given, parameters }: Invocation, context: BindContext): BoundCall {
  const [cmdlet, description] = findCmdlet(given);
  const named = nameParameters(cmdlet, description, parameters);
  const parameterSet = resolveSet(cmdlet, description, [...named.keys()]);
  const bound = Object.fromEntries(
    [...named].map(([name, value]) => {
      const slot = { cmdlet, name, description: description.parameters[name] ?? { type: 'String' } };
      return [name, bindValue(slot, value, context)];
    }),
  );
  refuseEmptyMandatory(cmdlet, description.parameterSets[parameterSet]?.mandatory ?? [], bound);
  const [verb = '', noun = ''] = cmdlet.split('-', 2);
  return { cmdlet, verb, noun, parameterSet, parameters: bound };
}
