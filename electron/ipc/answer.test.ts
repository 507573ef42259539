import { describe, expect, it } from 'vitest';
import { appError, fail } from '#contract/app-error';
import type { CallName } from '#contract/derive';
import { ipc } from '#contract/ipc';
import { errorSentences } from '#texts/error-sentences.en';
import { codeOf, errorOf, ipcBench, key, ourPage, policyOf } from './testing/ipc-bench';

const names = Object.keys(ipc.calls) as CallName[];
const fingerprint = 'a'.repeat(64);
const handle = `key-${'0'.repeat(32)}`;

/** One good argument for each call; the tests below spoil them. */
const good: Readonly<Record<CallName, unknown>> = {
  overview: null,
  keepKey: { text: key, policyId: 'fbs' },
  generateKey: { policyId: 'fbs' },
  forgetKey: { handle },
  preview: { policy: policyOf(), key: null },
  apply: { policy: policyOf(), key: null, fingerprint, undoAfterSeconds: 120 },
  keepChange: { withoutProof: false },
  extendChange: { seconds: 60 },
  recoverChange: { how: 'undo' },
  interrupt: null,
  verify: { policyId: 'fbs', role: 'server', key: null },
  previewRemoval: { policyId: 'fbs', role: 'server' },
  remove: { policyId: 'fbs', role: 'server', fingerprint },
  breakGlass: null,
  loadDraft: null,
  saveDraft: { draft: { page: 'start' } },
  saveText: { suggestedName: 'plan.ps1', text: '# plan' },
  resolveName: { dnsName: 'backup.example' },
  findSettings: null,
  chooseSettingsFile: null,
  dropSettings: { name: 'settings.age', base64: 'YQ==' },
  openSettings: { handle: `chosen-${'0'.repeat(32)}`, passphrase: 'correct horse' },
  closeSettings: null,
  listSticks: null,
  chooseFolder: null,
  keepPassphrase: { first: 'correct horse', second: 'correct horse' },
  forgetPassphrase: { handle: `passphrase-${'0'.repeat(32)}` },
  planKit: { policyId: 'fbs', role: 'server', stick: `chosen-${'0'.repeat(32)}` },
  writeKit: {
    policyId: 'fbs',
    role: 'server',
    stick: `chosen-${'0'.repeat(32)}`,
    key: null,
    passphrase: `passphrase-${'0'.repeat(32)}`,
  },
  readRollout: { sticks: [`chosen-${'0'.repeat(32)}`], passphrase: null, list: null, demo: false },
  mergeLedgers: { sticks: [`chosen-${'0'.repeat(32)}`, `chosen-${'1'.repeat(32)}`] },
  restartAsAdministrator: null,
  closeWindow: null,
};

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
/** The same argument with one member more, or another value of a member; by text, because `__proto__` is no literal's. */
const withMember = (argument: unknown, name: string, value: unknown): unknown => {
  const members = typeof argument === 'object' && argument !== null ? JSON.stringify(argument).slice(1, -1) : '';
  const all = [members, `${JSON.stringify(name)}:${JSON.stringify(value)}`].filter((text) => text !== '');
  return JSON.parse(`{${all.join(',')}}`);
};

describe.each(names)('the call %s', (name) => {
  it('takes its good argument', async () => {
    expect(codeOf(await ipcBench().send(name, [good[name]]))).not.toBe('argument-invalid');
  });

  it.each([
    ['no argument', []],
    ['two arguments', [good[name], good[name]]],
    ['undefined', [undefined]],
    ['a text', ['text']],
    ['a number', [1]],
    ['a list', [[good[name]]]],
    ['an unknown member', [withMember(good[name], 'more', 1)]],
    ['a member named __proto__', [withMember(good[name], '__proto__', { polluted: true })]],
    ['a member named constructor', [withMember(good[name], 'constructor', { prototype: { polluted: true } })]],
    ['an argument that is nested too deeply', [withMember(good[name], 'policy', { rules: deep(200) })]],
    ['an argument that is far too large', [withMember(good[name], 'text', 'x'.repeat(6 * 1024 * 1024))]],
    ['an argument of far too many values', [withMember(good[name], 'policy', { rules: Array(250_000).fill(0) })]],
    ['a map', [new Map(Object.entries({ a: 1 }))]],
  ])('refuses %s', async (_, given) => {
    const answer = await ipcBench().send(name, given);
    expect(codeOf(answer)).toBe('argument-invalid');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['another window', { sender: {}, senderFrame: ourPage.senderFrame }],
    ['a frame inside of our page', { ...ourPage, senderFrame: { url: 'app://wizard/index.html', parent: {} } }],
    ['a frame that has gone', { ...ourPage, senderFrame: null }],
    ['another page in our window', { ...ourPage, senderFrame: { url: 'https://example.org/', parent: null } }],
    ['another file of our own', { ...ourPage, senderFrame: { url: 'app://wizard/other.html', parent: null } }],
    [
      'a page of the same name elsewhere',
      { ...ourPage, senderFrame: { url: 'app://wizard.evil/index.html', parent: null } },
    ],
    ['a page with a query', { ...ourPage, senderFrame: { url: 'app://wizard/index.html?x', parent: null } }],
  ])('refuses %s before it looks at the argument', async (_, sender) => {
    expect(codeOf(await ipcBench().send(name, [good[name]], sender))).toBe('sender-unknown');
  });
});

describe('an answer', () => {
  it('never holds what the page sent wrongly, and says three sentences', async () => {
    for (const given of [
      { text: 7, policyId: key },
      { text: key, policyId: 'FBS !' },
      { [key]: 1 },
      { text: key.repeat(2_000), policyId: 'fbs' },
    ]) {
      const error = errorOf(await ipcBench().send('keepKey', [given])) ?? appError('busy', {});
      const { happened, stateNow, whatNext } = errorSentences(error);
      const sentences = [happened, stateNow, whatNext];
      expect(sentences.every((sentence) => sentence.length > 10)).toBe(true);
      expect(JSON.stringify([error, sentences])).not.toContain(key);
    }
  });

  it('is an error value when a handler throws, whatever it throws', async () => {
    const throwing = (error: unknown) => ipcBench({ place: () => { throw error; } }); // prettier-ignore
    expect(codeOf(await throwing(new TypeError('a mistake')).call('overview', null))).toBe('internal');
    expect(codeOf(await throwing('text').call('overview', null))).toBe('internal');
    expect(codeOf(await ipcBench({ place: () => fail('busy', {}) }).call('overview', null))).toBe('busy');
  });

  it('takes a link inside of our page for our page', async () => {
    const sender = { ...ourPage, senderFrame: { url: 'app://wizard/index.html#part', parent: null } };
    expect(codeOf(await ipcBench().send('loadDraft', [null], sender))).toBe('ok');
  });
});
