import type { WebPreferences } from 'electron';

/**
 * Threat: script in the page reaches Node, the preload's objects or other origins. Most of these are Electron's defaults;
 * they stand here so that a changed default, or a changed mind, is seen.
 */
export const webPreferences = (preload: string, packaged: boolean): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
  devTools: !packaged,
});
