/** Where the page finds what stands before it. */
export const preloadPath = '/shell/preload.js';

/** What the preload knows as the module `electron`, in a page: calls by POST, events by one stream. */
const rendererStandIn = `
const listeners = new Map();
let stream;
const listen = () => {
  stream ??= new EventSource('/events');
  stream.onmessage = ({ data }) => {
    const { channel, args } = JSON.parse(data);
    for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args);
  };
};
// From the beginning: what is sent before the stream stands would be lost.
listen();
const ipcRenderer = {
  async invoke(channel, ...args) {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/invoke', { method: 'POST', headers, body: JSON.stringify({ channel, args }) });
    if (!answer.ok) throw new Error('The program did not answer (' + answer.status + ').');
    return answer.json();
  },
  on(channel, listener) {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    listen();
  },
  removeListener(channel, listener) {
    listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener));
  },
};
// The dialogs of Electron, played by the page: a file is handed over with its content, a folder by its path.
const shellAnswer = (id, answer) => ipcRenderer.invoke('shell:answer', { id, ...answer });
const askForFile = (id) => {
  const input = document.createElement('input');
  input.type = 'file';
  input.addEventListener('cancel', () => shellAnswer(id, {}));
  input.addEventListener('change', () => {
    const [file] = input.files;
    const reader = new FileReader();
    reader.onload = () => shellAnswer(id, { name: file.name, base64: reader.result.slice(reader.result.indexOf(',') + 1) });
    reader.onerror = () => shellAnswer(id, {});
    // One byte more than the program takes, by which it knows a larger one.
    reader.readAsDataURL(file.slice(0, 8 * 1024 * 1024 + 1));
  });
  input.click();
};
ipcRenderer.on('shell:ask', (_event, { id, what }) => {
  if (what === 'file') return askForFile(id);
  const path = window.prompt('The preview has no dialog for folders. Type the path of a folder on this computer:');
  return shellAnswer(id, path === null || path === '' ? {} : { path });
});
const contextBridge = {
  exposeInMainWorld(name, api) {
    Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true });
  },
};`;

/** The unmodified preload bundle, in a scope where \`require\` knows the stand-in and nothing else. */
export const preloadScript = (bundle: string): string => `(() => {
'use strict';
${rendererStandIn}
const require = (name) => {
  if (name === 'electron') return { contextBridge, ipcRenderer };
  throw new Error('A sandboxed preload cannot load ' + name + '.');
};
const module = { exports: {} };
((require, module, exports) => {
${bundle}
})(require, module, module.exports);
})();
`;

/** Puts the preload before anything that the page loads itself. */
export const withPreload = (html: string): string =>
  html.replace(/<head[^>]*>/iu, (head) => `${head}<script src="${preloadPath}"></script>`);
