import { finding, type Finding } from '#contract/finding';
import { refuse, succeed, type Result } from '#contract/result';
import { readChoice } from './address';
import { readAddressText } from './address-text';
import { readCsv, withoutApostrophe, writeCsv, type CsvRow } from './csv';
import type { IpAddressChoice, IpFilter, IpPort, IpProtocol } from './model';
import { limits } from './parse';

/** A row that was not taken, with the line on which it begins, counted from 1, and what is wrong with it. */
export interface RejectedRow {
  readonly line: number;
  readonly findings: readonly Finding[];
}

export interface ImportedFilters {
  readonly filters: readonly IpFilter[];
  readonly rejected: readonly RejectedRow[];
}

/** The columns of secpol's table of filters, in its order. */
export const filterColumns = [
  'Mirrored',
  'Protocol',
  'Source Port',
  'Destination Port',
  'Source DNS Name',
  'Source Address',
  'Source Mask',
  'Destination DNS Name',
  'Destination Address',
  'Destination Mask',
] as const;
type Column = (typeof filterColumns)[number];

/** Far above the largest list; what is longer is not read. */
export const longestCsv = 1_048_576;
const longestShown = 80;
const mostPortsInCell = 256;
/** Enough to correct a list by; a file with more is no filter list. */
const mostRejected = 1_000;

type Cells = Readonly<Record<Column, string>>;
type Read<T> = Result<T, Finding>;

const unreadable = (column: Column, text: string): ReturnType<typeof refuse<Finding>> =>
  refuse(finding('csv-cell-unreadable', 'block', { column, text: text.slice(0, longestShown) }));

const myAddress = 'My IP address';
const any = 'Any';
const isWord = (text: string, word: string): boolean => text.toLowerCase() === word.toLowerCase();

// Out.

const maskOf = (prefixLength: number): string =>
  [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefixLength - from)))).join('.');

/** An IPv4 subnet of one address would read like that address: only its mask is written as a prefix length. */
const subnetMask = (address: string, prefixLength: number): string =>
  address.includes(':') || prefixLength === 32 ? `/${prefixLength}` : maskOf(prefixLength);

interface SideCells {
  readonly name: string;
  readonly address: string;
  readonly mask: string;
}

function sideCells(choice: IpAddressChoice): SideCells {
  switch (choice.kind) {
    case 'my-ip-address':
      return { name: '', address: myAddress, mask: '255.255.255.255' };
    case 'any':
      return { name: '', address: any, mask: '0.0.0.0' };
    case 'specific-address':
      return { name: '', address: choice.address, mask: choice.address.includes(':') ? '' : '255.255.255.255' };
    case 'subnet':
      return { name: '', address: choice.address, mask: subnetMask(choice.address, choice.prefixLength) };
    case 'range':
      return { name: '', address: `${choice.from}-${choice.to}`, mask: '' };
    case 'dns-name':
      return { name: choice.dnsName, address: choice.addresses.join(' '), mask: '' };
  }
}

const protocolCell = (protocol: IpProtocol): string =>
  typeof protocol === 'object' ? String(protocol.number) : protocol === 'any' ? any : protocol;
const portCell = (port: IpPort): string => (port.kind === 'any' ? any : String(port.port));

function rowOf({ mirrored, protocol, source, sourcePort, destination, destinationPort }: IpFilter): readonly string[] {
  const [from, to] = [sideCells(source), sideCells(destination)];
  return [
    mirrored ? 'Yes' : 'No',
    protocolCell(protocol),
    portCell(sourcePort),
    portCell(destinationPort),
    ...[from.name, from.address, from.mask],
    ...[to.name, to.address, to.mask],
  ];
}

/** A filter list as CSV: one filter a line below the names of the columns; no cell is a formula. */
export const exportFilters = (filters: readonly IpFilter[]): string => writeCsv([filterColumns, ...filters.map(rowOf)]);

// In.

function readMirrored(text: string): Read<boolean> {
  if (['yes', 'true', '1'].includes(text.toLowerCase())) return succeed(true);
  return ['no', 'false', '0'].includes(text.toLowerCase()) ? succeed(false) : unreadable('Mirrored', text);
}

