import { lazy, type ReactElement, Suspense, useDeferredValue, useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores-context';
import { CloseGuard } from './close-guard';
import { CountdownClock } from './countdown-clock';
import { Footer } from './footer';
import { PicturePlace } from './picture-place';
import { Rail } from './rail';
import { Ribbon } from './ribbon';
import { useShortcuts } from './shortcuts';
import { ShownPage } from './shown-page';
import { useFooter } from './use-footer';

// Not needed for the first page, and it brings Fluent's dialogs along.
const LeaveDialog = lazy(async () => ({ default: (await import('./leave-dialog')).LeaveDialog }));

/** Ribbon, rail, page, footer: what stays while the pages change. */
export function Frame(): ReactElement {
  const { place: places, draft } = useStores();
  const place = useStore(places.state);
  // The page that is left stays until the next one is there: no moment without a title.
  const shown = useDeferredValue(place);
  const [leaving, setLeaving] = useState(false);
  const deeds = useFooter(place, () => {
    setLeaving(true);
  });
  useShortcuts({ ...deeds, undo: draft.undo, redo: draft.redo });
  return (
    <div className="app frame">
      <Ribbon />
      <Rail />
      <main>
        <ShownPage place={shown} />
      </main>
      <PicturePlace place={shown} />
      <Footer {...deeds} />
      <CountdownClock />
      <CloseGuard />
      <Suspense fallback={null}>
        {leaving && (
          <LeaveDialog
            onClose={() => {
              setLeaving(false);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
