import type { ReactElement } from 'react';
import type { ChangeEnd } from '#contract/ipc';
import type { Role } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { Icon } from './icon';

interface OutcomeStatementProps {
  readonly end: ChangeEnd;
  readonly role: Role;
}

/** Green is for what was proved: what is applied and enforced is amber. */
function toneOf({ outcome, level }: ChangeEnd): 'good' | 'mind' | 'bad' {
  if (outcome === 'rolled-back' || outcome === 'unknown') return 'bad';
  return level === 'proved' ? 'good' : 'mind';
}

/** The large honest statement. */
export function OutcomeStatement({ end, role }: OutcomeStatementProps): ReactElement {
  const { outcome: texts } = useTexts().change;
  const tone = toneOf(end);
  return (
    <div className={`statement statement-${tone}`} role="status">
      <Icon name={tone === 'bad' ? 'block' : 'shield'} />
      <div>
        <p className="statement-title">{texts.statement(end)}</p>
        <p>{texts.meaning(end, role)}</p>
      </div>
    </div>
  );
}
