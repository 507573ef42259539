import { useEffect, useState } from 'react';

const focusable = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement && element.isConnected && element !== document.body;

/**
 * Fluent's focus engine lives as long as something uses it: when its last user is a dialog that goes away, it ends before
 * it has shown the page to screen readers again.
 */
const showPageAgain = (): void => {
  document.getElementById('root')?.removeAttribute('aria-hidden');
};

/**
 * When what lies above the page goes away, the focus goes back to where it was, or to the title of the page if that is
 * gone. Fluent does so for its own triggers only.
 */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        showPageAgain();
        if (focusable(document.activeElement)) return;
        const target = focusable(before) ? before : document.querySelector<HTMLElement>('h1');
        target?.focus();
      });
    },
    [before],
  );
}
