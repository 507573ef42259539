import type { ReactElement, ReactNode } from 'react';
import type { Finding } from '#contract/finding';
import { useSentences } from '../i18n/sentences';
import { SeverityMark } from './severity-mark';

interface FindingListProps {
  readonly findings: readonly Finding[];
  /** What can be done about each of them. */
  readonly remedy?: (finding: Finding) => ReactNode;
}

/** Findings in full: each with its three sentences. */
export function FindingList({ findings, remedy }: FindingListProps): ReactElement {
  const sentences = useSentences();
  return (
    <ul className="findings">
      {findings.map((finding, at) => {
        const { happened, stateNow, whatNext } = sentences.finding(finding);
        return (
          <li key={`${finding.code}-${at}`}>
            <SeverityMark severity={finding.severity} />
            <div>
              <p className="notice-title">{happened}</p>
              <p>{stateNow}</p>
              <p>{whatNext}</p>
              {remedy?.(finding)}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Findings about a table as a whole, short, where they arise; said at once when they appear. */
export function FindingLines({ findings }: { readonly findings: readonly Finding[] }): ReactElement {
  const sentences = useSentences();
  return (
    <div role="status" className="finding-lines">
      {findings.map((finding, at) => {
        const { happened, whatNext } = sentences.finding(finding);
        return (
          <p key={`${finding.code}-${at}`}>
            <SeverityMark severity={finding.severity} /> {happened} {whatNext}
          </p>
        );
      })}
    </div>
  );
}
