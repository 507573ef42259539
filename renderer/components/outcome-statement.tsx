import type { ReactElement } from 'react';
import type { ChangeEnd } from '#contract/ipc';
import { Icon } from './icon';

interface OutcomeStatementProps {
  readonly end: ChangeEnd;
  readonly statement: string;
  readonly meaning: string;
}

/** Green is for what was proved: what is applied and enforced is amber. */
function toneOf({ outcome, level }: ChangeEnd): 'good' | 'mind' | 'bad' {
  if (outcome === 'rolled-back' || outcome === 'unknown') return 'bad';
  return level === 'proved' ? 'good' : 'mind';
}

/** The large honest statement. */
export function OutcomeStatement({ end, statement, meaning }: OutcomeStatementProps): ReactElement {
  const tone = toneOf(end);
  return (
    <div className={`statement statement-${tone}`} role="status">
      <Icon name={tone === 'bad' ? 'block' : 'shield'} />
      <div>
        <p className="statement-title">{statement}</p>
        <p>{meaning}</p>
      </div>
    </div>
  );
}