const namedProtocols = ['TCP', 'UDP', 'ICMPv4', 'ICMPv6', 'any'] as const;

function readProtocol(text: string): Read<IpProtocol> {
  const named = namedProtocols.find((one) => isWord(one, text));
  if (named !== undefined) return succeed(named);
  // secpol's own word for it.
  if (isWord(text, 'ICMP')) return succeed('ICMPv4');
  const number = /^\d{1,3}$/u.test(text) ? Number(text) : 256;
  return number <= 255 ? succeed({ number }) : unreadable('Protocol', text);
}

const span = (from: number, to: number): readonly IpPort[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ kind: 'port', port: from + at }));

/** `4531`, or several with blanks between them, or a range: a filter has one port, so each becomes a filter. */
function readPorts(column: Column, text: string): Read<readonly IpPort[]> {
  if (isWord(text, any) || text === '') return succeed([{ kind: 'any' }]);
  const spans = text.split(/[\s,;]+/u).map((one) => /^(\d{1,5})(?:-(\d{1,5}))?$/u.exec(one));
  const ends = spans.map((match) => [Number(match?.[1]), Number(match?.[2] ?? match?.[1])] as const);
  const right = ends.every(([from, to]) => from >= 1 && from <= to && to <= 65_535);
  const count = ends.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  if (!right || count > mostPortsInCell) return unreadable(column, text);
  return succeed(ends.flatMap(([from, to]) => span(from, to)));
}

