import type { ReactElement } from 'react';
import { useTexts } from '../i18n/texts-context';
import { Notice } from './notice';

interface TakenBackNoticeProps {
  /** ISO 8601: the moment as of which the computer is again. */
  readonly begunAt: string | undefined;
  readonly byItself: boolean;
}

/** The computer is as before; said as such, with the time. */
export function TakenBackNotice({ begunAt, byItself }: TakenBackNoticeProps): ReactElement {
  const { unfinished, time } = useTexts();
  const { over } = unfinished;
  return (
    <Notice tone="plain" title={over.undoneTitle(begunAt === undefined ? '' : time(begunAt))} live>
      <p>{byItself ? over.byItself : over.asAsked}</p>
    </Notice>
  );
}
