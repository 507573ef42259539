import { type ReactElement, useEffect, useState } from 'react';
import { useTexts } from '../i18n/texts-context';

interface ElapsedProps {
  /** On the clock of the stores. */
  readonly startedAtMs: number;
}

const now = (): number => performance.now();

/** Seconds since the change began, counted while it runs. Not read out: a clock that speaks every second is noise. */
export function Elapsed({ startedAtMs }: ElapsedProps): ReactElement {
  const { change } = useTexts();
  const [nowMs, setNowMs] = useState(startedAtMs);
  useEffect(() => {
    const timer = setInterval(() => {
      setNowMs(now());
    }, 200);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return <p className="elapsed">{change.elapsed(seconds(nowMs - startedAtMs))}</p>;
}

/** Milliseconds as seconds with one decimal. */
export const seconds = (ms: number): string => (Math.max(0, ms) / 1_000).toFixed(1);
