import { lazy, type ReactElement, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';

const AskDialog = lazy(async () => ({ default: (await import('../components/ask-dialog')).AskDialog }));

/**
 * A window with a change that waits to be kept asks before it goes, by whichever way: the page holds the window, and its
 * own dialog says what happens then. In Electron the page's word is enough; a browser asks in its own words as well.
 */
export function CloseGuard(): ReactElement | null {
  const { unfinished: texts, time } = useTexts();
  const { unfinished, closing } = useStores();
  const waiting = useStore(unfinished.state);
  const asked = useStore(closing.state) === 'asked';
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent): void => {
      if (closing.holds()) event.preventDefault();
    };
    window.addEventListener('beforeunload', hold);
    return () => {
      window.removeEventListener('beforeunload', hold);
    };
  }, [closing]);
  if (!asked || waiting.kind !== 'waiting') return null;
  const { undoAt } = waiting.change;
  return (
    <Suspense fallback={null}>
      <AskDialog
        title={texts.close.title}
        text={undoAt === null ? texts.close.textNoUndo : texts.close.text(time(undoAt))}
        deed={texts.close.close}
        safe={texts.close.stay}
        onDeed={closing.leave}
        onClose={closing.stay}
      />
    </Suspense>
  );
}
