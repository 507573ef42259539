import type { ReactElement } from 'react';
import { useTexts } from '../i18n/texts-context';
import type { Journey } from '../wizard/journey';
import { CopyButton } from './copy-button';
import { seconds } from './elapsed';

/** Every event of a change with its time, one click away. */
export function ChangeLog({ journey }: { readonly journey: Journey }): ReactElement {
  const { change } = useTexts();
  const lines = journey.log.map(({ atMs, progress }) => `${seconds(atMs).padStart(6)} s  ${change.logLine(progress)}`);
  return (
    <details className="folded">
      <summary>
        <h2>{change.log}</h2>
      </summary>
      <div className="folded-body">
        <pre className="listing" tabIndex={0} role="region" aria-label={change.log}>
          {lines.join('\n')}
        </pre>
        <CopyButton label={change.copyLog} text={() => lines.join('\n')} />
      </div>
    </details>
  );
}
