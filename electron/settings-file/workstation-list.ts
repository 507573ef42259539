import { fail } from '#contract/app-error';
import type { LedgerLine } from './ledger-line';
import { machinesIn, type Machine } from './ledger-machines';
import { oldestFirst } from './ledger-order';
import { readBounded } from './read-bounded';
import { utf16Of } from './utf16';

const mostBytes = 1024 * 1024;
const mostNames = 10_000;
const mostLetters = 255;

/**
 * Words over the column with the names, the surest first, without blanks, marks and the letters' case; a list without such
 * a word has them in its first column. English, Polish, Spanish, and what Active Directory exports.
 */
const headings = [
  ...['dnshostname', 'computername', 'workstationname', 'hostname', 'samaccountname', 'netbiosname', 'pcname'],
  ...['nazwakomputera', 'nazwastacji', 'nazwastacjiroboczej', 'nazwahosta'],
  ...['nombredelequipo', 'nombredeequipo', 'nombredelordenador', 'nombredelhost'],
  ...['computer', 'computers', 'workstation', 'workstations', 'host', 'hosts'],
  ...['komputer', 'komputery', 'stacjarobocza', 'stacjerobocze', 'stacja', 'stacje'],
  ...['equipo', 'equipos', 'ordenador', 'ordenadores'],
  ...['name', 'nazwa', 'nombre'],
];
const headingIn = (cell: string): number =>
  headings.indexOf(
    cell
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[\s_\-.:#]/gu, ''),
  );

/** Where the names are; -1 where no cell of the first row is a heading. */
function namedColumn(first: readonly string[]): number {
  const ranks = first.map(headingIn);
  const best = Math.min(...ranks.filter((rank) => rank !== -1));
  return ranks.indexOf(best);
}

/** A line of its own that begins with `#`, as scripts and `Export-Csv` (`#TYPE`) write them; never within quotes. */
const withoutComments = (text: string): string => {
  let isQuoted = false;
  return text
    .split('\n')
    .filter((line) => {
      const isComment = !isQuoted && line.trimStart().startsWith('#');
      if (!isComment && line.split('"').length % 2 === 0) isQuoted = !isQuoted;
      return !isComment;
    })
    .join('\n');
};

/** Excel separates by the list separator of the country, and it is the first line that shows which; never within quotes. */
const separatorOf = (text: string): string => {
  const [line = ''] = text.split('\n');
  const bare = line.replaceAll(/"[^"]*"/gu, '');
  return ['\t', ';'].find((one) => bare.includes(one)) ?? ',';
};

/** What many programs write first for Excel, so that it need not guess: `sep=;`. */
const saidSeparator = /^"?sep=([,;\t])"?[^\S\n]*(?:\n|$)/iu;

/** The lines from the first with something in it on, and how their cells are parted. */
function begunOf(text: string): { readonly text: string; readonly separator: string } {
  const begun = text.replace(/^(?:[^\S\n]*\n)+/u, '');
  const [line, separator] = saidSeparator.exec(begun) ?? [];
  return line === undefined || separator === undefined
    ? { text: begun, separator: separatorOf(begun) }
    : { text: begun.slice(line.length), separator };
}

/** RFC 4180: cells in quotes may hold separators, line ends, and doubled quotes. */
function cellsOf(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const row: string[] = [];
  let [cell, isQuoted] = ['', false];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '"' && isQuoted && text.charAt(at + 1) === '"') {
      cell += letter;
      at += 1;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted || (letter !== separator && letter !== '\n')) cell += letter;
    else {
      row.push(cell.trim());
      cell = '';
      if (letter === '\n') rows.push(row.splice(0));
    }
  }
  return [...rows, [...row, cell.trim()]].filter((cells) => cells.some((one) => one !== ''));
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder(utf16Of(bytes) ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('list-unusable', { file, problem: 'it is not UTF-8 text; Excel calls that "CSV UTF-8"' });
  }
}

/** `corp\PC1$`, `pc1.corp.example` and `PC1` are one computer; case and composition of letters do not count. */
export const comparable = (name: string): string =>
  (name.normalize('NFC').toUpperCase().split('\\').at(-1) ?? '').replace(/\$$/u, '').replace(/\..*$/su, '');

function namesIn(rows: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = rows;
  const column = namedColumn(first);
  const named = (column === -1 ? rows : rows.slice(1)).map((cells) => cells[Math.max(0, column)] ?? '');
  return [...new Map(named.filter((name) => name !== '').map((name) => [comparable(name), name])).values()];
}

const isName = (name: string): boolean =>
  name.length <= mostLetters && !/\p{Cc}/u.test(name) && comparable(name) !== '';

/** The names of a list of workstations, each once. Throws AppFailure `list-unusable`. */
export function parseList(bytes: Uint8Array, file: string): readonly string[] {
  if (bytes.length > mostBytes) return fail('list-unusable', { file, problem: 'it is larger than 1 MB' });
  const { text, separator } = begunOf(withoutComments(decoded(bytes, file).replaceAll(/\r\n?/gu, '\n')));
  const names = namesIn(cellsOf(text, separator));
  if (names.length === 0) return fail('list-unusable', { file, problem: 'it names no computer' });
  if (names.length > mostNames) return fail('list-unusable', { file, problem: `it has more than ${mostNames} names` });
  const wrong = names.findIndex((name) => !isName(name));
  return wrong === -1 ? names : fail('list-unusable', { file, problem: `entry ${wrong + 1} is no name of a computer` });
}

