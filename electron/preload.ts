import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { bridgeOver } from './bridge';

/**
 * All that the page gets: the calls and events of the contract as functions of the isolated world. Neither ipcRenderer nor
 * an event object crosses, so the page can use no other channel and reach no sender.
 */
contextBridge.exposeInMainWorld(
  'bridge',
  bridgeOver({
    invoke: (channel, argument) => ipcRenderer.invoke(channel, argument),
    subscribe: (channel, listener) => {
      const hear = (_event: IpcRendererEvent, value: unknown): void => {
        listener(value);
      };
      ipcRenderer.on(channel, hear);
      return () => ipcRenderer.removeListener(channel, hear);
    },
  }),
);
