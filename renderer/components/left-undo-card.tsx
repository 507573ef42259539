import { Button } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useStore } from 'zustand';
import type { AppError } from '#contract/app-error';
import { useTexts } from '../i18n/texts-context';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { ErrorNotice } from './error-notice';
import { Notice } from './notice';

/** An automatic undo whose journal is gone: it would undo whatever is assigned next, so it has to end first. */
export function LeftUndoCard(): ReactElement | null {
  const { leftUndo: texts } = useTexts().unfinished;
  const { computer } = useStores();
  const names = useStore(computer.state, (state) => overviewOf(state)?.leftUndos);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<AppError>();
  if (names === undefined || names.length === 0) return null;
  const end = async (how: 'undo' | 'keep'): Promise<void> => {
    setBusy(true);
    setProblem(await computer.endLeftUndos(how));
    setBusy(false);
  };
  return (
    <>
      <Notice tone="bad" title={texts.title} live>
        <p>{texts.text(names)}</p>
        <div className="buttons">
          <Button disabled={busy} onClick={() => void end('undo')}>
            {texts.undo}
          </Button>
          <Button disabled={busy} onClick={() => void end('keep')}>
            {texts.keep}
          </Button>
        </div>
      </Notice>
      {problem !== undefined && <ErrorNotice error={problem} />}
    </>
  );
}
