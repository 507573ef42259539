import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Answer as AnswerOf } from '#contract/derive';
import { ipc } from '#contract/ipc';
import { simulateSet } from '#host/simulation/commands';
import type { BenchOptions, IpcBench } from './testing/ipc-bench';
import { codeOf, errorOf, ipcBench, quickKey as key, policyOf, valueOf } from './testing/ipc-bench';

type Preview = AnswerOf<'preview'>;
type ChangeEnd = AnswerOf<'apply'>;

async function reviewed(bench: IpcBench, policy = policyOf()) {
  const { handle } = valueOf<AnswerOf<'keepKey'>>(await bench.call('keepKey', { text: key, policyId: 'fbs' }));
  const { fingerprint } = valueOf<Preview>(await bench.call('preview', { policy, key: handle }));
  return { policy, key: handle, fingerprint, undoAfterSeconds: 120 };
}

/** As the page removes: what was shown, and nothing else. */
async function removeShown(bench: IpcBench, whose: { readonly policyId: string; readonly role: 'server' }) {
  const shown = await bench.call('previewRemoval', whose);
  return shown.ok ? bench.call('remove', { ...whose, fingerprint: shown.value.fingerprint }) : shown;
}

const overviewOf = async (bench: IpcBench) => valueOf<AnswerOf<'overview'>>(await bench.call('overview', null));
const newState = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'ipc-')), 'computer.json');

async function benchOf(assignments: readonly string[], options: BenchOptions = {}): Promise<IpcBench> {
  const state = await newState();
  await simulateSet(state, assignments);
  return ipcBench({ ...options, state });
}

describe('the whole way', () => {
  it('previews, applies, verifies, shows, applies again without a change, and removes', async () => {
    const bench = ipcBench();
    const wish = await reviewed(bench);
    const applied = valueOf<ChangeEnd>(await bench.call('apply', wish));
    expect(applied).toMatchObject({ outcome: 'pending', level: 'enforced', unfinished: { kind: 'pending' } });
    expect(applied).not.toHaveProperty('error');
    expect((await overviewOf(bench)).unfinished).toMatchObject({ kind: 'pending', canKeep: true, level: 'enforced' });
    expect(valueOf(await bench.call('keepChange', { withoutProof: false }))).toMatchObject({ outcome: 'applied' });
    expect((await overviewOf(bench)).unfinished).toBeNull();
    const whose = { policyId: 'fbs', role: 'server' } as const;
    expect(valueOf(await bench.call('verify', { ...whose, key: wish.key }))).toMatchObject({
      level: 'enforced',
      differences: [],
    });
    expect((await overviewOf(bench)).policies).toMatchObject([
      { ...whose, level: 'enforced', fingerprint: wish.fingerprint, policy: wish.policy },
    ]);
    expect(valueOf(await bench.call('apply', wish))).toMatchObject({ outcome: 'unchanged' });
    expect(valueOf(await removeShown(bench, whose))).toMatchObject({ outcome: 'pending' });
    expect(valueOf(await bench.call('keepChange', { withoutProof: false }))).toMatchObject({ outcome: 'applied' });
    expect((await overviewOf(bench)).policies).toEqual([]);
    expect(codeOf(await removeShown(bench, whose))).toBe('policy-not-here');
    expect(codeOf(await bench.call('verify', { ...whose, key: null }))).toBe('policy-not-here');
  });

  it('lists in the preview what the plan creates, with the key masked', async () => {
    const bench = ipcBench();
    const { key: handle } = await reviewed(bench);
    const preview = valueOf<Preview>(await bench.call('preview', { policy: policyOf(), key: handle }));
    expect(preview.steps.map(({ cmdlet }) => cmdlet)).toContain('New-NetIPsecRule');
    expect(preview.steps.map(({ powershell }) => powershell).join('\n')).toContain("-PreSharedKey '***'");
    expect(preview.difference.create.length).toBeGreaterThan(4);
  });

  it('tells progress as the contract has it: phases, and a beginning and an end of each step', async () => {
    const bench = ipcBench();
    await bench.call('apply', await reviewed(bench));
    for (const value of bench.progress) expect(v.safeParse(ipc.events.progress, value).success).toBe(true);
    expect(new Set(bench.progress.map(({ kind }) => kind))).toEqual(new Set(['phase', 'step', 'step-ended']));
  });
});

