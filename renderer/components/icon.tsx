import type { ReactElement } from 'react';

/** Drawn for this program on a grid of 16, one stroke wide; the colour is the text's. */
const paths = {
  add: 'M8 3v10M3 8h10',
  edit: 'M3 13l.7-3L10.5 3.2a1.4 1.4 0 0 1 2 0l.3.3a1.4 1.4 0 0 1 0 2L6 12.3zM9.5 4.5l2 2',
  copy: 'M6 5.5h6.5v8H6zM10 5.5v-3H3.5v8H6',
  remove: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5M7 7v3.5M9 7v3.5',
  up: 'M8 13V3.5M4 7.5l4-4 4 4',
  down: 'M8 3v9.5M4 8.5l4 4 4-4',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6H9a4 4 0 0 1 0 8H7',
  redo: 'M10.5 3l3 3-3 3M13.5 6H7a4 4 0 0 0 0 8h2',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.2l6.2 11.3H1.8zM8 6.5v3.2M8 11.6v.2',
  block: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8',
  note: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.3v3.7M8 5v.2',
  open: 'M8 3.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6z',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  key: 'M10.5 2.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8.3 7.7L2.8 13.2M4.8 11.2l1.6 1.6',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5M13 2.5v3h-3',
  shield: 'M8 1.8l5 1.8v4.2c0 3-2 5.2-5 6.4-3-1.2-5-3.4-5-6.4V3.6z',
  dash: 'M4.5 8h7',
  fold: 'M5 3.5L9.5 8L5 12.5M12.5 3v10',
  unfold: 'M11 3.5L6.5 8l4.5 4.5M3.5 3v10',
  compare: 'M2.5 5.5h10M9.5 2.5l3 3l-3 3M13.5 10.5h-10M6.5 7.5l-3 3l3 3',
} as const;

export type IconName = keyof typeof paths;

/** For what draws an icon inside of a drawing of its own. */
export const iconPath = (name: IconName): string => paths[name];

/** A picture beside words; screen readers get the words. */
export const Icon = ({ name }: { readonly name: IconName }): ReactElement => (
  <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
