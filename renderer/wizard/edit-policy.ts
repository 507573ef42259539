import type {
  FilterAction,
  IpFilter,
  IpFilterList,
  IpSecurityPolicy,
  KeyExchange,
  NegotiateSecurity,
  SecurityRule,
} from '#policy/model';

/** The pages show the first security rule; the presets and the article have no other. */
export const ruleOf = ({ rules }: IpSecurityPolicy): SecurityRule | undefined => rules[0];

type Change<T> = (value: T) => T;

export const changeRule = (policy: IpSecurityPolicy, change: Change<SecurityRule>): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map((rule, at) => (at === 0 ? change(rule) : rule)),
});

export const changeFilterList = (policy: IpSecurityPolicy, change: Change<IpFilterList>): IpSecurityPolicy =>
  changeRule(policy, (rule) => ({ ...rule, filterList: change(rule.filterList) }));

export const changeFilters = (policy: IpSecurityPolicy, change: Change<readonly IpFilter[]>): IpSecurityPolicy =>
  changeFilterList(policy, (list) => ({ ...list, filters: change(list.filters) }));

export const changeAction = (policy: IpSecurityPolicy, change: Change<FilterAction>): IpSecurityPolicy =>
  changeRule(policy, (rule) => ({ ...rule, filterAction: change(rule.filterAction) }));

/** Does nothing where the filter action does not negotiate. */
export const changeNegotiation = (policy: IpSecurityPolicy, change: Change<NegotiateSecurity>): IpSecurityPolicy =>
  changeAction(policy, (action) => (action.kind === 'negotiate-security' ? change(action) : action));

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
