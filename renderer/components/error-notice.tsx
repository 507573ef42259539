import { lazy, Suspense, type ReactElement } from 'react';
import type { SaidErrorProps } from './said-error';

const SaidError = lazy(async () => ({ default: (await import('./said-error')).SaidError }));

/** An error, with its details to copy. Its sentences are fetched when there is one: Start stands without them. */
export function ErrorNotice(props: SaidErrorProps): ReactElement {
  return (
    <Suspense fallback={null}>
      <SaidError {...props} />
    </Suspense>
  );
}