/** The same from a file: CSV with comma, semicolon or tab, or one name a line. Throws AppFailure. */
export const readList = async (file: string): Promise<readonly string[]> =>
  parseList(await readBounded(file, mostBytes), file);

/**
 * `done`: the policy is in force there, or better. `other-policy`: another content than that of the settings file now.
 * `not-in-force`: it is stored only, or not even that.
 */
export type WorkstationState = 'done' | 'other-policy' | 'not-in-force' | 'missing';

export interface Answered {
  readonly computer: string;
  readonly state: WorkstationState;
  /** Whether a secured connection was seen there. */
  readonly proved: boolean;
  readonly at?: string;
  /** Its policy was in place once, and was taken away at that time. */
  readonly takenBack?: true;
  /** What the computer is called now, where the list has an earlier name of it. */
  readonly now?: string;
  /** How many computers of this name the ledger knows, where it is more than one: then the worst of them counts. */
  readonly sameName?: number;
}

export interface RollCall {
  readonly computers: readonly Answered[];
  /** In the ledger as workstations, and not on the list. */
  readonly unlisted: readonly string[];
}

const isInForce = ({ level }: LedgerLine): boolean => level === 'enforced' || level === 'proved';

function answerOf(computer: string, line: LedgerLine | undefined, fingerprint: string | undefined): Answered {
  if (line === undefined) return { computer, state: 'missing', proved: false };
  const isOther = fingerprint !== undefined && line.fingerprint !== fingerprint;
  // What was taken away again counts as if it had never been done.
  if (line.level === 'none') return { computer, state: 'missing', proved: false, at: line.at, takenBack: true };
  const state = isOther ? 'other-policy' : isInForce(line) ? 'done' : 'not-in-force';
  return { computer, state, proved: line.level === 'proved', at: line.at };
}

/** From what is furthest from done. */
const worstFirst: readonly WorkstationState[] = ['missing', 'not-in-force', 'other-policy', 'done'];

function worstOf(computer: string, machines: readonly Machine[], fingerprint: string | undefined): Answered {
  const answers = machines.map(({ newest }) => answerOf(computer, newest, fingerprint));
  const [worst = answerOf(computer, undefined, fingerprint)] = answers.toSorted(
    (a, b) => worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state),
  );
  const proved = answers.every((answer) => answer.proved) && answers.length > 0;
  return answers.length > 1 ? { ...worst, proved, sameName: answers.length } : worst;
}

function byName(
  machines: readonly Machine[],
  namesOf: (machine: Machine) => readonly string[],
): ReadonlyMap<string, readonly Machine[]> {
  const found = new Map<string, Machine[]>();
  for (const machine of machines)
    for (const name of namesOf(machine)) found.set(name, [...(found.get(name) ?? []), machine]);
  return found;
}

/** Workstations in the order of their last lines, oldest first. */
const workstationsIn = (lines: readonly LedgerLine[], isExpected: (name: string) => boolean): readonly Machine[] =>
  machinesIn(oldestFirst(lines.filter(({ role }) => role === 'workstation')), isExpected, comparable);

/** What the workstations of a ledger are called now, each name once: where nobody has a list of them. Pure. */
export const workstationNames = (lines: readonly LedgerLine[]): readonly string[] => [
  ...new Map(
    workstationsIn(lines, () => false).map(({ newest: { computer } }) => [comparable(computer), computer]),
  ).values(),
];

/**
 * A list of workstations held against the lines of a ledger: the newest line of each computer counts, under whatever
 * name. Without a fingerprint any policy does. Pure.
 */
export function rollCall(
  names: readonly string[],
  lines: readonly LedgerLine[],
  fingerprint: string | undefined,
): RollCall {
  const listed = new Set(names.map(comparable));
  const machines = workstationsIn(lines, (name) => listed.has(name));
  const nowOf = ({ newest }: Machine): string => comparable(newest.computer);
  const called = byName(machines, (machine) => [nowOf(machine)]);
  const calledOnce = byName(
    machines.filter((machine) => !listed.has(nowOf(machine))),
    ({ names: all }) => [...all],
  );
  const answer = (name: string): Answered => {
    const present = called.get(comparable(name)) ?? [];
    if (present.length > 0) return worstOf(name, present, fingerprint);
    const renamed = calledOnce.get(comparable(name)) ?? [];
    const now = renamed[0]?.newest.computer;
    return { ...worstOf(name, renamed, fingerprint), ...(now === undefined ? {} : { now }) };
  };
  return {
    computers: names.map(answer),
    unlisted: machines
      .filter((machine) => [...machine.names].every((name) => !listed.has(name)))
      .map(({ newest }) => newest.computer),
  };
}
