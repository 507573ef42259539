import { describe, expect, it } from 'vitest';
import { appError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { ChangeEnd, Preview } from '#contract/ipc';
import { refuse, succeed } from '#contract/result';
import { presetPolicy } from '#policy/presets';
import { endedHow, failureOf } from '../wizard/change-end';
import { createAppStores, type Surroundings } from './app-stores';
import type { UnfinishedChange } from '#contract/unfinished';
import { isAssigned } from './change-store';
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
const clocks: Surroundings = { nowMs: () => 0, wallMs: () => 0, model: () => Promise.resolve(refuse('not-known')) };
const reviewed = { policy, key: null, fingerprint, undoAfterSeconds: 120 };
const waiting: UnfinishedChange = {
  kind: 'pending',
  changeId: 'c1',
  deed: 'apply',
  policies: [{ policyId: 'fbs', role: 'server' }],
  begunAt: '2026-01-02T03:04:05Z',
  who: 'ADMIN',
  stoppedAt: 'pending',
  stepsDone: 7,
  stepsOf: 7,
  undoAt: '2026-01-02T03:06:05Z',
  secondsLeft: 120,
  canKeep: true,
  level: 'enforced',
};

describe('a change', () => {
  it('shows its progress while it runs, and moves on to Outcome when it went through', async () => {
    const fake = fakeBridge({ saveDraft, apply: () => Promise.resolve(succeed(ended('applied'))) });
    const stores = createAppStores(fake.bridge, clocks);
    stores.draft.load(policy);
    const running = stores.change.apply(reviewed);
    fake.sendProgress({ kind: 'phase', phase: 'apply' });
    expect(stores.change.state.getState()).toMatchObject({ kind: 'running', journey: { phases: ['apply'] } });
    await running;
    expect(stores.change.state.getState().kind).toBe('ended');
    expect(stores.place.state.getState()).toEqual({ kind: 'step', step: 'outcome' });
    expect(fake.calls).toContainEqual({ name: 'saveDraft', argument: { draft: null } });
  });

  it('stays where it is, with the draft, when it was rolled back', async () => {
    const fake = fakeBridge({ saveDraft, apply: () => Promise.resolve(succeed(ended('rolled-back'))) });
    const stores = createAppStores(fake.bridge, clocks);
    stores.place.go('assign');
    await stores.change.apply(reviewed);
    expect(stores.place.state.getState()).toEqual({ kind: 'step', step: 'assign' });
    expect(fake.calls).not.toContainEqual({ name: 'saveDraft', argument: { draft: null } });
  });

  it('keeps the reason when it was refused before anything was touched', async () => {
    const fake = fakeBridge({
      apply: () => Promise.resolve(refuse(appError('stale-plan', { expected: 'a', found: 'b' }))),
    });
    const stores = createAppStores(fake.bridge, clocks);
    await stores.change.apply(reviewed);
    expect(stores.change.state.getState()).toMatchObject({ kind: 'refused', error: { code: 'stale-plan' } });
  });

  it('runs once at a time and is asked to stop once', async () => {
    const fake = fakeBridge({
      interrupt: () => Promise.resolve(succeed(null)),
      apply: () => new Promise(() => undefined),
    });
    const stores = createAppStores(fake.bridge, clocks);
    void stores.change.apply(reviewed);
    void stores.change.apply(reviewed);
    await stores.change.stop();
    await stores.change.stop();
    expect(fake.calls.map(({ name }) => name)).toEqual(['apply', 'interrupt']);
  });
});

describe('a change that waits to be kept', () => {
  const pending = { ...ended('pending'), unfinished: waiting };
  const answers: Partial<Omit<Bridge, 'on'>> = {
    saveDraft,
    apply: () => Promise.resolve(succeed(pending)),
    overview: () => new Promise(() => undefined),
  };

  it('stays on its page with the countdown, keeps the draft, and moves on when it is kept', async () => {
    const keepChange: Bridge['keepChange'] = () => Promise.resolve(succeed(ended('applied')));
    const { bridge, calls } = fakeBridge({ ...answers, keepChange });
    const stores = createAppStores(bridge, clocks);
    stores.draft.load(policy);
    stores.place.go('assign');
    await stores.change.apply(reviewed);
    expect(stores.place.state.getState()).toEqual({ kind: 'step', step: 'assign' });
    expect(stores.unfinished.state.getState()).toMatchObject({ kind: 'waiting', secondsLeft: 120 });
    expect(calls).not.toContainEqual({ name: 'saveDraft', argument: { draft: null } });
    await stores.change.keep(waiting, false);
    expect(stores.unfinished.state.getState().kind).toBe('none');
    expect(stores.place.state.getState()).toEqual({ kind: 'step', step: 'outcome' });
    expect(isAssigned(stores.change.state.getState(), policy)).toBe(true);
    stores.draft.edit((now) => ({ ...now, name: 'Another' }));
    expect(isAssigned(stores.change.state.getState(), stores.draft.state.getState().policy)).toBe(false);
  });

  it('is undone on demand, and that is no failure', async () => {
    const recoverChange: Bridge['recoverChange'] = () => Promise.resolve(succeed(ended('rolled-back')));
    const stores = createAppStores(fakeBridge({ ...answers, recoverChange }).bridge, clocks);
    await stores.change.apply(reviewed);
    await stores.change.recover(waiting, 'undo');
    const state = stores.change.state.getState();
    expect(endedHow(state)).toBe('taken-back');
    expect(failureOf(state)).toBeUndefined();
  });

  it('still waits when keeping was refused', async () => {
    const keepChange: Bridge['keepChange'] = () => Promise.resolve(refuse(appError('busy', {})));
    const stores = createAppStores(fakeBridge({ ...answers, keepChange }).bridge, clocks);
    await stores.change.apply(reviewed);
    await stores.change.keep(waiting, false);
    expect(endedHow(stores.change.state.getState())).toBe('held');
    expect(stores.unfinished.state.getState().kind).toBe('waiting');
  });
});

describe('undoing the choice of the role', () => {
  it('leads back to Start', () => {
    const stores = createAppStores(fakeBridge({ saveDraft }).bridge, clocks);
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
    const { review } = createAppStores(fakeBridge({ preview: () => Promise.resolve(succeed(preview)) }).bridge, clocks);
    await review.review({ policy, key: null });
    expect(previewOf(review.state.getState(), { policy, key: null })).toBe(preview);
    expect(previewOf(review.state.getState(), { policy: { ...policy }, key: null })).toBeUndefined();
  });
});
