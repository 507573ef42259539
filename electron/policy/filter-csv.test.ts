import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, writeCsv } from './csv';
import { exportFilters, filterColumns, importFilters, longestCsv } from './filter-csv';
import type { IpAddressChoice, IpFilter, IpPort, IpProtocol } from './model';
import { limits } from './parse';

const header = `${filterColumns.join(',')}\r\n`;
const row = 'Yes,TCP,Any,4531,,Any,0.0.0.0,,My IP address,255.255.255.255';
const filter: IpFilter = {
  mirrored: true,
  protocol: 'TCP',
  source: { kind: 'any' },
  sourcePort: { kind: 'any' },
  destination: { kind: 'my-ip-address' },
  destinationPort: { kind: 'port', port: 4531 },
};

const bytes = fc.integer({ min: 1, max: 200 });
const ipv4 = fc.tuple(bytes, bytes, bytes).map((parts) => `10.${parts.join('.')}`);
const ipv6 = fc.tuple(bytes, bytes).map(([a, b]) => `2001:DB8::${a.toString(16)}:${b.toString(16)}`);
const range = fc.tuple(bytes, bytes, bytes).map(([a, b, c]) => ({
  kind: 'range' as const, from: `10.1.${a}.${Math.min(b, c)}`, to: `10.1.${a}.${Math.max(b, c)}`,
})); // prettier-ignore
/** A name may be anything, formulas among it. */
const dnsName = fc
  .oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('=cmd|x!A1', '+1', '-1', '@SUM(1)', "'=1", "''-x", 'a,b;c\td', 'q"uo"te', '"', 'line\r\nend'),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '');
const choice: fc.Arbitrary<IpAddressChoice> = fc.oneof(
  fc.constantFrom<IpAddressChoice>({ kind: 'any' }, { kind: 'my-ip-address' }),
  fc.record({ kind: fc.constant('specific-address' as const), address: fc.oneof(ipv4, ipv6) }),
  fc.record({ kind: fc.constant('subnet' as const), address: ipv4, prefixLength: fc.integer({ min: 8, max: 32 }) }),
  fc.record({ kind: fc.constant('subnet' as const), address: ipv6, prefixLength: fc.integer({ min: 16, max: 128 }) }),
  range,
  fc.record({
    kind: fc.constant('dns-name' as const),
    dnsName,
    addresses: fc.array(fc.oneof(ipv4, ipv6), { minLength: 1, maxLength: 5 }),
  }),
);
const port: fc.Arbitrary<IpPort> = fc.oneof(
  fc.constant({ kind: 'any' as const }),
  fc.record({ kind: fc.constant('port' as const), port: fc.integer({ min: 1, max: 65_535 }) }),
);
const protocol: fc.Arbitrary<IpProtocol> = fc.oneof(
  fc.constantFrom<IpProtocol>('TCP', 'UDP', 'ICMPv4', 'ICMPv6', 'any'),
  fc.record({ number: fc.integer({ min: 0, max: 255 }) }),
);
const filters = fc.array(
  fc.record({
    mirrored: fc.boolean(),
    protocol,
    source: choice,
    sourcePort: port,
    destination: choice,
    destinationPort: port,
  }),
  { maxLength: 12 },
);

