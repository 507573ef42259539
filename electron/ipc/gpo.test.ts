import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answer as AnswerOf } from '#contract/derive';
import { presetPolicy } from '#policy/presets';
import { codeOf, errorOf, ipcBench, valueOf, type IpcBench } from './testing/ipc-bench';

type Preview = AnswerOf<'preview'>;
type ChangeEnd = AnswerOf<'apply'>;

const gpo = 'corp.example\\FBS';
const gpoStore = `gpo:${gpo}`;
const target = { kind: 'gpo', gpo } as const;
const whose = { policyId: 'fbs', role: 'workstation' } as const;
const withMethod = (kind: 'kerberos-v5' | 'pre-shared-key') => {
  const policy = presetPolicy({ role: 'workstation' });
  return { ...policy, rules: policy.rules.map((rule) => ({ ...rule, authenticationMethods: [{ kind }] })) };
};
const policy = withMethod('kerberos-v5');

async function benchOf(groupPolicy: object = {}, computer: object = {}): Promise<IpcBench & { readonly file: string }> {
  const file = join(await mkdtemp(join(tmpdir(), 'ipc-gpo-')), 'computer.json');
  const state = {
    format: 1,
    computer: { domain: 'corp.example', ...computer },
    stores: { [gpoStore]: {} },
    groupPolicy,
  };
  await writeFile(file, JSON.stringify(state));
  return { ...ipcBench({ state: file }), file };
}

async function preview(bench: IpcBench, wanted: Record<string, unknown> = policy): Promise<Preview> {
  return valueOf<Preview>(await bench.call('preview', { policy: wanted, target, key: null }));
}

async function stored(bench: IpcBench): Promise<ChangeEnd> {
  const { fingerprint } = await preview(bench);
  return valueOf<ChangeEnd>(
    await bench.call('apply', { policy, target, key: null, fingerprint, undoAfterSeconds: 120 }),
  );
}

const ownIn = async (file: string, store: string): Promise<number> => {
  const { stores } = JSON.parse(await readFile(file, 'utf8')) as { stores: Record<string, object> };
  return JSON.stringify(stores[store] ?? {}).split('"Name":"ipsecbw-').length - 1;
};

