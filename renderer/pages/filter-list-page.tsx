import { Button } from '@fluentui/react-components';
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import type { IpFilter, IpSecurityPolicy } from '#policy/model';
import { limits } from '#policy/parse';
import { BroadFilterNotice } from '../components/broad-filter-notice';
import { FilterListNames } from '../components/filter-list-names';
import { FilterListSheets, type OpenedFilterSheet } from '../components/filter-list-sheets';
import { FilterTable } from '../components/filter-table';
import { FindingLines } from '../components/finding-list';
import { Icon } from '../components/icon';
import { Page } from '../components/page';
import { SwitchField } from '../components/switch-field';
import { useTexts } from '../i18n/texts-context';
import { changeFilters, removeAt, ruleOf } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { isBroad, newFilter } from '../wizard/filters';
import { useEdit, useFindings } from '../wizard/use-wizard';

const path = 'rules[0].filterList';

interface FilterDeeds {
  readonly duplicateAt: (at: number) => void;
  readonly removeFilterAt: (at: number) => void;
}

/** The same functions at every rendering, so that typing a name does not draw a thousand filters anew. */
function useFilterDeeds(): FilterDeeds {
  const edit = useEdit();
  return useMemo(() => {
    const editFilters = (change: (filters: readonly IpFilter[]) => readonly IpFilter[]): void => {
      edit((now) => changeFilters(now, change));
    };
    return {
      duplicateAt: (at) => {
        editFilters((now) => [...now.slice(0, at + 1), ...now.slice(at)].slice(0, limits.filters));
      },
      removeFilterAt: (at) => {
        editFilters((now) => removeAt(now, at));
      },
    };
  }, [edit]);
}

/** Which connections are secured. */
export function FilterListPage({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { filter: texts } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  const [opened, setOpened] = useState<OpenedFilterSheet>();
  const filters = ruleOf(policy)?.filterList.filters ?? [];
  const broad = policy.role === 'server' && filters.some((filter) => isBroad('server', filter));
  const openAt = useCallback((at: number, filter: IpFilter): void => {
    setOpened({ kind: 'edit', at, filter });
  }, []);
  const { duplicateAt, removeFilterAt } = useFilterDeeds();
  const [blank] = newFilter(policy.role);
  return (
    <Page title={texts.title} lead={texts.lead(policy.role)}>
      <FilterListNames policy={policy} />
      {broad && (
        <BroadFilterNotice
          onEnter={() => {
            setOpened({ kind: 'paste' });
          }}
        />
      )}
      <FilterTable
        filters={filters}
        findings={findings}
        onEdit={openAt}
        onDuplicate={duplicateAt}
        onRemove={removeFilterAt}
      />
      <FindingLines
        findings={findingsAt(findings, `${path}.filters`).filter(({ code }) => code !== 'any-address-is-for-tests')}
      />
      <div className="buttons">
        <Button
          icon={<Icon name="add" />}
          disabledFocusable={blank === undefined || filters.length >= limits.filters}
          onClick={() => {
            if (blank !== undefined) setOpened({ kind: 'add', filter: blank });
          }}
        >
          {texts.add}
        </Button>
        <Button
          icon={<Icon name="copy" />}
          onClick={() => {
            setOpened({ kind: 'paste' });
          }}
        >
          {texts.paste}
        </Button>
        <span>{texts.count(filters.length)}</span>
      </div>
      <SwitchField
        label={texts.rest}
        hint={texts.restHint}
        more={texts.restMore}
        checked={policy.closeTheRest}
        onChange={(closeTheRest) => {
          edit((now) => ({ ...now, closeTheRest }));
        }}
      />
      {opened !== undefined && (
        <FilterListSheets
          policy={policy}
          opened={opened}
          onClose={() => {
            setOpened(undefined);
          }}
        />
      )}
    </Page>
  );
}
