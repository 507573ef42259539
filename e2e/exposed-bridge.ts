import type { Bridge } from '#contract/derive';

declare global {
  interface Window {
    /** What the preload exposes to the page; specs call it as a hostile page would. */
    readonly bridge?: Bridge;
  }
}
