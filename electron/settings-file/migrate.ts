import { fail } from '#contract/app-error';

export type JsonObject = Readonly<Record<string, unknown>>;

/** From one format to the next one. What it is given has that format's number, and nothing else of it was checked. */
export type Migration = (older: JsonObject) => JsonObject;

/** The format that is written. */
export const currentFormat = 2;

/** By the format that a migration starts from. A new format adds its line here, and a file of the old one to the tests. */
const migrations: ReadonlyMap<number, Migration> = new Map([
  // Format 2 can hold a secret for the ledger. What is older holds none, and gets none: nobody else would know it.
  [1, (older: JsonObject) => older],
]);

export interface MigrationTable {
  readonly current: number;
  readonly migrations: ReadonlyMap<number, Migration>;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A format is a whole number from 1 on; anything else is damage, and is not quoted. */
function formatOf(document: JsonObject, file: string): number {
  const { format } = document;
  if (typeof format === 'number' && Number.isSafeInteger(format) && format >= 1) return format;
  return fail('settings-damaged', { file, problem: 'its format is not a number of a version' });
}

/**
 * A document of any format that was ever written, as one of today's. Throws AppFailure `settings-too-new` for one of
 * tomorrow's, `settings-damaged` for what has no format.
 */
export function migrate(
  document: unknown,
  file: string,
  table: MigrationTable = { current: currentFormat, migrations },
): JsonObject {
  if (!isObject(document)) return fail('settings-damaged', { file, problem: 'it is not an object' });
  let [now, format] = [document, formatOf(document, file)];
  if (format > table.current) return fail('settings-too-new', { file, format: String(format) });
  for (; format < table.current; format += 1) {
    const next = table.migrations.get(format);
    if (next === undefined)
      return fail('settings-damaged', { file, problem: `no program ever wrote format ${format}` });
    now = { ...next(now), format: format + 1 };
  }
  return now;
}
