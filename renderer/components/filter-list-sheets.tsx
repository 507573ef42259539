import type { ReactElement } from 'react';
import type { IpFilter, IpSecurityPolicy } from '#policy/model';
import { changeFilters, replaceAt } from '../wizard/edit-policy';
import { withImported } from '../wizard/filter-file';
import { addAddresses } from '../wizard/filters';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit } from '../wizard/use-wizard';
import type { ReadFile } from './filter-files';
import { FilterSheet } from './filter-sheet';
import { ImportSheet } from './import-sheet';
import { PasteSheet } from './paste-sheet';

/** Which sheet lies beside the page. */
export type OpenedFilterSheet =
  | { readonly kind: 'paste' }
  | ({ readonly kind: 'import' } & ReadFile)
  | { readonly kind: 'add'; readonly filter: IpFilter }
  | { readonly kind: 'edit'; readonly at: number; readonly filter: IpFilter };

interface FilterListSheetsProps {
  readonly policy: IpSecurityPolicy;
  readonly opened: OpenedFilterSheet;
  readonly onClose: () => void;
}

/** The sheet that was opened; what it ends with goes into the draft. */
export function FilterListSheets({ policy, opened, onClose }: FilterListSheetsProps): ReactElement {
  const edit = useEdit();
  const { at } = useChosenRule();
  if (opened.kind === 'paste') {
    return (
      <PasteSheet
        policy={policy}
        onCancel={onClose}
        onDone={(choices, replaceBroad) => {
          edit((now) => addAddresses(now, at, choices, { replaceBroad }));
          onClose();
        }}
      />
    );
  }
  if (opened.kind === 'import') {
    return (
      <ImportSheet
        policy={policy}
        file={opened.file}
        read={opened.read}
        onCancel={onClose}
        onDone={(filters, how) => {
          edit((now) => withImported(now, at, filters, how));
          onClose();
        }}
      />
    );
  }
  const keep = (filter: IpFilter): void => {
    edit((now) =>
      changeFilters(now, at, (filters) =>
        opened.kind === 'add' ? [...filters, filter] : replaceAt(filters, opened.at, filter),
      ),
    );
    onClose();
  };
  return (
    <FilterSheet
      policy={policy}
      filter={opened.filter}
      isNew={opened.kind === 'add'}
      onDone={keep}
      onCancel={onClose}
    />
  );
}
