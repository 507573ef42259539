import type { LineActor } from '../wizard/picture-lines';

/** Where everything stands on a sheet of 264 by 484. */
type Anchor = 'start' | 'middle' | 'end';
interface Point {
  readonly x: number;
  readonly y: number;
}
interface Spot {
  readonly from: Point;
  readonly to: Point;
  /** To which side a second line goes. */
  readonly shift: 1 | -1;
  readonly label: Point & { readonly anchor: Anchor };
}
interface Glyph extends Point {
  readonly path: string;
  readonly nameX: number;
  readonly nameY: number;
  readonly anchor: Anchor;
}

const left = 2;
const right = 262;
const middle = 132;

export const spots: Readonly<Record<LineActor, Spot>> = {
  backup: {
    from: { x: middle, y: 198 },
    to: { x: middle, y: 286 },
    shift: 1,
    label: { x: 112, y: 226, anchor: 'end' },
  },
  'stranger-inside': {
    from: { x: 66, y: 42 },
    to: { x: 118, y: 124 },
    shift: 1,
    label: { x: left, y: 72, anchor: 'start' },
  },
  'stranger-outside': {
    from: { x: 198, y: 42 },
    to: { x: 146, y: 124 },
    shift: -1,
    label: { x: right, y: 72, anchor: 'end' },
  },
  'impostor-server': {
    from: { x: 118, y: 344 },
    to: { x: 68, y: 436 },
    shift: 1,
    label: { x: left, y: 364, anchor: 'start' },
  },
  'enrolled-impostor': {
    from: { x: 146, y: 344 },
    to: { x: 196, y: 436 },
    shift: -1,
    label: { x: right, y: 364, anchor: 'end' },
  },
  eavesdropper: {
    from: { x: 204, y: 232 },
    to: { x: 152, y: 232 },
    shift: 1,
    label: { x: right, y: 272, anchor: 'end' },
  },
};

const server = 'M-16 -22h32v44h-32zM-16 -7h32M-16 8h32M-10 -15h9M-10 0h9M-10 15h9';
const screen = 'M-20 -16h40v26h-40zM0 10v7M-10 17h20';
const person = 'M0 -16a8 8 0 1 0 0 16a8 8 0 0 0 0 -16zM-14 16c0 -9 6 -13 14 -13s14 4 14 13z';
const eye =
  'M-18 0c6 -9 12 -12 18 -12s12 3 18 12c-6 9 -12 12 -18 12s-12 -3 -18 -12zM0 -6a6 6 0 1 0 0 12a6 6 0 0 0 0 -12z';
const key = 'M26 -12a6 6 0 1 0 0 12a6 6 0 0 0 0 -12zM26 0v14M26 8h6';

/** The listener has no end of a line for itself; the backup is the line between server and workstation. */
export const glyphs: Readonly<Record<'server' | 'workstation' | LineActor, Glyph | undefined>> = {
  backup: undefined,
  server: { path: server, x: middle, y: 152, nameX: middle, nameY: 191, anchor: 'middle' },
  workstation: { path: screen, x: middle, y: 308, nameX: middle, nameY: 339, anchor: 'middle' },
  'stranger-inside': { path: person, x: 48, y: 36, nameX: left, nameY: 12, anchor: 'start' },
  'stranger-outside': { path: person, x: 216, y: 36, nameX: right, nameY: 12, anchor: 'end' },
  'impostor-server': { path: server, x: 48, y: 444, nameX: left, nameY: 480, anchor: 'start' },
  'enrolled-impostor': { path: server + key, x: 214, y: 444, nameX: right, nameY: 480, anchor: 'end' },
  eavesdropper: { path: eye, x: 226, y: 232, nameX: right, nameY: 258, anchor: 'end' },
};
