import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appError } from '#contract/app-error';
import { refuse, succeed } from '#contract/result';
import { presetPolicy } from '#policy/presets';
import { createDraftStore, type DraftStore, longestHistory, saveDelayMs } from './draft-store';
import { createKeyStore } from './key-store';
import { type FakeBridge, fakeBridge } from './testing/fake-bridge';

const saved = (fake: FakeBridge): readonly unknown[] =>
  fake.calls.filter(({ name }) => name === 'saveDraft').map(({ argument }) => argument);
const quiet = { saveDraft: () => Promise.resolve(succeed(null)) };
const rename =
  (name: string) =>
  (policy: ReturnType<typeof presetPolicy>): ReturnType<typeof presetPolicy> => ({ ...policy, name });
const nameOf = (draft: DraftStore): string | undefined => draft.state.getState().policy?.name;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('editing the draft', () => {
  it('undoes and redoes step by step', () => {
    const draft = createDraftStore(fakeBridge(quiet).bridge);
    draft.begin('server');
    draft.edit(rename('first'));
    draft.edit(rename('second'));
    draft.undo();
    expect(nameOf(draft)).toBe('first');
    draft.redo();
    expect(nameOf(draft)).toBe('second');
  });

  it('undoes the letters of one field together, and those of the next field apart', () => {
    const draft = createDraftStore(fakeBridge(quiet).bridge);
    draft.begin('server');
    for (const text of ['a', 'ab', 'abc']) draft.edit(rename(text), 'name');
    draft.edit((policy) => ({ ...policy, description: 'x' }), 'description');
    draft.undo();
    expect(nameOf(draft)).toBe('abc');
    draft.undo();
    expect(nameOf(draft)).toBe('FBS secure connection');
  });

  it('forgets what was undone once something else is changed', () => {
    const draft = createDraftStore(fakeBridge(quiet).bridge);
    draft.begin('server');
    draft.edit(rename('first'));
    draft.undo();
    draft.edit(rename('other'));
    draft.redo();
    expect(nameOf(draft)).toBe('other');
  });

  it('can undo the choice of the other role, which replaces everything', () => {
    const draft = createDraftStore(fakeBridge(quiet).bridge);
    draft.begin('server');
    draft.edit(rename('mine'));
    draft.begin('workstation');
    draft.undo();
    expect(draft.state.getState().policy).toMatchObject({ role: 'server', name: 'mine' });
  });

  it('keeps a draft when its own role is chosen again', () => {
    const draft = createDraftStore(fakeBridge(quiet).bridge);
    draft.begin('server');
    draft.edit(rename('mine'));
    draft.begin('server');
    expect(nameOf(draft)).toBe('mine');
  });

  it('keeps a history of bounded length', () => {
    const draft = createDraftStore(fakeBridge(quiet).bridge);
    draft.begin('server');
    for (let at = 0; at < longestHistory + 50; at += 1) draft.edit(rename(String(at)));
    expect(draft.state.getState().past).toHaveLength(longestHistory);
  });
});

