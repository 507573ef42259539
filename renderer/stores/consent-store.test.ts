import { describe, expect, it } from 'vitest';
import type { Preview } from '#contract/ipc';
import { refuse, succeed } from '#contract/result';
import { presetPolicy } from '#policy/presets';
import { createReviewStore, previewOf } from './review-store';
import { createAppStores, type Surroundings } from './app-stores';
import { noConsent } from './consent-store';
import { fakeBridge } from './testing/fake-bridge';

const preview: Preview = {
  fingerprint: 'a'.repeat(64),
  steps: [],
  retire: [],
  difference: { create: [], change: [], keep: [], remove: [] },
  drift: [],
  findings: [],
};
const policy = presetPolicy({ role: 'server' });
const surroundings: Surroundings = {
  nowMs: () => 0,
  wallMs: () => 0,
  model: () => Promise.resolve(refuse('not-known')),
};
const ticked = { ...noConsent, assignedPolicy: true };
const asked = () =>
  fakeBridge({ preview: () => Promise.resolve(succeed(preview)), saveDraft: () => Promise.resolve(succeed(null)) });

describe('a preview and what was ticked', () => {
  it('goes to main with the tick, and holds for this tick only', async () => {
    const { bridge, calls } = asked();
    const review = createReviewStore(bridge);
    await review.review({ policy, key: null, consent: ticked });
    expect(calls.map(({ argument }) => (argument as { consent: unknown }).consent)).toEqual([ticked]);
    const state = review.state.getState();
    expect(previewOf(state, { policy, key: null, consent: ticked })).toBe(preview);
    expect(previewOf(state, { policy, key: null })).toBeUndefined();
  });

  it('stays on the screen while the answer to a tick is made, and is no preview meanwhile', async () => {
    const review = createReviewStore(asked().bridge);
    await review.review({ policy, key: null });
    const answer = review.review({ policy, key: null, consent: ticked });
    expect(review.state.getState()).toMatchObject({ kind: 'reading', before: preview });
    expect(previewOf(review.state.getState(), { policy, key: null, consent: ticked })).toBeUndefined();
    await answer;
    const again = review.review({ policy: { ...policy }, key: null, consent: ticked });
    expect(review.state.getState()).not.toHaveProperty('before');
    await again;
  });
});

describe('what was ticked', () => {
  const stores = () => createAppStores(asked().bridge, surroundings);

  it('is forgotten with another policy, role or place, and kept through edits', () => {
    const { draft, consent } = stores();
    draft.begin('server');
    consent.setState(ticked);
    draft.edit((one) => ({ ...one, name: 'Edited' }));
    expect(consent.getState()).toEqual(ticked);
    draft.begin('workstation');
    expect(consent.getState()).toEqual(noConsent);
    consent.setState(ticked);
    draft.discard();
    expect(consent.getState()).toEqual(noConsent);
  });

  it('is not in the draft that is saved', async () => {
    const { bridge, calls } = asked();
    const { draft, consent } = createAppStores(bridge, surroundings);
    draft.begin('server');
    consent.setState(ticked);
    draft.edit((one) => ({ ...one, name: 'Edited' }));
    await draft.flush();
    expect(JSON.stringify(calls)).not.toContain('assignedPolicy');
  });
});
