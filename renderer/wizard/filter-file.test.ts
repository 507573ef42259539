import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFilters } from '#policy/filter-csv';
import type { IpFilter } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { blockedAmong, exportName, leftOut, type ListFile, readFilterFile, withImported } from './filter-file';

const server = presetPolicy({ role: 'server' });
const [filter] = server.rules[0]?.filterList.filters ?? [];
const filters = (count: number): readonly IpFilter[] =>
  filter === undefined
    ? []
    : Array.from({ length: count }, (_, at) => ({
        ...filter,
        source: { kind: 'specific-address', address: `10.0.${at >> 8}.${at & 255}` },
      }));
const listOf = (policy: typeof server): readonly IpFilter[] => policy.rules[0]?.filterList.filters ?? [];
const file = (content: Uint8Array | string, size?: number): ListFile => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name: 'list.csv',
    size: size ?? bytes.length,
    arrayBuffer: () => Promise.resolve(new Uint8Array(bytes).buffer),
  };
};
const utf16 = (text: string): Uint8Array =>
  new Uint8Array(new Uint16Array(Array.from(`\uFEFF${text}`, (letter) => letter.charCodeAt(0))).buffer);

describe('reading a file', () => {
  it('finds the filters that were exported, in UTF-8 and in the UTF-16 that Excel writes', async () => {
    const text = exportFilters(filters(3));
    for (const content of [text, `\uFEFF${text}`, utf16(text)])
      expect(await readFilterFile(file(content))).toEqual({ ok: true, value: { filters: filters(3), rejected: [] } });
  });

  it('does not read a file that is larger than any list, and says so', async () => {
    const huge: ListFile = { ...file('', 2 ** 40), arrayBuffer: () => Promise.reject(new Error('was read')) };
    expect(await readFilterFile(huge)).toMatchObject({
      ok: true,
      value: { filters: [], rejected: [{ findings: [{ code: 'csv-too-large' }] }] },
    });
  });

  it('names a file that is gone', async () => {
    const gone: ListFile = { ...file(''), arrayBuffer: () => Promise.reject(new Error('gone')) };
    expect(await readFilterFile(gone)).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
  });

  it('takes any bytes without failing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect((await readFilterFile(file(bytes))).ok).toBe(true);
      }),
    );
  });
});

describe('taking the filters', () => {
  it('adds them to the list, or puts them in its place', () => {
    expect(listOf(withImported(server, 0, filters(2), 'add'))).toHaveLength(3);
    expect(listOf(withImported(server, 0, filters(2), 'replace'))).toEqual(filters(2));
  });

  it('ends at what a list holds, and counts what is left out', () => {
    expect(listOf(withImported(server, 0, filters(1_024), 'add'))).toHaveLength(1_024);
    expect(leftOut(server, 0, filters(1_024), 'add')).toBe(1);
    expect(leftOut(server, 0, filters(1_024), 'replace')).toBe(0);
  });

  it('counts those that something blocks', () => {
    const wrong = filters(2).map((one) => ({ ...one, source: { kind: 'my-ip-address' as const } }));
    expect(blockedAmong(server, 0, [...filters(2), ...wrong])).toBe(2);
    expect(blockedAmong(server, 0, filters(5))).toBe(0);
  });
});

it('the name of an exported file is one that main takes, whatever the list is called', () => {
  const letter = fc.constantFrom('a', 'Z', '7', '/', '\\', '.', ':', '*', 'ż', '💥', '\0', '\n', ' ', '-', '_', '"');
  const text = fc.string({ unit: letter, maxLength: 120 });
  fc.assert(
    fc.property(text, text, (id, list) => {
      expect(exportName({ ...server, id }, list)).toMatch(/^[\w-][\w.-]{0,99}$/u);
    }),
  );
  expect(exportName(server, 'FBS incoming connections')).toBe('fbs-FBS-incoming-connections.csv');
});
