import { describe, expect, it } from 'vitest';
import { codeOf, ipcBench, policyOf, quickKey, valueOf } from './testing/ipc-bench';

/** A policy that is in place and was reviewed again, with nothing to do; then somebody takes it away. */
async function reviewedThenRemoved() {
  const bench = ipcBench();
  const { handle: key } = valueOf(await bench.call('keepKey', { text: quickKey, policyId: 'fbs' }));
  const policy = policyOf();
  const { fingerprint } = valueOf(await bench.call('preview', { policy, key }));
  const reviewed = { policy, key, fingerprint, undoAfterSeconds: 120 };
  valueOf(await bench.call('apply', reviewed));
  valueOf(await bench.call('keepChange', { withoutProof: false }));
  valueOf(await bench.call('preview', { policy, key }));
  const whose = { policyId: 'fbs', role: 'server' } as const;
  const removal = valueOf(await bench.call('previewRemoval', whose));
  valueOf(await bench.call('remove', { ...whose, fingerprint: removal.fingerprint }));
  valueOf(await bench.call('keepChange', { withoutProof: false }));
  return { ...bench, reviewed };
}

describe('a plan that was reviewed', () => {
  it('is refused when other calls would run by now, and carried out when it is reviewed again', async () => {
    const { call, reviewed } = await reviewedThenRemoved();
    expect(codeOf(await call('apply', reviewed))).toBe('changed-meanwhile');
    valueOf(await call('preview', { policy: reviewed.policy, key: reviewed.key }));
    expect(valueOf(await call('apply', reviewed))).toMatchObject({ outcome: 'pending' });
  });

  it('is not forgotten because another policy was looked at in between', async () => {
    const { call, reviewed } = await reviewedThenRemoved();
    valueOf(await call('preview', { policy: policyOf({ role: 'workstation' }), key: null }));
    expect(codeOf(await call('apply', reviewed))).toBe('changed-meanwhile');
  });

  it('may be asked for again where nothing is left to do', async () => {
    const { call, reviewed } = await reviewedThenRemoved();
    valueOf(await call('preview', { policy: reviewed.policy, key: reviewed.key }));
    valueOf(await call('apply', reviewed));
    valueOf(await call('keepChange', { withoutProof: false }));
    expect(valueOf(await call('apply', reviewed))).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('a plan that nobody was shown', () => {
  it('does not run, even with the right fingerprint: it was shown with another key', async () => {
    const { call } = ipcBench();
    const policy = policyOf();
    const keep = async (text: string) => valueOf(await call('keepKey', { text, policyId: 'fbs' })).handle;
    const [shown, other] = [await keep(quickKey), await keep(`${quickKey}-other`)];
    const { fingerprint } = valueOf(await call('preview', { policy, key: shown }));
    const reviewed = { policy, fingerprint, undoAfterSeconds: 120 };
    expect(codeOf(await call('apply', { ...reviewed, key: other }))).toBe('changed-meanwhile');
    expect(valueOf(await call('apply', { ...reviewed, key: shown }))).toMatchObject({ outcome: 'pending' });
  });
});
