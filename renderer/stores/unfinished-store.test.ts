import { describe, expect, it } from 'vitest';
import type { PolicyOnComputer } from '#contract/ipc';
import { succeed } from '#contract/result';
import type { UnfinishedChange } from '#contract/unfinished';
import { fakeBridge } from './testing/fake-bridge';
import { createUnfinishedStore } from './unfinished-store';

const change: UnfinishedChange = {
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

const onComputer = (appliedAt: string): PolicyOnComputer => ({
  policyId: 'fbs',
  role: 'server',
  name: 'x',
  fingerprint: null,
  appliedAt,
  level: 'enforced',
  differences: [],
  policy: null,
});

function bench(extended = change) {
  const clock = { ms: 1_000_000 };
  let asked = 0;
  const { bridge } = fakeBridge({ extendChange: () => Promise.resolve(succeed(extended)) });
  const store = createUnfinishedStore(bridge, { wallMs: () => clock.ms, ask: () => (asked += 1) });
  const pass = (seconds: number): void => {
    for (let passed = 0; passed < seconds * 4; passed += 1) {
      clock.ms += 250;
      store.tick();
    }
  };
  return { store, clock, pass, asked: () => asked, now: () => store.state.getState() };
}

describe('the countdown', () => {
  it('counts from the seconds that the computer told, and never below none', () => {
    const { store, pass, now } = bench();
    store.see(change, []);
    pass(50);
    expect(now()).toMatchObject({ kind: 'waiting', secondsLeft: 70, ofSeconds: 120 });
    pass(100);
    expect(now()).toMatchObject({ secondsLeft: 0 });
  });

  it('shows no stale seconds after a sleep, and asks the computer', () => {
    const { store, clock, asked, now } = bench();
    store.see(change, []);
    store.tick();
    clock.ms += 90_000;
    store.tick();
    expect(now()).toMatchObject({ secondsLeft: 30 });
    expect(asked()).toBe(1);
  });

  it('asks the computer now and then, because its clock counts, and more often when the time is over', () => {
    const { store, pass, asked } = bench();
    store.see(change, []);
    pass(100);
    expect(asked()).toBe(3);
    pass(30);
    expect(asked()).toBeGreaterThan(5);
  });

  it('follows the deadline when there is more time, and fills the ring anew', async () => {
    const { store, pass, now } = bench({ ...change, undoAt: '2026-01-02T03:10:05Z', secondsLeft: 300 });
    store.see(change, []);
    pass(20);
    await store.extend(300);
    expect(now()).toMatchObject({ secondsLeft: 300, ofSeconds: 300, extending: false });
  });
});

describe('a change that is gone', () => {
  it('was undone where the time is over and the record is none of it', () => {
    const { store, pass, now } = bench();
    store.see(change, []);
    pass(121);
    store.see(null, [onComputer('2026-01-01T00:00:00Z')]);
    expect(now()).toMatchObject({ kind: 'over', how: 'undone' });
  });

  it('was kept by another copy where the record was written since', () => {
    const { store, pass, now } = bench();
    store.see(change, []);
    pass(121);
    store.see(null, [onComputer('2026-01-02T03:05:00Z')]);
    expect(now()).toMatchObject({ kind: 'over', how: 'kept' });
  });

  it('is asked for once more before its time: another copy may be at it', () => {
    const { store, now, pass, asked } = bench();
    store.see(change, []);
    store.see(null, []);
    expect(now()).toMatchObject({ kind: 'waiting', doubted: true });
    pass(4);
    expect(asked()).toBe(1);
    store.see(change, []);
    expect(now()).toMatchObject({ kind: 'waiting', doubted: false });
    store.see(null, []);
    store.see(null, []);
    expect(now()).toMatchObject({ kind: 'over' });
  });
});
