import { ProgressBar } from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import { useTexts } from '../i18n/texts-context';

const slowAfterMs = 20_000;

/** Milliseconds since this moment of the page's clock, counted while it is shown. */
export function useSince(sinceMs: number): number {
  const [nowMs, setNowMs] = useState(sinceMs);
  useEffect(() => {
    const timer = setInterval(() => {
      setNowMs(performance.now());
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return Math.max(0, nowMs - sinceMs);
}

/** Says that PowerShell is silent, once it has been for long enough to worry. */
export function Silence({ sinceMs, children }: { readonly sinceMs: number; readonly children?: string }): ReactElement {
  const { waiting } = useTexts().unfinished;
  const silentMs = useSince(sinceMs);
  // In steps of ten: a live region that counts seconds is noise.
  const seconds = Math.floor(silentMs / 10_000) * 10;
  return (
    <div role="status" className="silence">
      {silentMs >= slowAfterMs && (
        <p>
          {waiting.slow(seconds)} {children}
        </p>
      )}
    </div>
  );
}

/** Something that takes its time: it moves, it says what is done, and it says when nobody answers. */
export function Waiting({ label }: { readonly label: string }): ReactElement {
  const [sinceMs] = useState(() => performance.now());
  return (
    <div className="waiting">
      <p role="status">{label}</p>
      <ProgressBar aria-label={label} />
      <Silence sinceMs={sinceMs} />
    </div>
  );
}
