import { Button } from '@fluentui/react-components';
import { type ReactElement, useCallback, useMemo } from 'react';
import type { IpFilter, IpSecurityPolicy } from '#policy/model';
import { limits } from '#policy/parse';
import { useTexts } from '../i18n/texts-context';
import { changeFilters, removeAt, ruleOf } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { newFilter } from '../wizard/filters';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { FilterFiles } from './filter-files';
import type { OpenedFilterSheet } from './filter-list-sheets';
import { FilterTable } from './filter-table';
import { FindingLines } from './finding-list';
import { Icon } from './icon';

interface FilterDeeds {
  readonly duplicateAt: (at: number) => void;
  readonly removeFilterAt: (at: number) => void;
}

/** The same functions at every rendering, so that typing a name does not draw a thousand filters anew. */
function useFilterDeeds(rule: number): FilterDeeds {
  const edit = useEdit();
  return useMemo(() => {
    const editFilters = (change: (filters: readonly IpFilter[]) => readonly IpFilter[]): void => {
      edit((now) => changeFilters(now, rule, change));
    };
    return {
      duplicateAt: (at) => {
        editFilters((now) => [...now.slice(0, at + 1), ...now.slice(at)].slice(0, limits.filters));
      },
      removeFilterAt: (at) => {
        editFilters((now) => removeAt(now, at));
      },
    };
  }, [edit, rule]);
}

interface FilterListPartProps {
  readonly policy: IpSecurityPolicy;
  readonly onOpen: (sheet: OpenedFilterSheet) => void;
}

/** The filters of the chosen rule, what is to be said of them, and everything that can be done to them. */
export function FilterListPart({ policy, onOpen }: FilterListPartProps): ReactElement {
  const findings = useFindings();
  const { at, path } = useChosenRule();
  const filters = ruleOf(policy, at)?.filterList.filters ?? [];
  const { duplicateAt, removeFilterAt } = useFilterDeeds(at);
  const editAt = useCallback(
    (place: number, filter: IpFilter): void => {
      onOpen({ kind: 'edit', at: place, filter });
    },
    [onOpen],
  );
  // The page offers the subnets of this computer in its own words.
  const said = findingsAt(findings, `${path}.filterList.filters`).filter(
    ({ code }) => code !== 'any-address-is-for-tests',
  );
  return (
    <>
      <FilterFiles
        policy={policy}
        onRead={(read) => {
          onOpen({ kind: 'import', ...read });
        }}
        buttons={<AddButtons policy={policy} count={filters.length} onOpen={onOpen} />}
      >
        <FilterTable
          key={path}
          path={path}
          filters={filters}
          findings={findings}
          onEdit={editAt}
          onDuplicate={duplicateAt}
          onRemove={removeFilterAt}
        />
      </FilterFiles>
      <FindingLines findings={said} />
    </>
  );
}

function AddButtons({ policy, count, onOpen }: FilterListPartProps & { readonly count: number }): ReactElement {
  const { filter: texts } = useTexts();
  const [blank] = newFilter(policy.role);
  return (
    <>
      <Button
        icon={<Icon name="add" />}
        disabledFocusable={blank === undefined || count >= limits.filters}
        onClick={() => {
          if (blank !== undefined) onOpen({ kind: 'add', filter: blank });
        }}
      >
        {texts.add}
      </Button>
      <Button
        icon={<Icon name="copy" />}
        onClick={() => {
          onOpen({ kind: 'paste' });
        }}
      >
        {texts.paste}
      </Button>
    </>
  );
}
