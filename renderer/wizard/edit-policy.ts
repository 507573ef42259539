import type {
  FilterAction,
  IpFilter,
  IpFilterList,
  IpSecurityPolicy,
  KeyExchange,
  NegotiateSecurity,
  SecurityRule,
} from '#policy/model';

/** Where a rule stands in a policy, as findings name it. */
export const rulePath = (at: number): string => `rules[${at}]`;

/** The security rule at a place, counted from 0; the presets and the article have no other than the first. */
export const ruleOf = ({ rules }: IpSecurityPolicy, at = 0): SecurityRule | undefined => rules[at];

type Change<T> = (value: T) => T;

export const changeRule = (policy: IpSecurityPolicy, at: number, change: Change<SecurityRule>): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map((rule, place) => (place === at ? change(rule) : rule)),
});

export const changeFilterList = (
  policy: IpSecurityPolicy,
  at: number,
  change: Change<IpFilterList>,
): IpSecurityPolicy => changeRule(policy, at, (rule) => ({ ...rule, filterList: change(rule.filterList) }));

export const changeFilters = (
  policy: IpSecurityPolicy,
  at: number,
  change: Change<readonly IpFilter[]>,
): IpSecurityPolicy => changeFilterList(policy, at, (list) => ({ ...list, filters: change(list.filters) }));

/** The filter action of this rule alone: what is called otherwise is another filter action. */
export const changeAction = (policy: IpSecurityPolicy, at: number, change: Change<FilterAction>): IpSecurityPolicy =>
  changeRule(policy, at, (rule) => ({ ...rule, filterAction: change(rule.filterAction) }));

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Places of the rules with the same filter action, to the letter: secpol keeps it once, and they share it. */
export function rulesSharingAction({ rules }: IpSecurityPolicy, at: number): readonly number[] {
  const action = rules[at]?.filterAction;
  return rules.flatMap(({ filterAction }, place) => (same(filterAction, action) ? [place] : []));
}

/**
 * What a filter action negotiates, for every rule that shares it, as in secpol. Does nothing where it does not negotiate.
 */
export function changeNegotiation(
  policy: IpSecurityPolicy,
  at: number,
  change: Change<NegotiateSecurity>,
): IpSecurityPolicy {
  const changed = (action: FilterAction): FilterAction =>
    action.kind === 'negotiate-security' ? change(action) : action;
  return rulesSharingAction(policy, at).reduce((now, place) => changeAction(now, place, changed), policy);
}

export const changeKeyExchange = (policy: IpSecurityPolicy, change: Change<KeyExchange>): IpSecurityPolicy => ({
  ...policy,
  keyExchange: change(policy.keyExchange),
});

export const replaceAt = <T>(items: readonly T[], at: number, item: T): readonly T[] =>
  items.map((other, place) => (place === at ? item : other));

export const removeAt = <T>(items: readonly T[], at: number): readonly T[] => items.filter((_, place) => place !== at);

/** The item changes places with its neighbour: -1 up, 1 down. At the ends nothing happens. */
export function move<T>(items: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const [item, neighbour] = [items[at], items[at + by]];
  if (item === undefined || neighbour === undefined) return items;
  return replaceAt(replaceAt(items, at, neighbour), at + by, item);
}
