import { Button } from '@fluentui/react-components';
import { memo, type ReactElement, useState } from 'react';
import type { Finding } from '#contract/finding';
import type { IpAddressChoice, IpFilter, IpPort } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { findingsUnder } from '../wizard/findings';
import { maskOf } from '../wizard/filters';
import { FindingLines } from './finding-list';
import { IconButton } from './icon-button';

/** A thousand rows are a page of fifty: nobody reads more at once, and nothing lags. */
const rowsOnPage = 50;

interface FilterTableProps {
  /** Of the rule that the list belongs to, as findings name it. */
  readonly path: string;
  readonly filters: readonly IpFilter[];
  readonly findings: readonly Finding[];
  readonly onEdit: (at: number, filter: IpFilter) => void;
  readonly onDuplicate: (at: number) => void;
  readonly onRemove: (at: number) => void;
}

/** secpol's list of IP filters, with its columns. Drawn anew only when the filters or their findings are others. */
export const FilterTable = memo(function FilterTable(props: FilterTableProps): ReactElement {
  const { filters } = props;
  const { filter: texts } = useTexts();
  const [wantedPage, setPage] = useState(0);
  const page = Math.min(wantedPage, Math.max(0, Math.ceil(filters.length / rowsOnPage) - 1));
  const first = page * rowsOnPage;
  const columns = [
    texts.columns.mirrored,
    texts.columns.protocol,
    texts.columns.source,
    texts.columns.sourcePort,
    texts.columns.destination,
    texts.columns.destinationPort,
  ];
  return (
    <>
      <div className="table-frame">
        <table aria-label={texts.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col" className="deeds">
                {texts.columns.deeds}
              </th>
            </tr>
          </thead>
          <tbody>
            {filters.slice(first, first + rowsOnPage).map((filter, at) => (
              <FilterRow key={first + at} filter={filter} at={first + at} {...props} />
            ))}
          </tbody>
        </table>
        {filters.length === 0 && <p className="hint">{texts.none}</p>}
      </div>
      {filters.length > rowsOnPage && <Pager first={first} of={filters.length} page={page} onPage={setPage} />}
    </>
  );
});

interface FilterRowProps extends FilterTableProps {
  readonly filter: IpFilter;
  readonly at: number;
}

function FilterRow({ filter, at, path, findings, onEdit, onDuplicate, onRemove }: FilterRowProps): ReactElement {
  const { filter: texts } = useTexts();
  const own = findingsUnder(findings, `${path}.filterList.filters[${at}]`);
  const port = (value: IpPort): string => (value.kind === 'any' ? texts.any : String(value.port));
  return (
    <>
      <tr className="arriving">
        <td>{filter.mirrored ? texts.yes : texts.no}</td>
        <td>{texts.protocolWord(filter.protocol)}</td>
        <AddressCell choice={filter.source} />
        <td>{port(filter.sourcePort)}</td>
        <AddressCell choice={filter.destination} />
        <td>{port(filter.destinationPort)}</td>
        <td className="deeds">
          <IconButton
            icon="edit"
            label={texts.edit(at + 1)}
            onClick={() => {
              onEdit(at, filter);
            }}
          />
          <IconButton
            icon="copy"
            label={texts.duplicate(at + 1)}
            onClick={() => {
              onDuplicate(at);
            }}
          />
          <IconButton
            icon="remove"
            label={texts.remove(at + 1)}
            onClick={() => {
              onRemove(at);
            }}
          />
        </td>
      </tr>
      {own.length > 0 && (
        <tr>
          <td colSpan={7}>
            <FindingLines findings={own} />
          </td>
        </tr>
      )}
    </>
  );
}

function AddressCell({ choice }: { readonly choice: IpAddressChoice }): ReactElement {
  const { filter } = useTexts();
  return (
    <td>
      <span className="address">{filter.addressWords(choice)}</span>
      <span className="mask">{maskOf(choice)}</span>
    </td>
  );
}

interface PagerProps {
  readonly first: number;
  readonly of: number;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

function Pager({ first, of, page, onPage }: PagerProps): ReactElement {
  const { filter } = useTexts();
  const last = Math.min(first + rowsOnPage, of);
  return (
    <div className="buttons">
      <Button
        size="small"
        disabledFocusable={page === 0}
        onClick={() => {
          onPage(page - 1);
        }}
      >
        {filter.earlier}
      </Button>
      <span role="status">{filter.page(first + 1, last, of)}</span>
      <Button
        size="small"
        disabledFocusable={last === of}
        onClick={() => {
          onPage(page + 1);
        }}
      >
        {filter.later}
      </Button>
    </div>
  );
}
