import { describe, expect, it } from 'vitest';
import { documentOf } from './document';
import { currentFormat, migrate, type Migration, type MigrationTable } from './migrate';
import { errorOf, examplePair } from './testing/examples';

/** Three formats that never were. */
const table: MigrationTable = {
  current: 3,
  migrations: new Map<number, Migration>([
    [1, ({ title, ...rest }) => ({ ...rest, name: title })],
    [2, ({ name, ...rest }) => ({ ...rest, names: [name] })],
  ]),
};
const attempt = (document: unknown, by = table) => Promise.resolve().then(() => migrate(document, 'x', by));

describe('a document of an older format', () => {
  it('becomes one of today by every step in order', () => {
    expect(migrate({ format: 1, title: 'a' }, 'x', table)).toEqual({ format: 3, names: ['a'] });
    expect(migrate({ format: 2, name: 'a' }, 'x', table)).toEqual({ format: 3, names: ['a'] });
  });

  it('of today is left as it is', () => {
    const document = { format: 3, names: ['a'] };
    expect(migrate(document, 'x', table)).toBe(document);
  });

  it('that no step starts from is damaged, and is not taken half way', async () => {
    const gap = { current: 3, migrations: new Map([[1, (older: object) => ({ ...older })]]) };
    expect(await errorOf(attempt({ format: 1 }, gap))).toMatchObject({ code: 'settings-damaged' });
  });

  it('of tomorrow is too new, by its number', async () => {
    expect(await errorOf(attempt({ format: 4 }))).toMatchObject({ code: 'settings-too-new', context: { format: '4' } });
  });

  it.each([undefined, null, '1', 0, -1, 1.5, Number.NaN, 1e300, [1]])(
    'without a version (%s) is damaged',
    async (format) => {
      expect(await errorOf(attempt({ format }))).toMatchObject({ code: 'settings-damaged' });
    },
  );

  it.each([null, 'text', 1, []])('that is no object (%s) is damaged', async (document) => {
    expect(await errorOf(attempt(document))).toMatchObject({ code: 'settings-damaged' });
  });
});

it('every format from the first on has a way to the one that is written', () => {
  const written = documentOf(examplePair());
  expect(written['format']).toBe(currentFormat);
  for (let format = 1; format <= currentFormat; format += 1) {
    expect(migrate({ ...written, format }, 'x')['format']).toBe(currentFormat);
  }
});
