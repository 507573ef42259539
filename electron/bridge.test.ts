import { describe, expect, it } from 'vitest';
import { ipc } from '#contract/ipc';
import { bridgeOver } from './bridge';

function recording() {
  const invoked: unknown[] = [];
  const subscribed: string[] = [];
  const bridge = bridgeOver({
    invoke: (channel, argument) => {
      invoked.push([channel, argument]);
      return Promise.resolve({ ok: true, value: null });
    },
    subscribe: (channel) => {
      subscribed.push(channel);
      return () => subscribed.push(`not ${channel}`);
    },
  });
  return { bridge, invoked, subscribed };
}

describe('the bridge', () => {
  it('has one function for each call of the contract, and `on`', () => {
    const { bridge } = recording();
    expect(Object.keys(bridge)).toEqual([...Object.keys(ipc.calls), 'on']);
    expect(Object.values(bridge).every((one) => typeof one === 'function')).toBe(true);
  });

  it('sends the argument over the channel of the call', async () => {
    const { bridge, invoked } = recording();
    await bridge.forgetKey({ handle: 'key-0' });
    await bridge.overview(null);
    expect(invoked).toEqual([
      ['call:forgetKey', { handle: 'key-0' }],
      ['call:overview', null],
    ]);
  });

  it('subscribes to events of the contract, and back', () => {
    const { bridge, subscribed } = recording();
    bridge.on('progress', () => undefined)();
    expect(subscribed).toEqual(['event:progress', 'not event:progress']);
  });

  it('opens no other channel, whatever name the page gives', () => {
    const { bridge, subscribed } = recording();
    for (const name of ['call:apply', '__proto__', 'toString', '', 7]) bridge.on(name as 'progress', () => undefined)();
    expect(subscribed).toEqual([]);
  });
});
