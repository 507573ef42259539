import { Button } from '@fluentui/react-components';
import { type ChangeEvent, type DragEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';
import type { AppError } from '#contract/app-error';
import { exportFilters, type ImportedFilters } from '#policy/filter-csv';
import type { IpSecurityPolicy } from '#policy/model';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { ruleOf } from '../wizard/edit-policy';
import { exportName, type ListFile, readFilterFile } from '../wizard/filter-file';
import { useChosenRule } from '../wizard/use-rule';
import { ErrorNotice } from './error-notice';
import { Icon } from './icon';

/** A file that was read, for the sheet in which it is looked at. */
export interface ReadFile {
  readonly file: string;
  readonly read: ImportedFilters;
}

/** Names are the person's; longer ones would hide what the sheet is about. */
const longestName = 120;

interface Reading {
  readonly error: AppError | undefined;
  readonly take: (file: ListFile | undefined) => void;
}

/** Reads one file after another; only the newest is shown. */
function useReading(onRead: (file: ReadFile) => void): Reading {
  const [error, setError] = useState<AppError>();
  const newest = useRef(0);
  const read = async (file: ListFile): Promise<void> => {
    newest.current += 1;
    const request = newest.current;
    const answer = await readFilterFile(file);
    if (request !== newest.current) return;
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) onRead({ file: file.name.slice(0, longestName), read: answer.value });
  };
  return {
    error,
    take: (file) => {
      if (file !== undefined) void read(file);
    },
  };
}

interface FilterFilesProps {
  readonly policy: IpSecurityPolicy;
  readonly onRead: (file: ReadFile) => void;
  /** What else can be done to the list. */
  readonly buttons: ReactNode;
  /** The table; a file can be dropped onto it. */
  readonly children: ReactNode;
}

/** Filter lists as CSV files: in by button or by dropping one onto the table, out by button. */
export function FilterFiles({ policy, onRead, buttons, children }: FilterFilesProps): ReactElement {
  const { error, take } = useReading(onRead);
  return (
    <>
      <DropArea onDrop={take}>{children}</DropArea>
      <div className="buttons">
        {buttons}
        <ImportButton onFile={take} />
        <ExportButton policy={policy} />
      </div>
      {error !== undefined && <ErrorNotice error={error} />}
    </>
  );
}

interface DropAreaProps {
  readonly onDrop: (file: ListFile | undefined) => void;
  readonly children: ReactNode;
}

const holdsFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

function DropArea({ onDrop, children }: DropAreaProps): ReactElement {
  const { file: texts } = useTexts().rules;
  const [over, setOver] = useState(false);
  return (
    <div
      className={over ? 'drop-area drop-over' : 'drop-area'}
      onDragOver={(event) => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop(event.dataTransfer.files[0]);
      }}
    >
      {children}
      {over && <p className="drop-word">{texts.drop}</p>}
    </div>
  );
}

function ImportButton({ onFile }: { readonly onFile: (file: ListFile | undefined) => void }): ReactElement {
  const { file: texts } = useTexts().rules;
  const input = useRef<HTMLInputElement>(null);
  const chosen = ({ currentTarget }: ChangeEvent<HTMLInputElement>): void => {
    onFile(currentTarget.files?.[0]);
    // So that the same file, written anew, can be chosen again.
    currentTarget.value = '';
  };
  return (
    <>
      <input ref={input} type="file" accept=".csv,.txt,text/csv" hidden aria-label={texts.label} onChange={chosen} />
      <Button icon={<Icon name="up" />} onClick={() => input.current?.click()}>
        {texts.importCsv}
      </Button>
    </>
  );
}

function ExportButton({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const texts = useTexts();
  const sentencesOf = useSentences();
  const stores = useStores();
  const { at } = useChosenRule();
  const [said, setSaid] = useState('');
  const list = ruleOf(policy, at)?.filterList;
  const save = async (): Promise<void> => {
    if (list === undefined) return;
    const saved = await stores.texts.save(exportName(policy, list.name), exportFilters(list.filters));
    if (!saved.ok) setSaid(sentencesOf.error(saved.error).happened);
    else setSaid(saved.value === null ? '' : texts.rules.file.exported(saved.value.file));
  };
  return (
    <>
      <Button
        icon={<Icon name="down" />}
        disabledFocusable={list === undefined || list.filters.length === 0}
        onClick={() => void save()}
      >
        {texts.rules.file.exportCsv}
      </Button>
      <span>{texts.filter.count(list?.filters.length ?? 0)}</span>
      <span role="status">{said}</span>
    </>
  );
}