describe('apply', () => {
  it('refuses any plan but the reviewed one', async () => {
    const bench = ipcBench();
    const wish = await reviewed(bench);
    const other = policyOf({ port: 4532 });
    expect(codeOf(await bench.call('apply', { ...wish, policy: other }))).toBe('stale-plan');
    expect(codeOf(await bench.call('apply', { ...wish, fingerprint: 'b'.repeat(64) }))).toBe('stale-plan');
    expect((await overviewOf(bench)).policies).toEqual([]);
  });

  it('refuses a policy that is none, without its key, or without rights', async () => {
    const bench = ipcBench();
    const wish = await reviewed(bench);
    expect(codeOf(await bench.call('apply', { ...wish, policy: { id: 'fbs' } }))).toBe('policy-invalid');
    expect(codeOf(await bench.call('apply', { ...wish, policy: policyOf({ port: 70_000 }) }))).toBe('policy-invalid');
    expect(codeOf(await bench.call('apply', { ...wish, key: null }))).toBe('key-missing');
    const limited = await benchOf(['elevated=false']);
    expect(codeOf(await limited.call('apply', await reviewed(limited)))).toBe('not-elevated');
    const removal = { policyId: 'fbs', role: 'server', fingerprint: 'b'.repeat(64) } as const;
    expect(codeOf(await limited.call('remove', removal))).toBe('not-elevated');
  });

  it('refuses what pre-flight blocks, and shows it in the preview', async () => {
    const bench = await benchOf(['allow-local-ipsec-rules=false']);
    const wish = await reviewed(bench);
    const preview = valueOf<Preview>(await bench.call('preview', { policy: wish.policy, key: wish.key }));
    expect(preview.findings.filter(({ severity }) => severity === 'block').map(({ code }) => code)).toEqual([
      'local-ipsec-rules-ignored',
    ]);
    expect(codeOf(await bench.call('apply', wish))).toBe('blocked');
  });

  it.each([1, 2, 3, 4, 5])('ends as before when call %i fails, and says so', async (call) => {
    const bench = ipcBench({ faults: `fail@${call}` });
    const before = (await overviewOf(bench)).policies;
    const end = valueOf<ChangeEnd>(await bench.call('apply', await reviewed(bench)));
    expect(end).toMatchObject({ outcome: 'rolled-back', level: 'none', error: { code: 'undone-after-step' } });
    expect((await overviewOf(bench)).policies).toEqual(before);
  });

  it('runs one change at a time, and can be interrupted', async () => {
    const bench = ipcBench({ faults: 'delay=30' });
    const wish = await reviewed(bench);
    const running = bench.call('apply', wish);
    expect(codeOf(await bench.call('apply', wish))).toBe('busy');
    const removal = { policyId: 'fbs', role: 'server', fingerprint: wish.fingerprint } as const;
    expect(codeOf(await bench.call('remove', removal))).toBe('busy');
    expect(codeOf(await bench.call('recoverChange', { how: 'undo' }))).toBe('busy');
    expect(codeOf(await bench.call('restartAsAdministrator', null))).toBe('busy');
    expect(codeOf(await bench.call('interrupt', null))).toBe('ok');
    expect(valueOf(await running)).toMatchObject({ outcome: 'rolled-back', error: { code: 'undone-after-interrupt' } });
    expect(bench.change.isRunning).toBe(false);
  });

  it('interrupts nothing where nothing runs', async () => {
    const bench = ipcBench();
    expect(codeOf(await bench.call('interrupt', null))).toBe('ok');
    expect(valueOf(await bench.call('apply', await reviewed(bench)))).toMatchObject({ outcome: 'pending' });
  });

  it('is free again after a failure', async () => {
    const bench = ipcBench();
    const wish = await reviewed(bench);
    await bench.call('apply', { ...wish, fingerprint: 'b'.repeat(64) });
    expect(valueOf(await bench.call('apply', wish))).toMatchObject({ outcome: 'pending' });
  });
});