describe('saving the draft', () => {
  it('waits until the typing pauses and saves once', () => {
    const fake = fakeBridge(quiet);
    const draft = createDraftStore(fake.bridge);
    draft.begin('server');
    draft.edit(rename('a'), 'name');
    draft.edit(rename('ab'), 'name');
    vi.advanceTimersByTime(saveDelayMs);
    expect(saved(fake)).toMatchObject([{ draft: { format: 1, policy: { name: 'ab' } } }]);
  });

  it('saves at once when the window closes', () => {
    const fake = fakeBridge(quiet);
    const draft = createDraftStore(fake.bridge);
    draft.begin('server');
    void draft.flush();
    expect(saved(fake)).toHaveLength(1);
  });

  it('tells when it could not be saved, and that it is well again', async () => {
    const answers = [refuse(appError('file-unwritable', { file: 'draft.json', reason: 'disk full' })), succeed(null)];
    const fake = fakeBridge({ saveDraft: () => Promise.resolve(answers.shift() ?? succeed(null)) });
    const draft = createDraftStore(fake.bridge);
    draft.begin('server');
    await vi.advanceTimersByTimeAsync(saveDelayMs);
    expect(draft.state.getState().saveProblem?.code).toBe('file-unwritable');
    draft.edit(rename('x'));
    await vi.advanceTimersByTimeAsync(saveDelayMs);
    expect(draft.state.getState().saveProblem).toBeNull();
  });

  it('discards the saved draft with the one on the screen', () => {
    const fake = fakeBridge(quiet);
    const draft = createDraftStore(fake.bridge);
    draft.begin('server');
    draft.discard();
    vi.advanceTimersByTime(saveDelayMs);
    expect(saved(fake)).toEqual([{ draft: null }]);
  });

  it('never holds the key, typed or generated', async () => {
    const appraisal = { handle: `key-${'0'.repeat(32)}`, bits: 90, checkWords: null, findings: [] };
    const fake = fakeBridge({
      ...quiet,
      keepKey: () => Promise.resolve(succeed(appraisal)),
      generateKey: () => Promise.resolve(succeed({ ...appraisal, text: 'very-secret' })),
    });
    const [draft, key] = [createDraftStore(fake.bridge), createKeyStore(fake.bridge)];
    draft.begin('server');
    await key.keep('very-secret', 'fbs');
    await key.generate('fbs');
    vi.advanceTimersByTime(saveDelayMs);
    expect(JSON.stringify([saved(fake), draft.state.getState(), key.state.getState()])).not.toContain('very-secret');
  });
});

describe('restoring the draft', () => {
  const restored = async (value: unknown): Promise<DraftStore> => {
    const draft = createDraftStore(fakeBridge({ ...quiet, loadDraft: () => Promise.resolve(succeed(value)) }).bridge);
    await draft.restore();
    return draft;
  };
  const policy = presetPolicy({ role: 'workstation', port: 70_000 });

  it('brings back policy and page, a value that is still wrong included', async () => {
    const draft = await restored({ format: 1, step: 'filter-action', policy });
    expect(draft.state.getState()).toMatchObject({ policy, step: 'filter-action' });
  });

  it.each([[null], ['text'], [{}], [{ policy: { role: 'server' } }], [{ policy: { ...policy, key: 'x' } }]])(
    'leaves out what is no draft: %j',
    async (value) => {
      expect((await restored(value)).state.getState().policy).toBeNull();
    },
  );
});

describe('where the draft goes', () => {
  const gpo = { kind: 'gpo', gpo: 'corp.example\\FBS' } as const;

  it('is put aside with the draft and comes back with it; a new role begins on this computer', async () => {
    const fake = fakeBridge(quiet);
    const draft = createDraftStore(fake.bridge);
    draft.begin('server');
    draft.aim(gpo);
    await draft.flush();
    expect(saved(fake).at(-1)).toMatchObject({ draft: { target: gpo } });
    const { draft: before } = saved(fake).at(-1) as { readonly draft: object };
    const again = createDraftStore(fakeBridge({ ...quiet, loadDraft: () => Promise.resolve(succeed(before)) }).bridge);
    await again.restore();
    expect(again.state.getState().target).toEqual(gpo);
    again.begin('workstation');
    expect(again.state.getState().target).toEqual({ kind: 'local' });
  });

  it.each([{ kind: 'gpo', gpo: 'nonsense' }, { kind: 'gpo' }, { kind: 'moon' }, 'corp.example\\FBS', null])(
    'is this computer where what was put aside is no place: %j',
    async (target) => {
      const draft = { format: 1, step: 'review', policy: presetPolicy({ role: 'server' }), target };
      const store = createDraftStore(fakeBridge({ ...quiet, loadDraft: () => Promise.resolve(succeed(draft)) }).bridge);
      await store.restore();
      expect(store.state.getState()).toMatchObject({ step: 'review', target: { kind: 'local' } });
    },
  );
});
