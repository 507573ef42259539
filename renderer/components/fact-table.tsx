import { Button } from '@fluentui/react-components';
import { lazy, type ReactElement, Suspense } from 'react';
import type { AppError } from '#contract/app-error';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { ErrorNotice } from './error-notice';
import { Icon } from './icon';
import { Waiting } from './waiting';

// The facts take a while to be read: what shows them can come meanwhile.
const FactRows = lazy(async () => ({ default: (await import('./fact-rows')).FactRows }));

/** What is known of this computer, each fact with its status by form, colour and word. */
export function FactTable(): ReactElement {
  const { start } = useTexts();
  const { computer } = useStores();
  const state = useStore(computer.state);
  return (
    <section aria-labelledby="facts-title">
      <div className="section-head">
        <h2 id="facts-title">{start.facts.title}</h2>
        <Button size="small" icon={<Icon name="refresh" />} onClick={() => void computer.refresh()}>
          {start.facts.refresh}
        </Button>
      </div>
      {state.kind === 'reading' && <Waiting label={start.facts.reading} />}
      {state.kind === 'known' && state.again && <Waiting label={start.facts.again} />}
      {state.kind === 'unreadable' && <Unreadable error={state.error} />}
      {state.kind === 'known' && (
        <Suspense fallback={<Waiting label={start.facts.reading} />}>
          <FactRows overview={state.overview} />
        </Suspense>
      )}
    </section>
  );
}

/** A journal that nobody can read, or of another computer, stands in the way of everything until it is put aside. */
function Unreadable({ error }: { readonly error: AppError }): ReactElement {
  const { card } = useTexts().unfinished;
  const { computer } = useStores();
  const journal = error.code === 'journal-damaged' || error.code === 'journal-elsewhere';
  return (
    <>
      <ErrorNotice error={error}>
        {journal && <Button onClick={() => void computer.putJournalAside()}>{card.damaged}</Button>}
      </ErrorNotice>
      {journal && <p className="hint">{card.damagedHint}</p>}
    </>
  );
}
