import { Button } from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { useComputerName } from '../wizard/use-wizard';
import { CopyButton } from './copy-button';
import { ErrorNotice } from './error-notice';
import { Folded } from './folded';
import { Icon } from './icon';
import { Waiting } from './waiting';

/** What somebody without the program does if backups stop: to read, to copy, to save, to print. */
export function BreakGlassPart(): ReactElement | null {
  const { glass: words } = useTexts().unfinished;
  const { glass } = useStores();
  const state = useStore(glass.state);
  useEffect(() => {
    void glass.read();
  }, [glass]);
  if (state.kind === 'known' && state.text === null) return null;
  return (
    <Folded title={words.title} verdict={words.verdict}>
      {state.kind === 'reading' && <Waiting label={words.reading} />}
      {state.kind === 'refused' && <ErrorNotice error={state.error} />}
      {state.kind === 'known' && state.text !== null && <Glass text={state.text} />}
    </Folded>
  );
}

function Glass({ text }: { readonly text: string }): ReactElement {
  const texts = useTexts();
  const { glass: words } = texts.unfinished;
  const stores = useStores();
  const computer = useComputerName();
  const [said, setSaid] = useState('');
  const save = async (): Promise<void> => {
    const saved = await stores.texts.save(words.fileName(computer), text);
    if (!saved.ok) setSaid(texts.error(saved.error).happened);
    else setSaid(saved.value === null ? '' : texts.frame.saved(saved.value.file));
  };
  return (
    <>
      <pre className="listing break-glass" tabIndex={0} role="region" aria-label={words.label}>
        {text}
      </pre>
      <div className="buttons">
        <CopyButton label={words.copy} text={() => text} />
        <Button icon={<Icon name="down" />} onClick={() => void save()}>
          {words.save}
        </Button>
        <Button
          onClick={() => {
            window.print();
          }}
        >
          {words.print}
        </Button>
        <span role="status">{said}</span>
      </div>
    </>
  );
}
