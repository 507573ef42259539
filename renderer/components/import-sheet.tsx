import { Radio, RadioGroup } from '@fluentui/react-components';
import { type ReactElement, useMemo, useState } from 'react';
import type { ImportedFilters, RejectedRow } from '#policy/filter-csv';
import type { IpFilter, IpPort, IpSecurityPolicy } from '#policy/model';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { blockedAmong, type ImportHow, leftOut } from '../wizard/filter-file';
import { maskOf } from '../wizard/filters';
import { useChosenRule } from '../wizard/use-rule';
import { Group } from './group';
import { Notice } from './notice';
import { Sheet } from './sheet';

const shownAtMost = 50;
const ways: readonly ImportHow[] = ['add', 'replace'];

interface ImportSheetProps {
  readonly policy: IpSecurityPolicy;
  readonly file: string;
  readonly read: ImportedFilters;
  readonly onDone: (filters: readonly IpFilter[], how: ImportHow) => void;
  readonly onCancel: () => void;
}

/** What a CSV file holds, before anything of it is taken: its filters, and every line that is none with its reason. */
export function ImportSheet({ policy, file, read, onDone, onCancel }: ImportSheetProps): ReactElement {
  const { file: texts } = useTexts().rules;
  const { at } = useChosenRule();
  const [how, setHow] = useState<ImportHow>('add');
  const { filters, rejected } = read;
  const dropped = leftOut(policy, at, filters, how);
  const wrong = useMemo(() => blockedAmong(policy, at, filters), [policy, at, filters]);
  return (
    <Sheet
      title={texts.title}
      deed={texts.deed(filters.length - Math.min(dropped, filters.length))}
      cancel={texts.cancel}
      onDone={() => {
        if (filters.length === 0) onCancel();
        else onDone(filters, how);
      }}
      onCancel={onCancel}
    >
      <p className="file-name">{texts.from(file)}</p>
      <p role="status">{texts.verdict(filters.length, rejected.length)}</p>
      {filters.length === 0 && (
        <Notice tone="mind">
          <p>{texts.nothing}</p>
        </Notice>
      )}
      {dropped > 0 && (
        <Notice tone="mind">
          <p>{texts.tooMany(dropped)}</p>
        </Notice>
      )}
      {wrong > 0 && (
        <Notice tone="mind">
          <p>{texts.blocked(wrong)}</p>
        </Notice>
      )}
      {filters.length > 0 && <How how={how} onChange={setHow} />}
      <Rejected rows={rejected} />
      {filters.length > 0 && <Accepted filters={filters} />}
    </Sheet>
  );
}

interface HowProps {
  readonly how: ImportHow;
  readonly onChange: (how: ImportHow) => void;
}

function How({ how, onChange }: HowProps): ReactElement {
  const { file: texts } = useTexts().rules;
  return (
    <Group title={texts.how}>
      <RadioGroup
        aria-label={texts.how}
        value={how}
        onChange={(_, { value }) => {
          onChange(value === 'replace' ? 'replace' : 'add');
        }}
      >
        {ways.map((way) => (
          <Radio key={way} value={way} label={texts[way]} />
        ))}
      </RadioGroup>
    </Group>
  );
}

/** Every line: whoever corrects a list needs them all. */
function Rejected({ rows }: { readonly rows: readonly RejectedRow[] }): ReactElement | null {
  const texts = useTexts();
  const sentencesOf = useSentences();
  const { file: words } = texts.rules;
  if (rows.length === 0) return null;
  return (
    <section aria-label={words.rejected}>
      <h3>{words.rejected}</h3>
      <ul className="not-understood bad-lines" role="list" tabIndex={0} aria-label={words.rejected}>
        {rows.map(({ line, findings }, at) => (
          <li key={at}>
            {words.line(line)} {findings.map((finding) => sentencesOf.finding(finding).happened).join(' ')}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Accepted({ filters }: { readonly filters: readonly IpFilter[] }): ReactElement {
  const { filter: words, rules } = useTexts();
  const { columns } = words;
  const port = (value: IpPort): string => (value.kind === 'any' ? words.any : String(value.port));
  const shown = [
    columns.protocol,
    columns.source,
    columns.sourcePort,
    columns.destination,
    columns.destinationPort,
  ] as const;
  return (
    <section aria-label={rules.file.accepted}>
      <h3>{rules.file.accepted}</h3>
      <div className="table-frame">
        <table aria-label={rules.file.accepted}>
          <thead>
            <tr>
              {shown.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {filters.slice(0, shownAtMost).map((filter, at) => (
              <tr key={at}>
                <td>{words.protocolWord(filter.protocol)}</td>
                <td>
                  {words.addressWords(filter.source)} <span className="mask">{maskOf(filter.source)}</span>
                </td>
                <td>{port(filter.sourcePort)}</td>
                <td>
                  {words.addressWords(filter.destination)} <span className="mask">{maskOf(filter.destination)}</span>
                </td>
                <td>{port(filter.destinationPort)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {filters.length > shownAtMost && <p className="hint">{rules.file.andMore(filters.length - shownAtMost)}</p>}
    </section>
  );
}
