import { type RefObject, useEffect, useRef } from 'react';

/**
 * Where a click takes its own button away, the focus goes to the first control that is left in the part, so that who
 * works with the keyboard goes on there. `state` is what the click changes; the part's first appearance moves nothing.
 */
export function useFocusKept<T extends HTMLElement>(state: unknown, controls: string): RefObject<T | null> {
  const part = useRef<T>(null);
  const before = useRef(state);
  // Whoever is gone can no longer be asked where it was.
  const wasInside = useRef(false);
  useEffect(() => {
    const listen = ({ target }: FocusEvent): void => {
      wasInside.current = target instanceof Node && part.current?.contains(target) === true;
    };
    document.addEventListener('focusin', listen);
    return () => {
      document.removeEventListener('focusin', listen);
    };
  }, []);
  useEffect(() => {
    if (Object.is(before.current, state)) return;
    before.current = state;
    const isLost = document.activeElement === document.body && wasInside.current;
    if (isLost) part.current?.querySelector<HTMLElement>(controls)?.focus();
  }, [state, controls]);
  return part;
}
