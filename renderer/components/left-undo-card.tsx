import { Button } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { AppError } from '#contract/app-error';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { errorOf } from '../wizard/change-end';
import { ErrorNotice } from './error-notice';
import { Notice } from './notice';

/** An automatic undo whose journal is gone: it would undo whatever is assigned next, so it has to end first. */
export function LeftUndoCard({ names }: { readonly names: readonly string[] }): ReactElement {
  const { leftUndo: texts } = useTexts().unfinished;
  const { computer } = useStores();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<AppError>();
  const end = async (how: 'undo' | 'keep'): Promise<void> => {
    setBusy(true);
    const answer = await computer.endLeftUndos(how);
    setProblem(answer.ok ? errorOf(answer.value) : answer.error);
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
