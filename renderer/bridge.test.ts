import { describe, expect, it } from 'vitest';
import type { Bridge } from '#contract/derive';
import { succeed } from '#contract/result';
import { neverRejecting } from './bridge';
import { fakeBridge } from './stores/testing/fake-bridge';

const { on } = fakeBridge({}).bridge;
const bridgeWith = (calls: Partial<Bridge>): Bridge => neverRejecting({ on, ...calls } as Bridge);

describe('the bridge', () => {
  it('makes an error value of a call that the channel lost', async () => {
    const bridge = bridgeWith({ closeWindow: () => Promise.reject(new Error('the window is gone')) });
    expect(await bridge.closeWindow(null)).toMatchObject({
      ok: false,
      error: { code: 'internal', context: { problem: 'the window is gone' } },
    });
  });

  it('hands on what was answered', async () => {
    expect(await bridgeWith({ loadDraft: () => Promise.resolve(succeed(7)) }).loadDraft(null)).toEqual(succeed(7));
  });
});
