import { finding, type UnsupportedThing } from '#contract/finding';
import { isNarrowed } from './address';
import { trafficOf } from './traffic';
import type { PolicyRule } from './validate';

/**
 * What secpol can say and the compiler cannot write: an issue, never a silent default. As the compiler learns, rules
 * leave this file.
 */
const unsupported = (what: UnsupportedThing, path: string): ReturnType<typeof finding> =>
  finding('unsupported-here', 'block', { what }, path);

export const onlyNegotiatesSecurity: PolicyRule = ({ rules }) =>
  rules.flatMap(({ filterAction: { kind } }, at) =>
    kind === 'negotiate-security' ? [] : [unsupported(kind, `rules[${at}].filterAction.kind`)],
  );

export const onlyMirroredFilters: PolicyRule = ({ rules }) =>
  rules.flatMap(({ filterList }, at) =>
    filterList.filters.flatMap(({ mirrored }, place) =>
      mirrored ? [] : [unsupported('filter-not-mirrored', `rules[${at}].filterList.filters[${place}].mirrored`)],
    ),
  );

export const onlyAllConnections: PolicyRule = ({ rules }) =>
  rules.flatMap(({ connectionType }, at) =>
    connectionType === 'all' ? [] : [unsupported('connection-type', `rules[${at}].connectionType`)],
  );

/** Blocking everybody else without a port would cut the computer off from the world. */
export const closesOnlyPorts: PolicyRule = ({ role, rules, closeTheRest }) =>
  rules.flatMap((rule, at) => {
    const wide = trafficOf(role, rule).some(
      ({ localPort, remotePort, locals, remotes }) =>
        (role === 'server' ? localPort : remotePort).kind === 'any' && (isNarrowed(locals) || isNarrowed(remotes)),
    );
    return closeTheRest && wide ? [unsupported('closing-without-port', `rules[${at}].filterList.filters`)] : [];
  });

/** secpol keeps the box for Windows 2000 and XP; since Vista nothing answers to it, and nothing is written for it. */
export const noDefaultResponseRule: PolicyRule = ({ activateDefaultResponseRule }) =>
  activateDefaultResponseRule ? [finding('default-response-rule', 'warning', {}, 'activateDefaultResponseRule')] : [];

export const translationRules: readonly PolicyRule[] = [
  onlyNegotiatesSecurity,
  onlyMirroredFilters,
  onlyAllConnections,
  closesOnlyPorts,
  noDefaultResponseRule,
];
