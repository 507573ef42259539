/**
 * An object as it stands in the simulated computer's file, under Microsoft's parameter names. Objects may be put in by
 * hand, so nothing about a member is believed: these readers answer with the fallback where it is missing or of another type.
 */
export type StoredObject = Readonly<Record<string, unknown>>;

/** An object together with where it came from: what a cmdlet hands on to the next one. */
export interface HostObject {
  readonly noun: string;
  /** Empty for proposals, which are in no store. */
  readonly store: string;
  readonly object: StoredObject;
}

export const isObject = (value: unknown): value is StoredObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function textOf(object: StoredObject, property: string, fallback = ''): string {
  const value = object[property];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : fallback;
}

/** A list of words; one word alone counts as a list of one. */
export function listOf(
  object: StoredObject,
  property: string,
  fallback: readonly string[] = ['Any'],
): readonly string[] {
  const value = object[property];
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const words = items.filter((item) => typeof item === 'string' || typeof item === 'number').map(String);
  return words.length === 0 ? fallback : words;
}

export function numberOf(object: StoredObject, property: string): number | undefined {
  const value = object[property];
  return typeof value === 'number' ? value : undefined;
}

export const proposalsOf = (object: StoredObject): readonly StoredObject[] => {
  const value = object['Proposal'];
  return Array.isArray(value) ? value.filter(isObject) : [];
};

/** The key inside a store; a rule that was put in by hand may carry it under the cmdlet's or the class's spelling. */
export const nameOf = (object: StoredObject): string =>
  ['Name', 'IPsecRuleName', 'InstanceID'].map((spelling) => textOf(object, spelling)).find((name) => name !== '') ?? '';
/** Words of Windows are the same in any case of letters. */
export const sameWord = (left: string, right: string): boolean =>
  left === right || (left.length === right.length && left.toLowerCase() === right.toLowerCase());
export const isAny = (words: readonly string[]): boolean => words.some((word) => sameWord(word, 'Any'));
