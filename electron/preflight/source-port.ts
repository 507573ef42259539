import { finding } from '#contract/finding';
import type { Check } from './check';

/** Who connects chooses the source port: a filter for one of them leaves all others in clear text. */
export const sourcePort: Check = {
  id: 'source-port',
  run: ({ policy }) =>
    policy.rules.flatMap(({ filterList, filterAction }, rule) =>
      filterList.filters.flatMap(({ sourcePort: source }, filter) =>
        source.kind === 'any' || filterAction.kind !== 'negotiate-security'
          ? []
          : [
              finding(
                'far-port-fixed',
                'warning',
                { port: source.port, filterList: filterList.name },
                `rules[${rule}].filterList.filters[${filter}].sourcePort`,
              ),
            ],
      ),
    ),
};
