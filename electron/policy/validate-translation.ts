import { finding, type Finding, type UnsupportedThing } from '#contract/finding';
import { isNarrowed } from './address';
import type { IpFilter } from './model';
import { isAnyPort, portsOfRole, trafficOf } from './traffic';
import type { PolicyRule } from './validate';
import { listsDoNotCloseEachOther } from './validate-closing';

/**
 * What secpol can say and the compiler cannot write: an issue, never a silent default. As the compiler learns, rules
 * leave this file.
 */
const unsupported = (what: UnsupportedThing, path: string): Finding =>
  finding('unsupported-here', 'block', { what }, path);

const mirrorless = (filters: readonly IpFilter[], look: (at: number) => Finding): readonly Finding[] =>
  filters.flatMap(({ mirrored }, at) => (mirrored ? [] : [look(at)]));

/** A rule of IPsec is about both directions by nature; only a rule of the firewall has one. */
export const onlyMirroredFilters: PolicyRule = ({ rules }) =>
  rules.flatMap(({ filterList, filterAction }, at) => {
    const path = (place: number): string => `rules[${at}].filterList.filters[${place}].mirrored`;
    return filterAction.kind === 'block'
      ? mirrorless(filterList.filters, (place) =>
          finding('block-one-way', 'warning', { filterList: filterList.name }, path(place)),
        )
      : mirrorless(filterList.filters, (place) => unsupported('filter-not-mirrored', path(place)));
  });

export const onlyAllConnections: PolicyRule = ({ rules }) =>
  rules.flatMap(({ connectionType }, at) =>
    connectionType === 'all' ? [] : [unsupported('connection-type', `rules[${at}].connectionType`)],
  );

/** Blocking everybody else without a port would cut the computer off from the world. */
export const closesOnlyPorts: PolicyRule = ({ role, rules, closeTheRest }) =>
  rules.flatMap((rule, at) => {
    if (rule.filterAction.kind !== 'negotiate-security') return [];
    const wide = trafficOf(role, rule).some(
      (traffic) => isAnyPort(portsOfRole(role, traffic)) && (isNarrowed(traffic.locals) || isNarrowed(traffic.remotes)),
    );
    return closeTheRest && wide ? [unsupported('closing-without-port', `rules[${at}].filterList.filters`)] : [];
  });

/** secpol keeps the box for Windows 2000 and XP; since Vista nothing answers to it, and nothing is written for it. */
export const noDefaultResponseRule: PolicyRule = ({ activateDefaultResponseRule }) =>
  activateDefaultResponseRule ? [finding('default-response-rule', 'warning', {}, 'activateDefaultResponseRule')] : [];

export const translationRules: readonly PolicyRule[] = [
  onlyMirroredFilters,
  onlyAllConnections,
  closesOnlyPorts,
  listsDoNotCloseEachOther,
  noDefaultResponseRule,
];
