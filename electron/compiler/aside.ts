import type { Invocation } from '#contract/invocation';
import { assignedPolicyKind, textOf, type Difference, type Inventory, type StoreObject } from '#contract/store-object';
import { because } from '#texts/because.en';
import { parseObjectName } from './names';
import type { AssigningInvocation, ObjectReference, PlanStep, SwitchingInvocation } from './plan';

/** The assigned policy of secpol.msc: its key in the registry, as `ActivePolicy` has it, and its name for a person. */
export interface AssignedPolicy {
  readonly path: string;
  readonly name: string;
}

/** What is not ours and is taken out of use with somebody's consent, for as long as a policy of ours is there. */
export interface Aside {
  /** Names of firewall rules of the local store that let the port in as well. */
  readonly firewallRules: readonly string[];
  readonly assignedPolicy?: AssignedPolicy | undefined;
}

/** What a plan puts aside, and what of it earlier changes have put aside and this one gives back. */
export interface AsideWish {
  readonly put: Aside;
  readonly back: Aside;
}

export const nothingAside: Aside = { firewallRules: [] };
export const noAside: AsideWish = { put: nothingAside, back: nothingAside };

const localStore = 'PersistentStore';
/** The value `ActivePolicy` of this key names the assigned policy; absent, none is (sa-and-errors, section 8). */
export const assignmentKey = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local';
export const assignmentValue = 'ActivePolicy';
const policyAgent = 'PolicyAgent';
/** Where the policies of secpol.msc lie: nothing else is ever assigned. */
const policyPath = /^SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local\\ipsecPolicy\{[0-9a-f-]{36}\}$/iu;
/** NetSecurity takes names for patterns, and the undo's script is plain ASCII with a limit. */
const WILDCARD = /[*?[\]`]/u;
const MOST_LETTERS = 255;

/** Whether a rule of somebody else can be named without hitting another, and so be switched off and on again. */
export const canBePutAside = (name: string): boolean =>
  name !== '' && name.length <= MOST_LETTERS && !WILDCARD.test(name) && parseObjectName(name) === undefined;

/** Whether what is assigned is a policy of secpol.msc that can be assigned again. */
export const canBeUnassigned = ({ path }: AssignedPolicy): boolean => policyPath.test(path);

/** What is assigned now; undefined where nothing is, and where the host does not tell. */
export function assignedIn({ objects }: Pick<Inventory, 'objects'>): AssignedPolicy | undefined {
  const found = objects.find(({ kind }) => kind === assignedPolicyKind);
  const path = found === undefined ? '' : textOf(found, 'Path');
  return found === undefined || path === '' ? undefined : { path, name: textOf(found, 'DisplayName', path) };
}

const ruleCall = (on: boolean, name: string): SwitchingInvocation => ({
  cmdlet: on ? 'Enable-NetFirewallRule' : 'Disable-NetFirewallRule',
  parameters: { Name: name, PolicyStore: localStore },
});

const ruleIn = ({ objects }: Pick<Inventory, 'objects'>, name: string): StoreObject | undefined =>
  objects.find((object) => object.kind === 'NetFirewallRule' && object.name === name);

const isOn = (rule: StoreObject): boolean => textOf(rule, 'Enabled', 'True').toLowerCase() === 'true';

/** What a person sees while the step runs. An id stands in scripts and logs: of the name plain letters only. */
const nameInId = (name: string): string => name.replaceAll(/[^0-9A-Za-z._{}-]+/gu, '-').slice(0, MOST_LETTERS_IN_ID);
const MOST_LETTERS_IN_ID = 64;

/** Steps for the rules that are not as wanted; a rule that its owner has deleted meanwhile needs none. */
const ruleSteps = (names: readonly string[], on: boolean, inventory: Inventory): readonly PlanStep[] =>
  names.flatMap((name, at): readonly PlanStep[] => {
    const rule = ruleIn(inventory, name);
    if (rule === undefined || isOn(rule) === on || !canBePutAside(name)) return [];
    const label = textOf(rule, 'DisplayName', name);
    return [
      {
        id: `${on ? 'give-back' : 'put-aside'}-${at + 1}-${nameInId(name)}`,
        invocation: ruleCall(on, name),
        inverse: ruleCall(!on, name),
        because: on ? because.giveBackRule(label) : because.putRuleAside(label),
      },
    ];
  });

const assign = ({ path }: AssignedPolicy): AssigningInvocation => ({
  cmdlet: 'Set-ItemProperty',
  parameters: { LiteralPath: assignmentKey, Name: assignmentValue, Value: path },
});
const unassign = (): AssigningInvocation => ({
  cmdlet: 'Remove-ItemProperty',
  parameters: { LiteralPath: assignmentKey, Name: assignmentValue },
});
const startAgent: AssigningInvocation = { cmdlet: 'Start-Service', parameters: { Name: policyAgent } };
const restartAgent: AssigningInvocation = {
  cmdlet: 'Restart-Service',
  parameters: { Name: policyAgent, Force: true },
};

/**
 * Whether the service notices a change of its registry by itself is not documented; one that is started anew reads it.
 * The first step changes nothing: its inverse is the restart that has to come last when all of it is undone.
 */
const assignmentSteps = (
  invocation: AssigningInvocation,
  inverse: AssigningInvocation,
  why: string,
): readonly PlanStep[] => [
  { id: 'secpol-agent', invocation: startAgent, inverse: restartAgent, because: because.startPolicyAgent() },
  { id: 'secpol-assignment', invocation, inverse, because: why },
  { id: 'secpol-agent-again', invocation: restartAgent, inverse: startAgent, because: because.restartPolicyAgent() },
];

const isAssigned = (policy: AssignedPolicy, inventory: Inventory): boolean =>
  assignedIn(inventory)?.path.toLowerCase() === policy.path.toLowerCase();

function unassignSteps({ assignedPolicy: policy }: Aside, inventory: Inventory): readonly PlanStep[] {
  if (policy === undefined || !canBeUnassigned(policy) || !isAssigned(policy, inventory)) return [];
  return assignmentSteps(unassign(), assign(policy), because.unassign(policy.name));
}

/** Another policy that somebody has assigned meanwhile stays. */
function assignSteps({ assignedPolicy: policy }: Aside, inventory: Inventory): readonly PlanStep[] {
  if (policy === undefined || !canBeUnassigned(policy) || assignedIn(inventory) !== undefined) return [];
  return assignmentSteps(assign(policy), unassign(), because.assignAgain(policy.name));
}

/** First of all in a plan: what was put aside protects or lets in again before ours goes. */
export const giveBackSteps = ({ back }: AsideWish, inventory: Inventory): readonly PlanStep[] => [
  ...assignSteps(back, inventory),
  ...ruleSteps(back.firewallRules, true, inventory),
];

/** Last of all in a plan: ours is in place before anything is taken away. */
export const putAsideSteps = ({ put }: AsideWish, inventory: Inventory): readonly PlanStep[] => [
  ...ruleSteps(put.firewallRules, false, inventory),
  ...unassignSteps(put, inventory),
];

/** What the steps of a change do to things of others, for the review. */
export const asideReferences = (steps: readonly PlanStep[]): readonly ObjectReference[] =>
  steps
    .map(({ invocation }) => invocation)
    .filter(isAsideCall)
    .flatMap(({ cmdlet, parameters }): readonly ObjectReference[] => {
      if (cmdlet.endsWith('-ItemProperty')) return [{ kind: assignedPolicyKind, name: assignmentValue }];
      const { Name: name } = parameters as Readonly<Record<string, unknown>>;
      return cmdlet.endsWith('-NetFirewallRule') ? [{ kind: 'NetFirewallRule', name: String(name) }] : [];
    });

/** What was put aside and is in use again: somebody else has done that. */
export const asideDrift = ({ put }: AsideWish, inventory: Inventory): readonly Difference[] => [
  ...put.firewallRules.flatMap((name): readonly Difference[] => {
    const rule = ruleIn(inventory, name);
    return rule === undefined || !isOn(rule)
      ? []
      : [{ kind: 'NetFirewallRule', name, property: 'Enabled', expected: 'False', found: 'True' }];
  }),
  ...(put.assignedPolicy !== undefined && isAssigned(put.assignedPolicy, inventory)
    ? [
        {
          kind: assignedPolicyKind,
          name: assignmentValue,
          property: '(assigned)',
          expected: '(none)',
          found: put.assignedPolicy.name,
        } as const,
      ]
    : []),
];

const asideCalls: readonly ((call: Invocation) => boolean)[] = [
  ({ cmdlet, parameters: { Name: name, ...others } }) =>
    /^(?:Enable|Disable)-NetFirewallRule$/u.test(cmdlet) &&
    typeof name === 'string' &&
    canBePutAside(name) &&
    holds(others, { PolicyStore: localStore }),
  ({ cmdlet, parameters: { Value: path, ...others } }) =>
    cmdlet === 'Set-ItemProperty' &&
    typeof path === 'string' &&
    policyPath.test(path) &&
    holds(others, { LiteralPath: assignmentKey, Name: assignmentValue }),
  ({ cmdlet, parameters }) => cmdlet === 'Remove-ItemProperty' && holds(parameters, unassign().parameters),
  ({ cmdlet, parameters }) => cmdlet === 'Start-Service' && holds(parameters, startAgent.parameters),
  ({ cmdlet, parameters }) => cmdlet === 'Restart-Service' && holds(parameters, restartAgent.parameters),
];

const holds = (given: object, wanted: object): boolean =>
  Object.keys(given).length === Object.keys(wanted).length &&
  Object.entries(wanted).every(([name, value]) => (given as Readonly<Record<string, unknown>>)[name] === value);

/**
 * Whether a call puts aside or gives back, and nothing else: of what is not ours no other call may stand in a journal or
 * in the command line of the automatic undo.
 */
export const isAsideCall = (call: Invocation): boolean => asideCalls.some((is) => is(call));

/** What is snapshot of somebody else's rule: nothing but what a change of ours does to it. */
const switchOf = (rule: StoreObject): StoreObject => ({
  kind: rule.kind,
  name: rule.name,
  properties: { Enabled: isOn(rule) ? 'True' : 'False' },
});

/** The assignment as a snapshot has it: its path alone, because a name can be told in several ways. */
const assignmentNow = (inventory: Pick<Inventory, 'objects'>): StoreObject => ({
  kind: assignedPolicyKind,
  name: assignmentValue,
  properties: { Path: assignedIn(inventory)?.path ?? '' },
});

const namedIn = ({ parameters }: Invocation): string =>
  typeof parameters['Name'] === 'string' ? parameters['Name'] : '';

/** What the steps of a change touch that is not ours, as it is now: for the snapshot, and nothing but what they change. */
export function asideSnapshot(steps: readonly PlanStep[], inventory: Inventory): readonly StoreObject[] {
  const inverses = steps.flatMap(({ inverse }) => (inverse !== null && isAsideCall(inverse) ? [inverse] : []));
  const rules = inverses
    .filter(({ cmdlet }) => cmdlet.endsWith('-NetFirewallRule'))
    .flatMap((inverse) => ruleIn(inventory, namedIn(inverse)) ?? []);
  const assigns = inverses.some(({ cmdlet }) => cmdlet.endsWith('-ItemProperty'));
  return [...rules.map(switchOf), ...(assigns ? [assignmentNow(inventory)] : [])];
}

/** The same things in a later inventory, for holding against the snapshot. What its owner has deleted is missing. */
export const watched = (snapshot: readonly StoreObject[], inventory: Inventory): readonly StoreObject[] =>
  snapshot.flatMap(({ kind, name }) => {
    if (kind === assignedPolicyKind) return [assignmentNow(inventory)];
    const rule = parseObjectName(name) === undefined ? ruleIn(inventory, name) : undefined;
    return rule === undefined ? [] : [switchOf(rule)];
  });

/** What the steps of a change put aside and give back, for a program that knows its journal only. */
export function asideOf(steps: readonly PlanStep[]): AsideWish {
  const calls = steps.map(({ invocation }) => invocation).filter(isAsideCall);
  const rules = (verb: string): readonly string[] =>
    calls.filter(({ cmdlet }) => cmdlet === `${verb}-NetFirewallRule`).map(namedIn);
  const path = (candidates: readonly Invocation[]): AssignedPolicy | undefined => {
    const value = candidates.find(({ cmdlet }) => cmdlet === 'Set-ItemProperty')?.parameters['Value'];
    return typeof value === 'string' ? { path: value, name: value } : undefined;
  };
  const inverses = steps.flatMap(({ inverse }) => inverse ?? []).filter(isAsideCall);
  return {
    put: { firewallRules: rules('Disable'), assignedPolicy: path(inverses) },
    back: { firewallRules: rules('Enable'), assignedPolicy: path(calls) },
  };
}
