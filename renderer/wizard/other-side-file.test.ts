import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presetPolicy } from '#policy/presets';
import { readOtherSide } from './other-side-file';

const server = presetPolicy({ role: 'server' });
const workstation = presetPolicy({ role: 'workstation' });
const settings = { kind: 'IPsec Backup Wizard settings', format: 1, createdAt: '2026-01-02T03:04:05Z' };
const read = (value: unknown): ReturnType<typeof readOtherSide> =>
  readOtherSide(JSON.stringify(value), 'stick.json', 'workstation');
const codeOf = (text: string): string => {
  const answer = readOtherSide(text, 'x.json', 'server');
  if (answer.ok) return 'read';
  return answer.error.kind === 'sealed' ? 'sealed' : answer.error.error.code;
};

describe('the file of the other side', () => {
  it('is a plan as JSON, with a byte order mark or without', () => {
    const text = JSON.stringify({ schema: 1, ipSecurityPolicy: server });
    expect(readOtherSide(text, 'plan.json', 'workstation')).toEqual({ ok: true, value: server });
    expect(readOtherSide(`\uFEFF${text}`, 'plan.json', 'workstation')).toEqual({ ok: true, value: server });
  });

  it('is a settings file: of both sides the wanted one, of one side that one', () => {
    expect(read({ ...settings, server, workstation })).toEqual({ ok: true, value: workstation });
    expect(read({ ...settings, server })).toEqual({ ok: true, value: server });
  });

  it('leaves a key behind', () => {
    expect(JSON.stringify(read({ ...settings, server, preSharedKey: 'never-kept' }))).not.toContain('never-kept');
  });

  it.each([
    ['', 'file-without-policy'],
    ['{', 'file-without-policy'],
    ['[]', 'file-without-policy'],
    ['{}', 'file-without-policy'],
    ['{"ipSecurityPolicy":7}', 'policy-invalid'],
    [JSON.stringify({ ipSecurityPolicy: { ...server, more: 1 } }), 'policy-invalid'],
    [JSON.stringify({ ...settings, format: 2, server }), 'settings-too-new'],
    [JSON.stringify(settings), 'settings-damaged'],
    [`{"ipSecurityPolicy":${'['.repeat(100_000)}`, 'file-without-policy'],
    ['-----BEGIN AGE ENCRYPTED FILE-----', 'sealed'],
    ['age-encryption.org/v1\n-> scrypt', 'sealed'],
  ])('is refused by name where it is none: %.60s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('is anything at all, and never more than an answer', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(codeOf(text)).not.toBe('read');
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(codeOf(JSON.stringify({ ...settings, server: value }))).not.toBe('read');
      }),
    );
  });
});
