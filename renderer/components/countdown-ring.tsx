import type { ReactElement } from 'react';
import { useTexts } from '../i18n/texts-context';
import { markPassed } from '../wizard/countdown';

interface CountdownRingProps {
  readonly secondsLeft: number;
  readonly ofSeconds: number;
}

/** The seconds left, as a ring and in figures. Read out at its marks only: a clock that speaks every second is noise. */
export function CountdownRing({ secondsLeft, ofSeconds }: CountdownRingProps): ReactElement {
  const { pending } = useTexts().unfinished;
  const mark = markPassed(secondsLeft);
  const share = Math.min(100, (secondsLeft / Math.max(1, ofSeconds)) * 100);
  return (
    <div className="ring">
      <svg viewBox="0 0 100 100" aria-hidden="true" focusable="false">
        <circle className="ring-whole" cx="50" cy="50" r="44" />
        <circle className="ring-left" cx="50" cy="50" r="44" pathLength="100" strokeDasharray={`${share} 100`} />
      </svg>
      <span role="timer" aria-live="off" aria-label={pending.timer} className="ring-figures">
        {pending.clock(secondsLeft)}
      </span>
      <span role="status" className="visually-hidden">
        {mark === undefined ? '' : pending.left(mark)}
      </span>
    </div>
  );
}
