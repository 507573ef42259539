import { describe, expect, it } from 'vitest';
import { appError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { ChangeEnd, Preview } from '#contract/ipc';
import { refuse, succeed } from '#contract/result';
import { presetPolicy } from '#policy/presets';
import { createAppStores } from './app-stores';
import { previewOf } from './review-store';
import { fakeBridge } from './testing/fake-bridge';

const policy = presetPolicy({ role: 'server' });
const fingerprint = 'f'.repeat(64);
const ended = (outcome: ChangeEnd['outcome']): ChangeEnd => ({
  outcome,
  level: 'enforced',
  evidence: [],
  steps: [],
  findings: [],
});
const saveDraft: Bridge['saveDraft'] = () => Promise.resolve(succeed(null));
const clock = (): number => 0;

describe('a change', () => {
  it('shows its progress while it runs, and moves on to Outcome when it went through', async () => {
    const fake = fakeBridge({ saveDraft, apply: () => Promise.resolve(succeed(ended('applied'))) });
    const stores = createAppStores(fake.bridge, clock);
    const running = stores.change.apply(policy, null, fingerprint);
    fake.sendProgress({ kind: 'phase', phase: 'apply' });
    expect(stores.change.state.getState()).toMatchObject({ kind: 'running', journey: { phases: ['apply'] } });
    await running;
    expect(stores.change.state.getState().kind).toBe('ended');
    expect(stores.place.state.getState()).toEqual({ kind: 'step', step: 'outcome' });
    expect(fake.calls).toContainEqual({ name: 'saveDraft', argument: { draft: null } });
  });

  it('stays where it is, with the draft, when it was rolled back', async () => {
    const fake = fakeBridge({ saveDraft, apply: () => Promise.resolve(succeed(ended('rolled-back'))) });
    const stores = createAppStores(fake.bridge, clock);
    stores.place.go('assign');
    await stores.change.apply(policy, null, fingerprint);
    expect(stores.place.state.getState()).toEqual({ kind: 'step', step: 'assign' });
    expect(fake.calls).not.toContainEqual({ name: 'saveDraft', argument: { draft: null } });
  });

  it('keeps the reason when it was refused before anything was touched', async () => {
    const fake = fakeBridge({
      apply: () => Promise.resolve(refuse(appError('stale-plan', { expected: 'a', found: 'b' }))),
    });
    const stores = createAppStores(fake.bridge, clock);
    await stores.change.apply(policy, null, fingerprint);
    expect(stores.change.state.getState()).toMatchObject({ kind: 'refused', error: { code: 'stale-plan' } });
  });

  it('runs once at a time and is asked to stop once', async () => {
    const fake = fakeBridge({
      interrupt: () => Promise.resolve(succeed(null)),
      apply: () => new Promise(() => undefined),
    });
    const stores = createAppStores(fake.bridge, clock);
    void stores.change.apply(policy, null, fingerprint);
    void stores.change.apply(policy, null, fingerprint);
    await stores.change.stop();
    await stores.change.stop();
    expect(fake.calls.map(({ name }) => name)).toEqual(['apply', 'interrupt']);
  });
});

describe('undoing the choice of the role', () => {
  it('leads back to Start', () => {
    const stores = createAppStores(fakeBridge({ saveDraft }).bridge, clock);
    stores.draft.begin('server');
    stores.place.go('filter-action');
    stores.draft.undo();
    expect(stores.place.state.getState()).toEqual({ kind: 'step', step: 'start' });
  });
});

describe('a preview', () => {
  it('holds for the policy and the key that it was made of, and for no others', async () => {
    const preview: Preview = {
      fingerprint,
      steps: [],
      retire: [],
      difference: { create: [], change: [], keep: [], remove: [] },
      drift: [],
      findings: [],
    };
    const { review } = createAppStores(fakeBridge({ preview: () => Promise.resolve(succeed(preview)) }).bridge, clock);
    await review.review({ policy, key: null });
    expect(previewOf(review.state.getState(), { policy, key: null })).toBe(preview);
    expect(previewOf(review.state.getState(), { policy: { ...policy }, key: null })).toBeUndefined();
  });
});