describe('a Group Policy object as the target of the window', () => {
  it('is previewed with its session, stored without a countdown, listed, checked and emptied', async () => {
    const bench = await benchOf();
    const shown = await preview(bench);
    expect([shown.steps[0]?.cmdlet, shown.steps.at(-1)?.cmdlet]).toEqual(['Open-NetGPO', 'Save-NetGPO']);
    const end = await stored(bench);
    expect(end).toMatchObject({ outcome: 'applied', level: 'stored' });
    expect(end).not.toHaveProperty('unfinished');
    expect([await ownIn(bench.file, gpoStore), await ownIn(bench.file, 'PersistentStore')]).toEqual([5, 0]);

    const overview = valueOf<AnswerOf<'overview'>>(await bench.call('overview', null));
    expect(overview.policies).toEqual([]);
    expect(overview.inGroupPolicy).toMatchObject([{ ...whose, target, policy }]);
    expect(valueOf(await bench.call('verify', { ...whose, target, key: null }))).toMatchObject({
      level: 'stored',
      differences: [],
    });
    expect(codeOf(await bench.call('verify', { ...whose, key: null }))).toBe('policy-not-here');

    const removal = valueOf<Preview>(await bench.call('previewRemoval', { ...whose, target }));
    expect(removal.difference.remove).toHaveLength(5);
    const { fingerprint } = removal;
    expect(codeOf(await bench.call('remove', { ...whose, fingerprint }))).toBe('policy-not-here');
    expect(valueOf(await bench.call('remove', { ...whose, target, fingerprint }))).toMatchObject({
      outcome: 'applied',
    });
    expect(await ownIn(bench.file, gpoStore)).toBe(0);
    expect(valueOf<AnswerOf<'overview'>>(await bench.call('overview', null)).inGroupPolicy).toEqual([]);
  });

  it('is part of what was reviewed: the plan for one place runs in no other', async () => {
    const bench = await benchOf();
    const { fingerprint } = await preview(bench);
    const elsewhere = { policy, key: null, fingerprint, undoAfterSeconds: 120 };
    expect(codeOf(await bench.call('apply', elsewhere))).toBe('stale-plan');
    const other = { kind: 'gpo', gpo: 'corp.example\\Other' } as const;
    expect(codeOf(await bench.call('apply', { ...elsewhere, target: other }))).toBe('stale-plan');
    expect(await ownIn(bench.file, gpoStore)).toBe(0);
  });

  it('takes no key: the preview says why, and apply refuses', async () => {
    const bench = await benchOf();
    const wanted = withMethod('pre-shared-key');
    const shown = await preview(bench, wanted);
    expect(shown.findings).toContainEqual(
      expect.objectContaining({ code: 'pre-shared-key-in-gpo', severity: 'block' }),
    );
    const { fingerprint } = shown;
    const wish = { policy: wanted, target, key: null, fingerprint, undoAfterSeconds: 120 };
    expect(codeOf(await bench.call('apply', wish))).toBe('blocked');
    expect(await ownIn(bench.file, gpoStore)).toBe(0);
  });

  it.each([
    ['no domain', {}, { domain: null }, 'gpo-without-domain'],
    ['no controller that answers', {}, { domainController: { Reachable: false } }, 'gpo-unreadable'],
    ['no such object', { unlisted: 'missing' }, {}, 'gpo-unreadable'],
  ])('%s: preview shows what blocks, and nothing else works', async (_, groupPolicy, computer, code) => {
    const bench = await benchOf(groupPolicy, computer);
    const missing = { kind: 'gpo', gpo: 'corp.example\\Missing' } as const;
    const where = code === 'gpo-unreadable' && 'unlisted' in groupPolicy ? missing : target;
    const shown = valueOf<Preview>(await bench.call('preview', { policy, target: where, key: null }));
    expect(shown.findings.map((one) => one.code)).toContain(code);
    const { fingerprint } = shown;
    const wish = { policy, target: where, key: null, fingerprint, undoAfterSeconds: 120 };
    expect(codeOf(await bench.call('apply', wish))).toBe('blocked');
    expect(codeOf(await bench.call('verify', { ...whose, target: where, key: null }))).toBe('blocked');
    expect(codeOf(await bench.call('previewRemoval', { ...whose, target: where }))).toBe('blocked');
  });

  it('that a second writer saves meanwhile keeps what they saved, and the answer names it', async () => {
    const end = await stored(await benchOf({ secondWriter: 'after-open' }));
    expect(end).toMatchObject({ outcome: 'rolled-back', error: { code: 'undone-after-conflict' } });
    expect(JSON.stringify(end.error)).toContain('another-administrator');
  });

  it.each(['FBS', 'CORP\\FBS', 'corp.example\\', 'corp.example\\a\\b', `corp.example\\${'x'.repeat(600)}`])(
    'is refused at the border where it is none: %s',
    async (name) => {
      const bench = await benchOf();
      const wrong = { kind: 'gpo', gpo: name };
      expect(errorOf(await bench.call('preview', { policy, target: wrong as never, key: null }))?.code).toMatch(
        /^(?:argument-invalid|policy-invalid)$/u,
      );
    },
  );

  it('has a half page for when backups stop, with its own store in every command', async () => {
    const bench = await benchOf();
    await stored(bench);
    const page = valueOf(await bench.call('breakGlass', { target })) ?? '';
    expect(page).toContain(
      `Disable-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-workstation-rule-1' -PolicyStore '${gpo}'`,
    );
    expect(page).toContain('gpupdate');
    expect(page).not.toContain('PersistentStore');
    expect(valueOf(await bench.call('breakGlass', null))).toBeNull();
  });
});