describe('a filter list as CSV', () => {
  it('comes back as it went out', () => {
    fc.assert(
      fc.property(filters, (list) => {
        expect(importFilters(exportFilters(list))).toEqual({ filters: list, rejected: [] });
      }),
    );
  });

  it('holds no cell that a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(filters, (list) => {
        const cells = readCsv(exportFilters(list)).rows.flatMap((one) => one.cells);
        expect(cells.filter((cell) => /^[=+\-@\t\r]/u.test(cell))).toEqual([]);
      }),
    );
  });

  it('is written with the columns of secpol', () => {
    expect(exportFilters([filter])).toBe(`${header}${row}\r\n`);
  });

  it('is read with any separator, line end, order and case of the columns, and with others between them', () => {
    const columns = [...filterColumns].reverse();
    const cells = row.split(',').reverse();
    for (const separator of [',', ';', '\t']) {
      for (const end of ['\n', '\r\n', '\r']) {
        const head = ['Remark', ...columns.map((one) => one.toUpperCase())].join(separator);
        const text = `\uFEFF${head}${end}${end}${['"x ""y"""', ...cells].join(separator)}${end}`;
        expect(importFilters(text)).toEqual({ filters: [filter], rejected: [] });
      }
    }
  });

  it('takes several ports and a range in one cell as so many filters', () => {
    const found = importFilters(`${header}${row.replace('4531', '21 50000-50002')}`);
    expect(found.rejected).toEqual([]);
    expect(found.filters.map(({ destinationPort }) => destinationPort)).toEqual(
      [21, 50_000, 50_001, 50_002].map((number) => ({ kind: 'port', port: number })),
    );
  });

  it('names every bad row with its line and all that is wrong, and takes the others', () => {
    const bad = ['Maybe,TPC,Any,70000,,10.0.0.300,255.255.255.255,,224.0.0.1,', 'Yes,TCP', row];
    const { filters: taken, rejected } = importFilters(`${header}${row}\r\n\r\n${bad.join('\r\n')}`);
    expect(taken).toEqual([filter, filter]);
    expect(rejected.map(({ line, findings }) => [line, findings.map(({ code }) => code)])).toEqual([
      [
        4,
        [
          'csv-cell-unreadable',
          'csv-cell-unreadable',
          'csv-cell-unreadable',
          'csv-cell-unreadable',
          'address-not-unicast',
        ],
      ],
      [5, ['csv-cells-missing']],
    ]);
  });

  it.each([
    ['mask with a gap', '10.0.0.0,255.0.255.0'],
    ['prefix beyond the family', '10.0.0.0,/33'],
    ['range that is reversed', '10.0.0.9-10.0.0.1,'],
    ['name without address', 'srv01,'],
    ['nothing', ','],
  ])('refuses an address that is a %s', (_, cells) => {
    const { filters: taken, rejected } = importFilters(`${header}${row.replace('Any,0.0.0.0', cells)}`);
    expect([taken, rejected.length]).toEqual([[], 1]);
  });

  it('tells lines by the text, also after a cell with line ends', () => {
    const named = row.replace(',,Any,0.0.0.0', ',"a\r\nb",192.0.2.1,');
    expect(importFilters(`${header}${named}\r\nbad`).rejected.map(({ line }) => line)).toEqual([4]);
  });

  it('without the right columns is refused with those that are missing', () => {
    const [found] = importFilters('Address\r\n192.0.2.1').rejected;
    expect(found?.findings).toMatchObject([{ code: 'csv-header-unknown', context: { missing: filterColumns } }]);
    expect(importFilters('').rejected).toHaveLength(1);
  });

  it('with a quotation mark that is never closed says where', () => {
    const found = importFilters(`${header}${row}\r\n"${row}`);
    expect(found.filters).toEqual([filter]);
    expect(found.rejected).toMatchObject([{ line: 3, findings: [{ code: 'csv-not-closed' }] }]);
  });

  it('is bounded in length, in filters, in ports and in bad lines', () => {
    const codesOf = (text: string): readonly string[] =>
      importFilters(text).rejected.flatMap(({ findings }) => findings.map(({ code }) => code));
    expect(codesOf('x'.repeat(longestCsv + 1))).toEqual(['csv-too-large']);
    const many = importFilters(header + `${row}\n`.repeat(limits.filters + 50));
    expect([many.filters.length, many.rejected.map(({ line }) => line)]).toEqual([
      limits.filters,
      [limits.filters + 2],
    ]);
    expect(codesOf(header + row.replace('4531', '1-65535'))).toEqual(['csv-cell-unreadable']);
    expect(importFilters(header + 'x\n'.repeat(400_000)).rejected).toHaveLength(1_001);
  });

  it('never throws, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.boolean(), (text, headed) => {
        const found = importFilters(headed ? header + text : text);
        expect(found.filters.length).toBeLessThanOrEqual(limits.filters);
      }),
    );
  });
});

describe('a table of cells as CSV', () => {
  it('comes back as it went out, but for the apostrophe that disarms a formula', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('"', '""', ',', ';', '\t', '\n', '\r\n', ' x '));
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, (table) => {
        // The first line shows the separator, so it holds no other one here.
        const text = writeCsv([['first', 'line'], ...table]);
        const back = readCsv(text)
          .rows.slice(1)
          .map(({ cells }) => cells);
        const disarmed = (one: string): string => (/^'*[=+\-@\t\r]/u.test(one) ? `'${one}` : one);
        const wanted = table
          .map((cells) => cells.map(disarmed))
          .filter((cells) => cells.some((one) => one.trim() !== ''));
        expect(back).toEqual(wanted);
      }),
    );
  });
});
