import { describe, expect, it } from 'vitest';
import type { Preview } from '#contract/ipc';
import { succeed } from '#contract/result';
import { presetPolicy } from '#policy/presets';
import { appError } from '#contract/app-error';
import { refuse } from '#contract/result';
import { checkOf, createCheckStore } from './check-store';
import { createDraftStore } from './draft-store';
import { createReviewStore } from './review-store';
import { fakeBridge } from './testing/fake-bridge';

const policy = presetPolicy({ role: 'server' });

/** Answers in the order in which the test gives them. */
function answersByHand<T>() {
  const waiting: ((value: T) => void)[] = [];
  return {
    ask: () => new Promise<T>((resolve) => waiting.push(resolve)),
    give: (at: number, value: T) => waiting[at]?.(value),
  };
}

const preview = (fingerprint: string): Preview => ({
  fingerprint,
  steps: [],
  retire: [],
  difference: { create: [], change: [], keep: [], remove: [] },
  drift: [],
  findings: [],
});

const found = (policyId: string) =>
  succeed({
    policyId,
    role: 'server' as const,
    name: policyId,
    fingerprint: null,
    appliedAt: null,
    level: 'enforced' as const,
    differences: [],
    policy: null,
  });

describe('a late answer', () => {
  it('of a check of another policy is not shown', async () => {
    const hand = answersByHand<ReturnType<typeof found>>();
    const store = createCheckStore(fakeBridge({ verify: hand.ask }).bridge);
    const both = [
      store.check({ policyId: 'one', role: 'server' }, null),
      store.check({ policyId: 'two', role: 'server' }, null),
    ];
    hand.give(1, found('two'));
    hand.give(0, found('one'));
    await Promise.all(both);
    expect(store.state.getState()).toMatchObject({ kind: 'checked', found: { policyId: 'two' } });
    expect(checkOf(store.state.getState(), { policyId: 'one', role: 'server' })).toEqual({ kind: 'none' });
  });

  it('of an earlier review of the same policy does not replace the newer one', async () => {
    const hand = answersByHand<ReturnType<typeof succeed<Preview>>>();
    const store = createReviewStore(fakeBridge({ preview: hand.ask }).bridge);
    const both = [store.review({ policy, key: null }, true), store.review({ policy, key: null }, true)];
    hand.give(1, succeed(preview('new')));
    hand.give(0, succeed(preview('old')));
    await Promise.all(both);
    expect(store.state.getState()).toMatchObject({ kind: 'known', preview: { fingerprint: 'new' } });
  });
});

describe('the draft', () => {
  it('is on the disk before a flush is over', async () => {
    const hand = answersByHand<ReturnType<typeof succeed<null>>>();
    const fake = fakeBridge({ saveDraft: hand.ask });
    const draft = createDraftStore(fake.bridge);
    draft.begin('server');
    let over = false;
    const flushed = draft.flush().then(() => (over = true));
    expect(fake.calls.map(({ name }) => name)).toEqual(['saveDraft']);
    await Promise.resolve();
    expect(over).toBe(false);
    hand.give(0, succeed(null));
    await flushed;
    expect(over).toBe(true);
  });

  it.each([
    ['is damaged', refuse(appError('draft-refused', { problem: 'the file of the draft is damaged' }))],
    ['holds no policy', succeed({ format: 9, policy: 'nonsense' })],
  ])('that %s is said', async (_, answer) => {
    const draft = createDraftStore(fakeBridge({ loadDraft: () => Promise.resolve(answer) }).bridge);
    await draft.restore();
    expect(draft.state.getState()).toMatchObject({ policy: null, loadProblem: { code: 'draft-refused' } });
  });
});
