import { appError, type AppError } from '#contract/app-error';
import { finding } from '#contract/finding';
import { refuse, succeed, type Result } from '#contract/result';
import { type ImportedFilters, importFilters, longestCsv } from '#policy/filter-csv';
import type { IpFilter, IpSecurityPolicy } from '#policy/model';
import { limits } from '#policy/parse';
import { changeFilters, ruleOf } from './edit-policy';
import { blocking, findingsOf, findingsUnder } from './findings';

/** A file as the page gets it: its size is known before anything of it is read. */
export type ListFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** No character takes more bytes than four. */
const mostBytes = longestCsv * 4;

const tooLarge: ImportedFilters = {
  filters: [],
  rejected: [{ line: 1, findings: [finding('csv-too-large', 'block', { most: longestCsv, unit: 'characters' })] }],
};

/** Excel writes "Unicode Text" as UTF-16 with a mark at the beginning; everything else is taken for UTF-8. */
function textOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return new TextDecoder(wide ? (first === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
}

/** What a file holds: filters, and every line that is none with its reason. Refused where it cannot be read at all. */
export async function readFilterFile(file: ListFile): Promise<Result<ImportedFilters, AppError>> {
  if (file.size > mostBytes) return succeed(tooLarge);
  try {
    return succeed(importFilters(textOf(await file.arrayBuffer())));
  } catch {
    const reason = 'it is gone, or may not be read';
    return refuse(appError('file-unreadable', { file: file.name, reason }));
  }
}

export type ImportHow = 'add' | 'replace';

/** The policy with the filters in the list of a rule, up to what a list holds. */
export const withImported = (
  policy: IpSecurityPolicy,
  at: number,
  filters: readonly IpFilter[],
  how: ImportHow,
): IpSecurityPolicy =>
  changeFilters(policy, at, (old) => [...(how === 'add' ? old : []), ...filters].slice(0, limits.filters));

/** How many filters a list would have no room for. */
export function leftOut(policy: IpSecurityPolicy, at: number, filters: readonly IpFilter[], how: ImportHow): number {
  const there = how === 'add' ? (ruleOf(policy, at)?.filterList.filters.length ?? 0) : 0;
  return Math.max(0, there + filters.length - limits.filters);
}

/** How many of the filters something will block, as it stands. */
export function blockedAmong(policy: IpSecurityPolicy, at: number, filters: readonly IpFilter[]): number {
  const path = `rules[${at}].filterList`;
  const wrong = blocking(findingsUnder(findingsOf(changeFilters(policy, at, () => filters)), path));
  return new Set(wrong.flatMap(({ path: at }) => /\.filters\[(\d+)\]/u.exec(at ?? '')?.[1] ?? [])).size;
}

const plain = (text: string): string => text.replaceAll(/[^\w.-]+/gu, '-').slice(0, 40);

/** A name that every file system takes. */
export const exportName = ({ id }: IpSecurityPolicy, list: string): string =>
  `${
    [id, list]
      .map(plain)
      .join('-')
      .replaceAll(/-{2,}/gu, '-')
      .replace(/^[-.]+/u, '') || 'filters'
  }.csv`;
