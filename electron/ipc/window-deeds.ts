import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import type { IpcSurroundings } from './surroundings';

export const interruptHandler =
  ({ change }: IpcSurroundings): Handlers['interrupt'] =>
  () => {
    change.interrupt();
    return Promise.resolve(succeed(null));
  };

/** Not while a change runs: it would go on in this process and be seen in neither window. */
export const restartHandler =
  ({ change, restartAsAdministrator }: IpcSurroundings): Handlers['restartAsAdministrator'] =>
  () =>
    change.run(async () => {
      await restartAsAdministrator();
      return succeed(null);
    });

export const closeWindowHandler =
  ({ closeWindow }: IpcSurroundings): Handlers['closeWindow'] =>
  () => {
    closeWindow();
    return Promise.resolve(succeed(null));
  };
