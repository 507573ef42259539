import { Button } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import type { Finding } from '#contract/finding';
import { useTexts } from '../i18n/texts-context';
import { FindingLines } from './finding-list';
import { Icon } from './icon';
import { IconButton } from './icon-button';

export interface OrderedRow {
  /** Names the row in the labels of its buttons. */
  readonly name: string;
  readonly cells: readonly ReactNode[];
  readonly findings: readonly Finding[];
}

interface OrderedTableProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly OrderedRow[];
  readonly empty: string;
  readonly add: string;
  readonly canAdd: boolean;
  readonly onAdd: () => void;
  readonly onEdit: (at: number) => void;
  readonly onRemove: (at: number) => void;
  readonly onMove: (at: number, by: -1 | 1) => void;
}

/** Lines in order of preference, which can be added, changed, taken out and moved. */
export function OrderedTable(props: OrderedTableProps): ReactElement {
  const { title, columns, rows, empty, add, canAdd, onAdd } = props;
  const { row: texts } = useTexts().protection;
  return (
    <>
      <div className="table-frame">
        <table aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{texts.number}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col" className="deeds">
                {texts.deeds}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <Row key={at} {...props} row={row} at={at} />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className="hint">{empty}</p>}
      </div>
      <Button icon={<Icon name="add" />} disabledFocusable={!canAdd} onClick={onAdd}>
        {add}
      </Button>
    </>
  );
}

interface RowProps extends OrderedTableProps {
  readonly row: OrderedRow;
  readonly at: number;
}

function Row({ row, at, rows, columns, onEdit, onRemove, onMove }: RowProps): ReactElement {
  const { row: texts } = useTexts().protection;
  const last = at === rows.length - 1;
  return (
    <>
      <tr className="arriving">
        <td>{at + 1}</td>
        {row.cells.map((cell, column) => (
          <td key={columns[column]}>{cell}</td>
        ))}
        <td className="deeds">
          <IconButton
            icon="edit"
            label={texts.edit(row.name)}
            onClick={() => {
              onEdit(at);
            }}
          />
          <IconButton
            icon="up"
            label={texts.up(row.name)}
            disabled={at === 0}
            onClick={() => {
              onMove(at, -1);
            }}
          />
          <IconButton
            icon="down"
            label={texts.down(row.name)}
            disabled={last}
            onClick={() => {
              onMove(at, 1);
            }}
          />
          <IconButton
            icon="remove"
            label={texts.remove(row.name)}
            onClick={() => {
              onRemove(at);
            }}
          />
        </td>
      </tr>
      {row.findings.length > 0 && (
        <tr>
          <td colSpan={columns.length + 2}>
            <FindingLines findings={row.findings} />
          </td>
        </tr>
      )}
    </>
  );
}
