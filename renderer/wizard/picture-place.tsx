import { lazy, type ReactElement, Suspense } from 'react';
import type { Place } from '../stores/place-store';
import type { WizardStep } from './steps';
import { usePolicy } from './use-wizard';

const load = async () => ({ default: (await import('../components/picture-panel')).PicturePanel });
const PicturePanel = lazy(load);

/** Fetched with the other pages once the first one stands. */
export const preloadPicture = (): void => void load();

/** Where what is edited changes who gets through. */
const picturedSteps: readonly WizardStep[] = ['filter-action', 'security-rule', 'review'];

/** The right panel, on the pages that it belongs to. */
export function PicturePlace({ place }: { readonly place: Place }): ReactElement | null {
  const policy = usePolicy();
  if (policy === null || place.kind !== 'step' || !picturedSteps.includes(place.step)) return null;
  return (
    <Suspense fallback={null}>
      {/* Another page begins at the top of the picture again. */}
      <PicturePanel key={place.step} policy={policy} />
    </Suspense>
  );
}
