import type { Finding } from '#contract/finding';
import type { FilterAction, IpSecurityPolicy, SecurityRule } from '#policy/model';
import { limits } from '#policy/parse';
import { presetPolicy } from '#policy/presets';
import { changeRule, removeAt, ruleOf } from './edit-policy';
import { type EditingStep, ownerOf } from './steps';

type ActionKind = FilterAction['kind'];

export const actionKinds: readonly ActionKind[] = ['negotiate-security', 'permit', 'block'];

/** What a new filter list is called; part of the policy and so of Windows' objects, whatever language the window has. */
const listNames: Readonly<Record<ActionKind, string>> = {
  'negotiate-security': 'Further secured connections',
  permit: 'Permitted connections',
  block: 'Blocked connections',
};
const actionNames: Readonly<Record<ActionKind, string>> = {
  'negotiate-security': 'Require security',
  permit: 'Permit',
  block: 'Block',
};
const givenNames: readonly string[] = [...Object.values(actionNames), 'Request security'];

/** The rule that is shown: where rules went away, the last one that is left. */
export const shownAt = ({ rules }: IpSecurityPolicy, wanted: number): number =>
  Math.max(0, Math.min(wanted, rules.length - 1));

/** What a new rule that negotiates is like: main mode is chosen by address alone, so rules had better agree. */
const modelOf = ({ rules, role }: IpSecurityPolicy): SecurityRule | undefined =>
  rules.find(({ filterAction }) => filterAction.kind === 'negotiate-security') ?? ruleOf(presetPolicy({ role }));

/** The name with the first number that makes it the only one of its kind. */
function freeName({ rules }: IpSecurityPolicy, name: string): string {
  const taken = new Set(rules.map(({ filterList }) => filterList.name));
  const numbers = Array.from({ length: limits.rules }, (_, at) => (at === 0 ? name : `${name} (${at + 1})`));
  return numbers.find((one) => !taken.has(one)) ?? name;
}

const bareAction = (kind: 'permit' | 'block'): FilterAction => ({ kind, name: actionNames[kind], description: '' });

/** A rule of a kind without a filter yet; it negotiates as the others of the policy do. */
function blankRule(policy: IpSecurityPolicy, kind: ActionKind): SecurityRule | undefined {
  const like = modelOf(policy);
  if (like === undefined) return undefined;
  const filterList = { name: freeName(policy, listNames[kind]), description: '', filters: [] };
  return kind === 'negotiate-security'
    ? { ...like, filterList, connectionType: 'all' }
    : { filterList, filterAction: bareAction(kind), authenticationMethods: [], connectionType: 'all' };
}

export const canAddRule = ({ rules }: IpSecurityPolicy): boolean => rules.length < limits.rules;

const withRuleAt = (policy: IpSecurityPolicy, at: number, rule: SecurityRule): IpSecurityPolicy =>
  canAddRule(policy) ? { ...policy, rules: [...policy.rules.slice(0, at), rule, ...policy.rules.slice(at)] } : policy;

/** The policy with a rule of a kind at its end. */
export function addRule(policy: IpSecurityPolicy, kind: ActionKind): IpSecurityPolicy {
  const rule = blankRule(policy, kind);
  return rule === undefined ? policy : withRuleAt(policy, policy.rules.length, rule);
}

/** The policy with a rule once more behind itself, under a name of its own. */
export function duplicateRule(policy: IpSecurityPolicy, at: number): IpSecurityPolicy {
  const rule = ruleOf(policy, at);
  if (rule === undefined) return policy;
  const name = freeName(policy, rule.filterList.name.replace(/ \(\d+\)$/u, ''));
  return withRuleAt(policy, at + 1, { ...rule, filterList: { ...rule.filterList, name } });
}

export const removeRule = (policy: IpSecurityPolicy, at: number): IpSecurityPolicy => ({
  ...policy,
  rules: removeAt(policy.rules, at),
});

/** A name that a person gave stays; one of ours would lie about what the rule does now. */
const nameFor = (kind: ActionKind, name: string): string => (givenNames.includes(name) ? actionNames[kind] : name);

/** The rule with an action of another kind; negotiating begins as the other rules do, or as the article does. */
export function withKind(policy: IpSecurityPolicy, at: number, kind: ActionKind): IpSecurityPolicy {
  const like = modelOf(policy);
  return changeRule(policy, at, (rule) => {
    const { filterAction, authenticationMethods: own } = rule;
    if (filterAction.kind === kind || like === undefined) return rule;
    const names = { name: nameFor(kind, filterAction.name), description: filterAction.description };
    if (kind !== 'negotiate-security') return { ...rule, filterAction: { kind, ...names } };
    const authenticationMethods = own.length > 0 ? own : like.authenticationMethods;
    return { ...rule, filterAction: { ...like.filterAction, ...names }, authenticationMethods };
  });
}

const authenticationOf = ({ authenticationMethods }: SecurityRule): string => JSON.stringify(authenticationMethods);
const negotiates = ({ filterAction }: SecurityRule): boolean => filterAction.kind === 'negotiate-security';

/** How many other rules negotiate with other authentication methods than this one. */
export function otherwiseAuthenticated({ rules }: IpSecurityPolicy, at: number): number {
  const own = rules[at];
  if (own === undefined || !negotiates(own)) return 0;
  return rules.filter((rule) => negotiates(rule) && authenticationOf(rule) !== authenticationOf(own)).length;
}

/** The policy with the authentication methods of one rule in every rule that negotiates. */
export function authenticateAllAs(policy: IpSecurityPolicy, at: number): IpSecurityPolicy {
  const authenticationMethods = ruleOf(policy, at)?.authenticationMethods;
  if (authenticationMethods === undefined) return policy;
  return {
    ...policy,
    rules: policy.rules.map((rule) => (negotiates(rule) ? { ...rule, authenticationMethods } : rule)),
  };
}

/** The place of the rule that a path is in; undefined for what is of the whole policy. */
export function ruleAtPath(path = ''): number | undefined {
  const number = /^rules\[(\d+)\]/u.exec(path)?.[1];
  return number === undefined ? undefined : Number(number);
}

const authenticatesByKey = (rule: SecurityRule): boolean =>
  negotiates(rule) && rule.authenticationMethods.some(({ kind }) => kind === 'pre-shared-key');

/** A rule on which the key can be entered: the one that is shown, if it has a key. */
export function ruleWithKey({ rules }: IpSecurityPolicy, shown: number): number {
  const first = rules.findIndex(authenticatesByKey);
  return rules.some((rule, at) => at === shown && authenticatesByKey(rule)) || first === -1 ? shown : first;
}

/** The rule to show for what blocks on a page: the one that is shown already, if something blocks there. */
export function ruleToMend(findings: readonly Finding[], step: EditingStep, shown: number): number {
  const wrong = findings
    .filter((finding) => finding.severity === 'block' && ownerOf(finding) === step)
    .flatMap(({ path }) => ruleAtPath(path) ?? []);
  return wrong.includes(shown) ? shown : (wrong[0] ?? shown);
}
