import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { UnfinishedChange } from '#contract/unfinished';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { Notice } from './notice';
import { PendingPanel } from './pending-panel';
import { TakenBackNotice } from './taken-back-notice';

/** Before everything else on Start: a change that waits or was interrupted, and what became of the last one. */
export function UnfinishedCard(): ReactElement | null {
  const { unfinished: texts } = useTexts();
  const { unfinished, place } = useStores();
  const state = useStore(unfinished.state);
  if (state.kind === 'none') return null;
  if (state.kind === 'over') return <Over change={state.change} how={state.how} />;
  if (state.change.kind === 'interrupted') return <Interrupted change={state.change} />;
  return (
    <div className="unfinished">
      <PendingPanel waiting={state} onBegin={place.goRecover} />
      <p className="hint">
        {texts.what(state.change)}. {texts.card.blocked}
      </p>
    </div>
  );
}

function Over({ change, how }: { readonly change: UnfinishedChange; readonly how: 'undone' | 'kept' }): ReactElement {
  const { over } = useTexts().unfinished;
  if (how === 'undone') return <TakenBackNotice begunAt={change.begunAt} byItself />;
  return (
    <Notice tone="plain" title={over.keptTitle} live>
      <p>{over.keptText}</p>
    </Notice>
  );
}

/** Where it stopped, in words; what can be done stands on its own page. */
function Interrupted({ change }: { readonly change: UnfinishedChange }): ReactElement {
  const { unfinished: texts, time } = useTexts();
  const { place } = useStores();
  return (
    <Notice tone="bad" title={texts.card.interruptedTitle} live>
      <p>
        {texts.what(change)}. {texts.stopped(change)} {texts.begun(time(change.begunAt), change.who)}
      </p>
      <p>{texts.card.blocked}</p>
      <Button appearance="primary" onClick={place.goRecover}>
        {texts.card.recover}
      </Button>
    </Notice>
  );
}