describe('a change that waits to be kept', () => {
  it('is undone on demand, and nothing of it is left', async () => {
    const bench = ipcBench();
    await bench.call('apply', await reviewed(bench));
    const end = valueOf<ChangeEnd>(await bench.call('recoverChange', { how: 'undo' }));
    expect(end).toMatchObject({ outcome: 'rolled-back' });
    expect(end).not.toHaveProperty('error');
    expect(await overviewOf(bench)).toMatchObject({ unfinished: null, policies: [] });
  });

  it('has never more seconds than it was given', async () => {
    const bench = ipcBench();
    const { unfinished } = valueOf<ChangeEnd>(await bench.call('apply', await reviewed(bench)));
    expect(unfinished?.secondsLeft).toBeLessThanOrEqual(120);
    expect(unfinished?.secondsLeft).toBeGreaterThan(100);
  });

  it('gets more time from now', async () => {
    const bench = ipcBench();
    await bench.call('apply', await reviewed(bench));
    const { secondsLeft } = valueOf(await bench.call('extendChange', { seconds: 600 }));
    expect(secondsLeft).toBeGreaterThan(590);
    expect((await overviewOf(bench)).unfinished?.secondsLeft).toBeGreaterThan(590);
  });

  it('is kept without proof only where that is said', async () => {
    const bench = ipcBench();
    await bench.call('apply', await reviewed(bench, policyOf({ role: 'workstation' })));
    expect(codeOf(await bench.call('keepChange', { withoutProof: false }))).toBe('not-proved');
    expect(valueOf(await bench.call('keepChange', { withoutProof: true }))).toMatchObject({ outcome: 'applied' });
  });

  it('lets nothing else be changed before it has ended', async () => {
    const bench = ipcBench();
    const wish = await reviewed(bench);
    await bench.call('apply', wish);
    const other = await reviewed(bench, policyOf({ port: 4532 }));
    expect(codeOf(await bench.call('apply', other))).not.toBe('ok');
    expect(codeOf(await removeShown(bench, { policyId: 'fbs', role: 'server' }))).not.toBe('ok');
    expect(valueOf(await bench.call('keepChange', { withoutProof: false }))).toMatchObject({ outcome: 'applied' });
  });

  it('is none where nothing was applied', async () => {
    const bench = ipcBench();
    expect(codeOf(await bench.call('keepChange', { withoutProof: true }))).toBe('nothing-pending');
    expect(codeOf(await bench.call('extendChange', { seconds: 60 }))).toBe('nothing-pending');
    expect(valueOf(await bench.call('recoverChange', { how: 'undo' }))).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('remove', () => {
  it('takes away only what was shown', async () => {
    const bench = ipcBench();
    await bench.call('apply', await reviewed(bench));
    await bench.call('keepChange', { withoutProof: false });
    const whose = { policyId: 'fbs', role: 'server' } as const;
    expect(codeOf(await bench.call('remove', { ...whose, fingerprint: 'b'.repeat(64) }))).toBe('changed-meanwhile');
    expect((await overviewOf(bench)).policies).toHaveLength(1);
    const shown = valueOf<Preview>(await bench.call('previewRemoval', whose));
    expect(shown.difference.remove.length).toBeGreaterThan(3);
    expect(valueOf(await bench.call('remove', { ...whose, fingerprint: shown.fingerprint }))).toMatchObject({
      outcome: 'pending',
    });
  });

  it('waits to be kept, deletes nothing before, and is undone without a key', async () => {
    const bench = ipcBench();
    await bench.call('apply', await reviewed(bench));
    await bench.call('keepChange', { withoutProof: false });
    const whose = { policyId: 'fbs', role: 'server' } as const;
    const end = valueOf<ChangeEnd>(await removeShown(bench, whose));
    expect(end).toMatchObject({ outcome: 'pending', unfinished: { kind: 'pending', deed: 'remove', canKeep: true } });
    expect(end.unfinished?.secondsLeft).toBeLessThanOrEqual(120);
    expect(valueOf(await bench.call('recoverChange', { how: 'undo' }))).toMatchObject({ outcome: 'rolled-back' });
    expect((await overviewOf(bench)).policies).toMatchObject([{ ...whose, level: 'enforced', differences: [] }]);
  });
});

describe('if backups stop', () => {
  it('names the rules that are there, and is nothing where none are', async () => {
    const bench = ipcBench();
    expect(valueOf(await bench.call('breakGlass', null))).toBeNull();
    await bench.call('apply', await reviewed(bench));
    const text = valueOf<string | null>(await bench.call('breakGlass', null));
    expect(text).toContain("Disable-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1'");
    expect(text).not.toContain(key);
  });
});

describe('the key', () => {
  it('is in no answer, no progress and no file, whether the change succeeds or fails', async () => {
    for (const faults of ['', 'fail@5', 'differ@3']) {
      const state = await newState();
      const bench = ipcBench({ state, faults });
      const wish = await reviewed(bench);
      const answers: unknown[] = [
        await bench.call('preview', { policy: wish.policy, key: wish.key }),
        await bench.call('apply', wish),
      ];
      answers.push(
        await bench.call('overview', null),
        await bench.call('verify', { policyId: 'fbs', role: 'server', key: wish.key }),
      );
      const folder = join(state, '..');
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = await Promise.all(
        entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
      );
      const everything = JSON.stringify([answers, bench.progress, files]);
      for (const form of [
        key,
        Buffer.from(key).toString('base64'),
        Buffer.from(key, 'utf16le').toString('base64'),
        Buffer.from(key).toString('hex'),
      ]) {
        expect(everything).not.toContain(form);
      }
    }
  });

  it('that is another than the stored one is noticed by verify', async () => {
    const bench = ipcBench();
    await bench.call('apply', await reviewed(bench));
    await bench.call('keepChange', { withoutProof: false });
    const { handle } = valueOf<AnswerOf<'keepKey'>>(await bench.call('keepKey', { text: `${key}!`, policyId: 'fbs' }));
    const verdict = valueOf<AnswerOf<'verify'>>(
      await bench.call('verify', { policyId: 'fbs', role: 'server', key: handle }),
    );
    expect(verdict.differences.length).toBeGreaterThan(0);
  });
});

describe('a computer that cannot be used', () => {
  it('is an error of each call that looks at it, and of no other', async () => {
    const bench = ipcBench({ place: () => { throw new TypeError('broken'); } }); // prettier-ignore
    expect(errorOf(await bench.call('overview', null))?.code).toBe('internal');
    expect(codeOf(await bench.call('keepKey', { text: key, policyId: 'fbs' }))).toBe('ok');
  });

  it('in Constrained Language Mode still shows its facts', async () => {
    const bench = await benchOf(['language-mode=ConstrainedLanguage']);
    expect((await overviewOf(bench)).computer.languageMode).toBe('ConstrainedLanguage');
  });
});