const prefixOf = (mask: string): string => mask.replace(/^\//u, '');

/** A mask, a prefix length, or nothing; `192.0.2.0/24` in the address cell is taken as well. */
function addressWithMask(address: string, mask: string): IpAddressChoice | undefined {
  const [written = '', inAddress] = address.split('/');
  const tail = mask === '' || isWord(mask, '255.255.255.255') ? inAddress : prefixOf(mask);
  const text = tail === undefined ? written : `${written}/${tail}`;
  const read = readAddressText(text);
  if (!read.ok) return undefined;
  if (read.value.kind === 'address') return { kind: 'specific-address', address: written };
  if (read.value.kind === 'prefix') return { kind: 'subnet', address: written, prefixLength: read.value.prefixLength };
  const [from = '', to = ''] = text.split('-').map((end) => end.trim());
  return read.value.kind === 'range' ? { kind: 'range', from, to } : undefined;
}

function choiceOf({ name, address, mask }: SideCells): IpAddressChoice | undefined {
  if (name !== '')
    return { kind: 'dns-name', dnsName: name, addresses: address.split(/\s+/u).filter((one) => one !== '') };
  if (isWord(address, myAddress)) return { kind: 'my-ip-address' };
  if (isWord(address, any) || isWord(address, 'Any IP address')) return { kind: 'any' };
  return addressWithMask(address, mask);
}

function readSide(side: 'Source' | 'Destination', cells: Cells): Read<IpAddressChoice> {
  const [name, address, mask] = [cells[`${side} DNS Name`], cells[`${side} Address`], cells[`${side} Mask`]];
  const choice = choiceOf({ name, address, mask });
  if (choice === undefined) return unreadable(`${side} Address`, mask === '' ? address : `${address} ${mask}`);
  if (choice.kind === 'dns-name' && choice.addresses.length > limits.addressesOfName) {
    return refuse(finding('csv-too-large', 'block', { most: limits.addressesOfName, unit: 'addresses of one name' }));
  }
  const usable = readChoice(choice);
  return usable.ok ? succeed(choice) : usable;
}

const findingsIn = (reads: readonly Read<unknown>[]): readonly Finding[] =>
  reads.flatMap((read) => (read.ok ? [] : [read.error]));

function filtersOf(cells: Cells): Result<readonly IpFilter[], readonly Finding[]> {
  const mirrored = readMirrored(cells.Mirrored);
  const protocol = readProtocol(cells.Protocol);
  const sourcePorts = readPorts('Source Port', cells['Source Port']);
  const destinationPorts = readPorts('Destination Port', cells['Destination Port']);
  const [source, destination] = [readSide('Source', cells), readSide('Destination', cells)];
  if (!mirrored.ok || !protocol.ok || !sourcePorts.ok || !destinationPorts.ok || !source.ok || !destination.ok) {
    return refuse(findingsIn([mirrored, protocol, sourcePorts, destinationPorts, source, destination]));
  }
  const ends = {
    mirrored: mirrored.value,
    protocol: protocol.value,
    source: source.value,
    destination: destination.value,
  };
  return succeed(
    sourcePorts.value.flatMap((sourcePort) =>
      destinationPorts.value.map((destinationPort) => ({ ...ends, sourcePort, destinationPort })),
    ),
  );
}

const comparable = (heading: string): string => heading.toLowerCase().replaceAll(/[\s_.-]/gu, '');

/** Where each column stands: in any order, in any letter case, with others between them. */
function placesOf({ cells }: CsvRow): Result<ReadonlyMap<Column, number>, readonly Column[]> {
  const headings = cells.map(comparable);
  const places = new Map(filterColumns.map((column) => [column, headings.indexOf(comparable(column))]));
  const missing = filterColumns.filter((column) => places.get(column) === -1);
  return missing.length === 0 ? succeed(places) : refuse(missing);
}

function cellsOf({ cells }: CsvRow, places: ReadonlyMap<Column, number>): Cells {
  const cell = (column: Column): string => withoutApostrophe(cells[places.get(column) ?? -1] ?? '').trim();
  return Object.fromEntries(filterColumns.map((column) => [column, cell(column)])) as Cells;
}

function readRow(
  row: CsvRow,
  places: ReadonlyMap<Column, number>,
  columns: number,
): Result<readonly IpFilter[], RejectedRow> {
  const { line, cells } = row;
  if (cells.length !== columns) {
    const wrong = finding('csv-cells-missing', 'block', { cells: cells.length, columns });
    return refuse({ line, findings: [wrong] });
  }
  const read = filtersOf(cellsOf(row, places));
  return read.ok ? read : refuse({ line, findings: read.error });
}

const tooLarge = (most: number, unit: string): Finding => finding('csv-too-large', 'block', { most, unit });

const full = ({ line }: CsvRow, most: number, unit: string): RejectedRow => ({
  line,
  findings: [tooLarge(most, unit)],
});

/** Rows one by one until the list is full: the row that no longer fits is named, and nothing after it is read. */
function readRows(rows: readonly CsvRow[], places: ReadonlyMap<Column, number>, columns: number): ImportedFilters {
  const filters: IpFilter[] = [];
  const rejected: RejectedRow[] = [];
  for (const row of rows) {
    if (rejected.length === mostRejected)
      return { filters, rejected: [...rejected, full(row, mostRejected, 'bad lines')] };
    const read = readRow(row, places, columns);
    if (!read.ok) rejected.push(read.error);
    else if (filters.length + read.value.length <= limits.filters) filters.push(...read.value);
    else return { filters, rejected: [...rejected, full(row, limits.filters, 'filters')] };
  }
  return { filters, rejected };
}

/**
 * A filter list out of CSV with secpol's columns, in any order, with comma, semicolon or tab. Every row that cannot be
 * read is named with its line and all that is wrong with it; the others are taken. A port cell may hold several ports or
 * a range, which become as many filters. Bounded: one megabyte of text, 1,024 filters, 256 ports in a cell.
 */
export function importFilters(text: string): ImportedFilters {
  if (text.length > longestCsv) {
    return { filters: [], rejected: [{ line: 1, findings: [tooLarge(longestCsv, 'characters')] }] };
  }
  const { rows, notClosed } = readCsv(text);
  const unfinished = notClosed === undefined ? [] : [{ line: notClosed.line, findings: [notClosed.finding] }];
  const [header = { line: 1, cells: [] }, ...body] = rows;
  const places = placesOf(header);
  if (!places.ok) {
    const unknown = finding('csv-header-unknown', 'block', { missing: places.error });
    return { filters: [], rejected: [{ line: header.line, findings: [unknown] }, ...unfinished] };
  }
  const { filters, rejected } = readRows(body, places.value, header.cells.length);
  return { filters, rejected: [...rejected, ...unfinished] };
}
