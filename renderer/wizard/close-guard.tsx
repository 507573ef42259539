import { lazy, type ReactElement, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';

const AskDialog = lazy(async () => ({ default: (await import('../components/ask-dialog')).AskDialog }));

/**
 * A window with a change that waits to be kept asks before it goes, by whichever way: the page holds the window, and its
 * own dialog says what happens then. In Electron the page's word is enough; a browser asks in its own words as well.
 */
export function CloseGuard(): ReactElement {
  const { close: texts } = useTexts().unfinished;
  const { time } = useTexts();
  const { unfinished, computer } = useStores();
  const state = useStore(unfinished.state);
  const [asking, setAsking] = useState(false);
  const [allowed, setAllowed] = useState(false);
  const pending = state.kind === 'waiting' && state.change.kind === 'pending' ? state.change : undefined;
  const hold = useEffectEvent((event: BeforeUnloadEvent) => {
    if (pending === undefined || allowed) return;
    event.preventDefault();
    setAsking(true);
  });
  useEffect(() => {
    const listen = (event: BeforeUnloadEvent): void => {
      hold(event);
    };
    window.addEventListener('beforeunload', listen);
    return () => {
      window.removeEventListener('beforeunload', listen);
    };
  }, []);
  useEffect(() => {
    // Only once the page no longer holds the window.
    if (allowed) computer.closeWindow();
  }, [allowed, computer]);
  return (
    <Suspense fallback={null}>
      {asking && pending !== undefined && (
        <AskDialog
          title={texts.title}
          text={pending.undoAt === null ? texts.textNoUndo : texts.text(time(pending.undoAt))}
          deed={texts.close}
          safe={texts.stay}
          onDeed={() => {
            setAsking(false);
            setAllowed(true);
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </Suspense>
  );
}
