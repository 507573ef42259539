import {
  policyStoreOf,
  textOf,
  type ObjectKind,
  type PropertyValue,
  type StoreObject,
  type Target,
} from '#contract/store-object';
import { because } from '#texts/because.en';
import { compareObject } from './compare';
import { groupTag, parseObjectName } from './names';
import type { PlanStep, RemovingInvocation } from './plan';
import type { WantedObject } from './wanted';

/** The step whose outcome is the session. */
export const openGpoStep = 'open-gpo';

/** Of firewall rules only `New-` takes a session: all other calls write the store at once (netipsec.md, sections 2 and 7). */
export const takesSession = (verb: string, kind: ObjectKind): boolean => kind !== 'NetFirewallRule' || verb === 'New';

/** Where a call writes: a store by name, or the session of a Group Policy object, which an earlier step has opened. */
const place = (
  verb: string,
  kind: ObjectKind,
  target: Target,
): { readonly PolicyStore: string } | { readonly GPOSession: { readonly fromStep: string } } =>
  target.kind === 'gpo' && takesSession(verb, kind)
    ? { GPOSession: { fromStep: openGpoStep } }
    : { PolicyStore: policyStoreOf(target) };

/** `-Name` everywhere but on IPsec rules. */
export const nameParameter = (kind: ObjectKind): 'IPsecRuleName' | 'Name' =>
  kind === 'NetIPsecRule' ? 'IPsecRuleName' : 'Name';

/**
 * The one place where a call is put together from names: the cmdlet from verb and noun, the parameters from the
 * properties of an object. The types of plan.ts hold for the result because the properties were typed when compiled.
 */
function call(
  verb: string,
  { kind, name }: Pick<StoreObject, 'kind' | 'name'>,
  parameters: object,
  target: Target,
): unknown {
  return {
    cmdlet: `${verb}-${kind}`,
    parameters: { [nameParameter(kind)]: name, ...place(verb, kind, target), ...parameters },
  };
}

/** The call that deletes one object, by its name. */
export const removing = (object: Pick<StoreObject, 'kind' | 'name'>, target: Target): RemovingInvocation =>
  call('Remove', object, {}, target) as RemovingInvocation;

const stepId = (name: string): string => {
  const own = parseObjectName(name);
  return own === undefined ? name : `${own.part}${own.index === 1 ? '' : own.index}`;
};

/** Builds the proposals of a set and the set, or a rule: the last step stores something, and its inverse deletes it. */
export function createSteps(wanted: WantedObject, expected: StoreObject, target: Target): readonly PlanStep[] {
  const id = stepId(expected.name);
  const proposals = wanted.proposals.map(({ invocation, because: why }, at): PlanStep => ({
    id: `${id}-proposal-${at + 1}`,
    invocation,
    inverse: null,
    because: why,
  }));
  const given = Object.entries(expected.properties).filter(
    ([property]) => property !== 'Proposal' && wanted.defaults?.[property] === undefined,
  );
  const parameters = {
    ...Object.fromEntries(given),
    Group: groupTag,
    ...(proposals.length === 0 ? {} : { Proposal: proposals.map((step) => ({ fromStep: step.id })) }),
  };
  const create = {
    id,
    invocation: call('New', expected, parameters, target),
    inverse: removing(expected, target),
    because: wanted.because,
  } as PlanStep;
  return [...proposals, create];
}

/** Parameters of `Set-` that are spelled otherwise than those of `New-`. */
const setParameter = (property: string): string => (property === 'DisplayName' ? 'NewDisplayName' : property);

const asSetParameters = (properties: readonly string[], object: StoreObject): Record<string, PropertyValue> =>
  Object.fromEntries(
    properties.flatMap((property) => {
      const value = object.properties[property];
      return value === undefined ? [] : [[setParameter(property), value]];
    }),
  );

/** What a rule has to be told so that it becomes the expected one. */
export const changedProperties = (expected: StoreObject, found: StoreObject): readonly string[] =>
  withProtocol(compareObject(expected, found).map(({ property }) => property));

/** Switches a rule over in place, only in what differs; the inverse puts back what was found. */
export function switchStep(wanted: WantedObject, expected: StoreObject, found: StoreObject, target: Target): PlanStep {
  const changed = changedProperties(expected, found);
  return {
    id: `switch-${stepId(expected.name)}`,
    invocation: call('Set', expected, asSetParameters(changed, expected), target),
    inverse: call('Set', found, asSetParameters(changed, found), target),
    because: because.switch(wanted.because),
  } as PlanStep;
}

/** "Name the protocol first": ports are only accepted together with the protocol that has them. */
const withProtocol = (properties: readonly string[]): readonly string[] =>
  properties.some((property) => property.endsWith('Port')) && !properties.includes('Protocol')
    ? ['Protocol', ...properties]
    : properties;

/** Rules can be switched off, and a rule that already is stays as it is when the step is undone. */
export const enabled = (object: StoreObject): boolean =>
  object.kind.endsWith('Rule') && textOf(object, 'Enabled', 'True').toLowerCase() === 'true';

export function disableStep(object: StoreObject, target: Target): PlanStep {
  return {
    id: `disable-${object.name}`,
    invocation: call('Disable', object, {}, target),
    inverse: call('Enable', object, {}, target),
    because: because.disable(),
  } as PlanStep;
}
