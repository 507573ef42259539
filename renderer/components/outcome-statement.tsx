import type { ReactElement } from 'react';
import type { ChangeEnd } from '#contract/ipc';
import type { Role } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { Icon } from './icon';

interface OutcomeStatementProps {
  readonly end: ChangeEnd;
  readonly role: Role;
}

/** Green stays empty until something can be proved: what is applied and enforced is amber. */
const toneOf = ({ outcome }: ChangeEnd): 'mind' | 'bad' =>
  outcome === 'applied' || outcome === 'unchanged' ? 'mind' : 'bad';

/** The large honest statement. */
export function OutcomeStatement({ end, role }: OutcomeStatementProps): ReactElement {
  const { outcome: texts } = useTexts().change;
  const tone = toneOf(end);
  return (
    <div className={`statement statement-${tone}`} role="status">
      <Icon name={tone === 'mind' ? 'shield' : 'block'} />
      <div>
        <p className="statement-title">{texts.statement(end)}</p>
        <p>{texts.meaning(end, role)}</p>
      </div>
    </div>
  );
}
