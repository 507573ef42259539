import type { ReactElement } from 'react';
import { powerShellTokens } from '../wizard/powershell-tokens';

interface PowerShellListingProps {
  readonly label: string;
  readonly lines: readonly string[];
}

/** PowerShell in colours. It can be scrolled, so it can have the focus. */
export const PowerShellListing = ({ label, lines }: PowerShellListingProps): ReactElement => (
  <pre className="listing" tabIndex={0} role="region" aria-label={label}>
    <code>
      {lines.map((line, at) => (
        <Line key={at} line={line} />
      ))}
    </code>
  </pre>
);

const Line = ({ line }: { readonly line: string }): ReactElement => (
  <>
    {powerShellTokens(line).map(({ kind, text }, at) => (
      <span key={at} className={`ps-${kind}`}>
        {text}
      </span>
    ))}
    {'\n'}
  </>
);
