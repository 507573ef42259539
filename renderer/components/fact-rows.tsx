import type { ReactElement } from 'react';
import type { Overview } from '#contract/ipc';
import { useTexts } from '../i18n/texts-context';
import { type Fact, factsOf } from '../wizard/computer-facts';
import { Icon, type IconName } from './icon';

const icons: Readonly<Record<Fact['status'], IconName>> = {
  good: 'check',
  mind: 'warning',
  bad: 'block',
  unknown: 'note',
};

/** The facts one below the other; belongs to the heading of the fact table. */
export function FactRows({ overview }: { readonly overview: Overview }): ReactElement {
  const { facts } = useTexts().start;
  return (
    <table className="facts" aria-labelledby="facts-title">
      <tbody>
        {factsOf(overview, facts).map((fact) => (
          <FactRow key={fact.label} fact={fact} />
        ))}
      </tbody>
    </table>
  );
}

function FactRow({ fact: { label, value, status } }: { readonly fact: Fact }): ReactElement {
  const { facts } = useTexts().start;
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <span className={`dot dot-${status}`} title={facts[status]}>
          <Icon name={icons[status]} />
          <span className="visually-hidden">{facts[status]}: </span>
        </span>
        {value}
      </td>
    </tr>
  );
}
