import { Button } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useStore } from 'zustand';
import type { AppError } from '#contract/app-error';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { ErrorNotice } from './error-notice';
import { Notice, ThreeSentences } from './notice';

/** Shown where administrator rights are missing; everything but assigning works without. */
export function ElevationNotice(): ReactElement | null {
  const { notElevated: texts } = useTexts().start;
  const { computer } = useStores();
  const overview = useStore(computer.state, overviewOf);
  const [problem, setProblem] = useState<AppError>();
  const rights = overview?.computer.elevated;
  if (overview === undefined || rights?.available !== true || rights.value) return null;
  const restart = async (): Promise<void> => {
    setProblem(await computer.restartAsAdministrator());
  };
  return (
    <>
      <Notice tone="mind">
        <ThreeSentences sentences={overview.canElevate ? texts : { ...texts, whatNext: texts.byHand }} />
        {overview.canElevate && <Button onClick={() => void restart()}>{texts.restart}</Button>}
      </Notice>
      {problem !== undefined && <ErrorNotice error={problem} />}
    </>
  );
}
