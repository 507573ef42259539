import type { ArchivedFile } from './archive';

/**
 * The whole archive, unpacked. The page is a quarter of it. Main and the command line are a third each and hold nearly the
 * same: two files that stand alone, so that the window starts without the other, and readable, so that an error can be
 * found by its line. The whole package has some 250 MB.
 */
export const BUDGET_BYTES = 5_500_000;

const expected: readonly string[] = [
  'package.json',
  'out/main/index.cjs',
  'out/cli/index.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];
const pageAsset = /^out\/renderer\/assets\/[\w.-]+\.(?:js|css|svg|png|woff2)$/u;

/** Said by nothing but fault injection's own reading of its list; a test makes sure that it is still said there. */
export const FAULT_INJECTION = 'fail|hang|die|differ';
const SOURCE_MAP = /[#@]\s*sourceMappingURL=/u;

/** Whether a file of this path, from the program's root and with slashes, is one of those that are packed. */
export const isPacked = (path: string): boolean => expected.includes(path) || pageAsset.test(path);

function wrongWith({ path, content }: ArchivedFile): readonly string[] {
  if (!isPacked(path)) return [`${path} is not on the list`];
  if (content === undefined) return [`${path} lies outside of the archive`];
  const text = content.toString('utf8');
  return [
    ...(SOURCE_MAP.test(text) ? [`${path} names a source map`] : []),
    ...(text.includes(FAULT_INJECTION) ? [`${path} holds fault injection`] : []),
  ];
}

export const bytesOf = (files: readonly ArchivedFile[]): number =>
  files.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);

/** What speaks against handing this archive to people, in words; nothing when it may go out. */
export function objectionsTo(files: readonly ArchivedFile[]): readonly string[] {
  const missing = expected.filter((path) => files.every((file) => file.path !== path));
  const bytes = bytesOf(files);
  return [
    ...files.flatMap(wrongWith),
    ...missing.map((path) => `${path} is missing`),
    ...(bytes > BUDGET_BYTES ? [`the archive holds ${bytes} bytes, over its budget of ${BUDGET_BYTES}`] : []),
  ];
}
