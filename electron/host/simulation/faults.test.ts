import { describe, expect, it } from 'vitest';
import { parseFaults } from './faults';

describe('the fault list', () => {
  it('hits the call it names and no other', () => {
    const faults = parseFaults(' fail@1, differ@3 ,die@4');
    expect([1, 2, 3, 4, 5].map(() => faults.countWritingCall())).toEqual([
      'fail',
      undefined,
      'differ',
      'die',
      undefined,
    ]);
  });

  it('fills the disk from its call on', () => {
    const faults = parseFaults('diskfull@2');
    const seen = [faults.diskIsFull()];
    for (let call = 0; call < 3; call += 1) {
      faults.countWritingCall();
      seen.push(faults.diskIsFull());
    }
    expect(seen).toEqual([false, false, true, true]);
  });

  it('delays by milliseconds', () => {
    expect(parseFaults('delay=25').delayMs).toBe(25);
  });

  it.each(['', '  '])('is empty for %j', (text) => {
    expect(parseFaults(text).countWritingCall()).toBeUndefined();
  });

  it.each([
    ...['fail', 'fail@0', 'fail@-1', 'fail@1.5', 'fail@x', 'burn@1', 'fail@1,', ',', 'delay=', 'delay=-1', 'delay@5'],
    ...['delay=999999', 'FAIL@1', 'fail@1;fail@2', 'fail@99999999999', 'fail@1,'.repeat(200)],
  ])('is refused as %j', (text) => {
    expect(() => parseFaults(text)).toThrow('fault-list-invalid');
  });
});
