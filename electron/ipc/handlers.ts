import type { Handlers } from '#contract/derive';
import { applyHandler } from './apply-policy';
import { breakGlassHandler } from './break-glass';
import { loadDraftHandler, saveDraftHandler } from './draft';
import { extendChangeHandler } from './extend-change';
import { keepChangeHandler } from './keep-change';
import { keyHandlers } from './key';
import { kitHandlers } from './kit';
import { overviewHandler, verifyHandler } from './look';
import { previewHandler } from './preview-policy';
import { recoverChangeHandler } from './recover-change';
import { previewRemovalHandler, removeHandler } from './remove-policy';
import { resolveNameHandler } from './resolve-name';
import { ReviewedPlans } from './reviewed-plans';
import { rolloutHandlers } from './rollout';
import { saveTextHandler } from './save-text';
import { settingsFileHandlers } from './settings-file';
import type { IpcSurroundings } from './surroundings';
import { closeWindowHandler, interruptHandler, restartHandler } from './window-deeds';

/** One handler for each call of the contract: a missing one does not compile. */
export const handlersFor = (surroundings: IpcSurroundings, reviewed = new ReviewedPlans()): Handlers => ({
  overview: overviewHandler(surroundings),
  ...keyHandlers(surroundings),
  preview: previewHandler(surroundings, reviewed),
  apply: applyHandler(surroundings, reviewed),
  keepChange: keepChangeHandler(surroundings),
  extendChange: extendChangeHandler(surroundings),
  recoverChange: recoverChangeHandler(surroundings),
  interrupt: interruptHandler(surroundings),
  verify: verifyHandler(surroundings),
  previewRemoval: previewRemovalHandler(surroundings),
  remove: removeHandler(surroundings),
  breakGlass: breakGlassHandler(surroundings),
  loadDraft: loadDraftHandler(surroundings),
  saveDraft: saveDraftHandler(surroundings),
  saveText: saveTextHandler(surroundings),
  resolveName: resolveNameHandler(surroundings),
  ...settingsFileHandlers(surroundings),
  ...kitHandlers(surroundings),
  ...rolloutHandlers(surroundings),
  restartAsAdministrator: restartHandler(surroundings),
  closeWindow: closeWindowHandler(surroundings),
});
