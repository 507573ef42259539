import type { ReactElement } from 'react';
import type { Difference } from '#contract/store-object';
import { objectWords } from '#texts/object-words.en';
import { useTexts } from '../i18n/texts-context';

interface DifferenceTableProps {
  readonly label: string;
  readonly differences: readonly Difference[];
}

/** For a mail or a ticket: one difference in a line, columns parted by tabs. */
export const differencesAsText = (differences: readonly Difference[]): string =>
  differences
    .map(({ kind, name, property, expected, found }) => [kind, name, property, expected, found].join('\t'))
    .join('\n');

/** Property by property in what something is not as it should be. */
export function DifferenceTable({ label, differences }: DifferenceTableProps): ReactElement {
  const { check: texts } = useTexts().change;
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={label}>
      <table aria-label={label}>
        <thead>
          <tr>
            {[texts.kind, texts.name, texts.property, texts.expected, texts.found].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map(({ property, expected, found, ...object }, at) => (
            <tr key={at}>
              <td>{objectWords(object).kind}</td>
              <td>{objectWords(object).name}</td>
              <td>{property}</td>
              <td>{expected}</td>
              <td>{found}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
