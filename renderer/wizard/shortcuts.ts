import { useEffect, useEffectEvent } from 'react';
import type { FooterDeed, FooterDeeds } from './use-footer';

export interface ShortcutDeeds extends FooterDeeds {
  readonly undo: () => void;
  readonly redo: () => void;
}

/** Where Enter has a meaning of its own. */
const hasOwnEnter = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, textarea, select, summary, pre') !== null;

/** A dialog or a side sheet has the keyboard for itself. */
const dialogHasFocus = (target: EventTarget | null): boolean =>
  document.querySelector('[role="dialog"], [role="alertdialog"]') !== null ||
  (target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null);

const can = (deed: FooterDeed | undefined): deed is FooterDeed => deed !== undefined && deed.blocked === undefined;

function altDeed(key: string, { back, next, cancel }: ShortcutDeeds): FooterDeed | undefined {
  return { b: back, n: next, c: cancel }[key];
}

/** What a key does, if it does anything here. Enter never changes the computer: that takes its own button. */
function deedOf(event: KeyboardEvent, deeds: ShortcutDeeds): (() => void) | undefined {
  const key = event.key.toLowerCase();
  if (event.altKey && !event.ctrlKey) {
    const deed = altDeed(key, deeds);
    return can(deed) ? deed.run : undefined;
  }
  if (event.ctrlKey && !event.altKey && deeds.history) {
    if (key === 'y' || (key === 'z' && event.shiftKey)) return deeds.redo;
    return key === 'z' ? deeds.undo : undefined;
  }
  if (key === 'escape') return can(deeds.cancel) ? deeds.cancel.run : undefined;
  const enters = key === 'enter' && !hasOwnEnter(event.target) && deeds.next?.isChange !== true;
  return enters && can(deeds.next) ? deeds.next.run : undefined;
}

/** Enter, Esc, Alt+B, Alt+N, Alt+C, Ctrl+Z and Ctrl+Y, wherever the focus is. */
export function useShortcuts(deeds: ShortcutDeeds): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    // A key that is held down must not run through the pages.
    if (event.defaultPrevented || event.repeat || dialogHasFocus(event.target)) return;
    const deed = deedOf(event, deeds);
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      press(event);
    };
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', listen);
    };
  }, []);
}
