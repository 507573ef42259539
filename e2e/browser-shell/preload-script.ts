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
