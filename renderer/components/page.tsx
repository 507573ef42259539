import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../i18n/texts-context';

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** Title, one sentence, and what the page is about. The focus moves to the title, so that a screen reader begins there. */
export function Page({ title, lead, children }: PageProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  const { frame } = useTexts();
  useEffect(() => {
    heading.current?.focus();
  }, []);
  useEffect(() => {
    document.title = frame.documentTitle(title);
  }, [frame, title]);
  return (
    <div className="page">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
    </div>
  );
}
