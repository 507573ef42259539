import type { ReactElement, ReactNode } from 'react';

interface FoldedProps {
  readonly title: string;
  /** One line that can be read without unfolding. */
  readonly verdict: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A part of a page that can be folded away; its verdict stays. */
export const Folded = ({ title, verdict, open = false, children }: FoldedProps): ReactElement => (
  <details className="folded" open={open}>
    <summary>
      <h2>{title}</h2>
      <span className="verdict">{verdict}</span>
    </summary>
    <div className="folded-body">{children}</div>
  </details>
);
