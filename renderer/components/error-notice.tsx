import { lazy, Suspense, type ReactElement } from 'react';
import type { SaidErrorProps } from './said-error';

const load = async () => ({ default: (await import('./said-error')).SaidError });
const SaidError = lazy(load);

/** Fetches what an error is said with before there is one: what goes wrong may be that nothing can be fetched any more. */
export const preloadErrors = (): void => void load();

/** An error, with its details to copy. Its sentences are fetched when there is one: Start stands without them. */
export function ErrorNotice(props: SaidErrorProps): ReactElement {
  return (
    <Suspense fallback={null}>
      <SaidError {...props} />
    </Suspense>
  );
}
