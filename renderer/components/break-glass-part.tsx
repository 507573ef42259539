import { Button } from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores-context';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { here } from '#contract/store-object';
import { printPart } from '../wizard/print-part';
import { useComputerName } from '../wizard/use-wizard';
import { CopyButton } from './copy-button';
import { ErrorNotice } from './error-notice';
import { Folded } from './folded';
import { Icon } from './icon';
import { Waiting } from './waiting';

/** What somebody without the program does if backups stop: to read, to copy, to save, to print. */
export function BreakGlassPart({ gpo }: { readonly gpo?: string | undefined }): ReactElement | null {
  const { glass: words } = useTexts().unfinished;
  const { glass } = useStores();
  const state = useStore(glass.state);
  useEffect(() => {
    void glass.read(gpo === undefined ? here : { kind: 'gpo', gpo });
  }, [glass, gpo]);
  if (state.kind === 'known' && state.text === null) return null;
  return (
    <Folded title={words.title} verdict={words.verdict}>
      {state.kind === 'reading' && <Waiting label={words.reading} />}
      {state.kind === 'refused' && <ErrorNotice error={state.error} />}
      {state.kind === 'known' && state.text !== null && <Glass text={state.text} place={gpo} />}
    </Folded>
  );
}

interface GlassProps {
  readonly text: string;
  readonly place: string | undefined;
}

function Glass({ text, place }: GlassProps): ReactElement {
  const texts = useTexts();
  const sentencesOf = useSentences();
  const { glass: words } = texts.unfinished;
  const stores = useStores();
  const computer = useComputerName();
  const [said, setSaid] = useState('');
  const save = async (): Promise<void> => {
    const saved = await stores.texts.save(words.fileName(place ?? computer), text);
    if (!saved.ok) setSaid(sentencesOf.error(saved.error).happened);
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
            printPart('break-glass');
          }}
        >
          {words.print}
        </Button>
        <span role="status">{said}</span>
      </div>
    </>
  );
}
