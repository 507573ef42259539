import { describe, expect, it } from 'vitest';
import { refuse, succeed } from '#contract/result';
import { meaningOf } from '#negotiation/risks';
import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import type { Model } from '../model/model';
import { answerOf, type Question } from '../model/questions';
import { createComparisonStore, type ChosenFile } from './comparison-store';
import { createMeaningStore, latestMeaning, meaningOfPolicy } from './meaning-store';

const first = presetPolicy({ role: 'server' });
const named = (name: string): IpSecurityPolicy => ({ ...first, name });

/** A model that answers when it is told to. */
function slowModel(): { readonly model: Model; readonly asked: Question[]; readonly answer: () => Promise<void> } {
  const asked: Question[] = [];
  const waiting: (() => void)[] = [];
  const model = ((question: Question) =>
    new Promise<unknown>((resolve) => {
      asked.push(question);
      waiting.push(() => {
        resolve(succeed(answerOf(question)));
      });
    })) as Model;
  return {
    model,
    asked,
    answer: async () => {
      waiting.shift()?.();
      await new Promise((done) => setTimeout(done));
    },
  };
}
const quickModel = ((question: Question) => Promise.resolve(succeed(answerOf(question)))) as Model;

describe('what the edited policy means', () => {
  it('is known of exactly that policy', async () => {
    const { state, judge } = createMeaningStore(quickModel);
    await judge(first);
    expect(meaningOfPolicy(state.getState(), first)).toEqual(meaningOf(first));
    expect(meaningOfPolicy(state.getState(), named('x'))).toBeUndefined();
  });

  it('is asked for once while the model works: then of the newest edit only', async () => {
    const { model, asked, answer } = slowModel();
    const { state, judge } = createMeaningStore(model);
    const last = named('last');
    void judge(first);
    void judge(named('a'));
    void judge(named('b'));
    void judge(last);
    expect(asked).toHaveLength(1);
    await answer();
    expect(state.getState().kind).toBe('judging');
    expect(asked).toHaveLength(2);
    await answer();
    expect(meaningOfPolicy(state.getState(), last)).toBeDefined();
    expect(asked.map((one) => 'policy' in one && one.policy.name)).toEqual([first.name, 'last']);
  });

  it('keeps the picture before it on the screen meanwhile', async () => {
    const { model, answer } = slowModel();
    const { state, judge } = createMeaningStore(model);
    void judge(first);
    expect(latestMeaning(state.getState())).toBeNull();
    await answer();
    void judge(named('next'));
    expect(latestMeaning(state.getState())).toEqual(meaningOf(first));
  });

  it('is nothing while a value cannot be read, even if an answer comes late', async () => {
    const { model, asked, answer } = slowModel();
    const { state, judge } = createMeaningStore(model);
    const broken = { ...first, name: 'x'.repeat(20_000) };
    void judge(first);
    void judge(broken);
    await answer();
    expect(state.getState()).toEqual({ kind: 'unready', policy: broken });
    expect(asked).toHaveLength(1);
  });

  it('can be asked for again after the model has failed', async () => {
    let fails = true;
    const model = ((question: Question) =>
      Promise.resolve(fails ? refuse('not-known') : succeed(answerOf(question)))) as Model;
    const { state, judge } = createMeaningStore(model);
    await judge(first);
    expect(state.getState().kind).toBe('failed');
    fails = false;
    await judge(first);
    expect(state.getState().kind).toBe('known');
  });
});

const file = (text: string, part: Partial<ChosenFile> = {}): ChosenFile => ({
  name: 'pc.json',
  size: text.length,
  text: () => Promise.resolve(text),
  ...part,
});
const plan = (role: IpSecurityPolicy['role']): ChosenFile =>
  file(JSON.stringify({ ipSecurityPolicy: presetPolicy({ role }) }));

describe('a comparison with the other side', () => {
  it('lets the workstation open the connection, whichever of the two is on the screen', async () => {
    const asked: Question[] = [];
    const store = createComparisonStore(((question: Question) => {
      asked.push(question);
      return Promise.resolve(succeed(answerOf(question)));
    }) as Model);
    await store.compare(first, plan('workstation'));
    await store.compare(presetPolicy({ role: 'workstation' }), plan('server'));
    expect(asked.map((one) => one.kind === 'comparison' && one.a.role)).toEqual(['workstation', 'workstation']);
    expect(store.state.getState()).toMatchObject({ kind: 'compared', comparison: { outcome: { kind: 'secured' } } });
  });

  it('does not read a file that is too large', async () => {
    const store = createComparisonStore(quickModel);
    let wasRead = false;
    const text = (): Promise<string> => {
      wasRead = true;
      return Promise.resolve('');
    };
    await store.compare(first, file('', { size: 17 * 1024 * 1024, text }));
    expect(store.state.getState()).toMatchObject({ problem: { error: { code: 'settings-too-large' } } });
    expect(wasRead).toBe(false);
  });

  it('says so where the file is gone', async () => {
    const store = createComparisonStore(quickModel);
    await store.compare(first, file('', { text: () => Promise.reject(new Error('gone')) }));
    expect(store.state.getState()).toMatchObject({ problem: { error: { code: 'file-unreadable' } } });
  });

  it('shows nothing of a sheet that was closed meanwhile', async () => {
    const store = createComparisonStore(quickModel);
    const compared = store.compare(first, plan('workstation'));
    store.forget();
    await compared;
    expect(store.state.getState()).toEqual({ kind: 'none' });
  });
});
