import { describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import type { LedgerLine } from './ledger-line';
import { parseList, rollCall } from './workstation-list';

const list = (text: string | Uint8Array): readonly string[] => parseList(Buffer.from(text), 'x.csv');
const problemIn = (text: string | Uint8Array): string => {
  try {
    return `none: ${list(text).join()}`;
  } catch (error) {
    if (error instanceof AppFailure && error.appError.code === 'list-unusable') return error.appError.context.problem;
    throw error;
  }
};

describe('a list of workstations', () => {
  it.each([
    ['one a line', 'PC1\nPC2\n', ['PC1', 'PC2']],
    ['as Excel writes it in Poland', '\ufeffPokój;Komputer\r\n1;KSIĘGOWOŚĆ\r\n2;ŁÓDŹ-2\r\n', ['KSIĘGOWOŚĆ', 'ŁÓDŹ-2']],
    ['with quotes', 'name,room\n"PC1","a, ""big"" one"\n"PC2","two\nlines"\n', ['PC1', 'PC2']],
    ['with tabs', 'Computer Name\tuser\nPC1\tjan\n', ['PC1']],
    [
      'with comments',
      '# made by hand\n#TYPE Selected\n"Name","Room"\n# \n"PC1","1"\n  # "PC3\n"PC2","2"\n',
      ['PC1', 'PC2'],
    ],
    ['with what says its separator', 'sep=;\r\nKomputer;Pokój\r\nPC1;12\r\n', ['PC1']],
    ['with a separator within quotes', 'Komputer,"Uwagi; inne"\nPC1,a\n', ['PC1']],
    ['with empty lines before', '\r\n \r\nPokój;Komputer\r\n1;PC1\r\n', ['PC1']],
    ['with line ends of old systems', 'Komputer;Pokój\rPC1;1\rPC2;2\r', ['PC1', 'PC2']],
    ['in UTF-16', Buffer.from('\ufeffComputer\tRoom\r\nŁÓDŹ-1\t1\r\n', 'utf16le'), ['ŁÓDŹ-1']],
    ['in UTF-16, the other way round', Buffer.from('\ufeffPC1\nPC2\n', 'utf16le').swap16(), ['PC1', 'PC2']],
    ['with the surest of two headings', 'Name,DNSHostName\nFront desk,pc1.corp.example\n', ['pc1.corp.example']],
    ['with names twice', 'PC1\npc1\npc1.corp.example\nCORP\\PC1$\n\n\n', ['CORP\\PC1$']],
  ])('%s', (_, text, names) => {
    expect(list(text)).toEqual(names);
  });

  it.each([
    'Nazwa komputera',
    'Nazwa stacji',
    'Stacja robocza',
    'Workstations',
    'DNSHostName',
    'Nombre del equipo',
    'Computer-Name',
  ])('takes "%s" for a heading and not for a computer', (heading) => {
    expect(list(`${heading}\nPC1\n`)).toEqual(['PC1']);
    expect(list(`Room;${heading}\n1;PC1\n`)).toEqual(['PC1']);
  });

  it.each([
    ['nothing', '', 'names no computer'],
    ['a heading only', 'computer\n', 'names no computer'],
    ['Windows-1250', Buffer.from([0xa3, 0xd3, 0x44]), 'not UTF-8'],
    ['a control character', 'PC1\nPC\u00002\n', 'entry 2'],
    ['a name without end', 'x'.repeat(300), 'entry 1'],
    ['a megabyte', 'x'.repeat(1024 * 1024 + 1), '1 MB'],
    ['too many', Array.from({ length: 10_001 }, (_, at) => `PC${at}`).join('\n'), '10000'],
  ])('with %s is refused', (_, text, problem) => {
    expect(problemIn(text)).toContain(problem);
  });
});

const line = (computer: string, more: Partial<LedgerLine> = {}): LedgerLine => ({
  ledger: 1,
  chain: '00000000-0000-4000-8000-000000000000',
  number: 1,
  previous: '',
  key: '0'.repeat(16),
  at: '2026-01-01T00:00:00.000Z',
  computer,
  policy: 'fbs',
  role: 'workstation',
  fingerprint: 'a'.repeat(64),
  level: 'enforced',
  evidence: [],
  remarks: [],
  simulated: false,
  mac: '0'.repeat(64),
  ...more,
});

describe('the roll call', () => {
  const states = (names: readonly string[], lines: readonly LedgerLine[]): readonly string[] =>
    rollCall(names, lines, 'a'.repeat(64)).computers.map(({ state, proved }) => (proved ? `${state}, proved` : state));

  it('tells who is done, who is missing, who has something else', () => {
    const lines = [
      line('pc1'),
      line('PC2', { fingerprint: 'b'.repeat(64) }),
      line('PC3', { level: 'stored' }),
      line('PC4', { level: 'proved' }),
      line('PC5', { role: 'server' }),
    ];
    expect(states(['PC1', 'PC2', 'PC3', 'PC4', 'PC5', 'PC6'], lines)).toEqual([
      'done',
      'other-policy',
      'not-in-force',
      'done, proved',
      'missing',
      'missing',
    ]);
  });

  it('takes the newest line of a computer, whichever chain it is in', () => {
    const newer = line('PC1', { at: '2026-02-01T00:00:00.000Z', level: 'stored' });
    expect(states(['PC1'], [newer, line('PC1')])).toEqual(['not-in-force']);
  });

  it('names computers that nobody has listed', () => {
    expect(rollCall(['PC1'], [line('PC1'), line('ŻÓŁW')], undefined).unlisted).toEqual(['ŻÓŁW']);
  });
});
