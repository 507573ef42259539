/** How much of an argument is looked at: what is larger is damage or an attack. */
export interface ArgumentBounds {
  /** Letters of all texts and member names together. */
  readonly mostCharacters: number;
  /** Values of any kind, containers included. */
  readonly mostValues: number;
  readonly mostDepth: number;
}

/** Names that reach what every object inherits from. */
const poisonous: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

class OutOfBounds extends Error {}

const refuseValue = (problem: string): never => {
  throw new OutOfBounds(problem);
};

/** Only what JSON has: structured clones of anything else (maps, dates, buffers, big numbers) are nobody's argument. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
};

class Copier {
  readonly #bounds: ArgumentBounds;
  #characters = 0;
  #values = 0;

  constructor(bounds: ArgumentBounds) {
    this.#bounds = bounds;
  }

  copy(value: unknown, depth: number): unknown {
    this.#values += 1;
    if (this.#values > this.#bounds.mostValues) refuseValue('it holds too many values');
    if (depth > this.#bounds.mostDepth) refuseValue('it is nested too deeply');
    if (typeof value === 'string') return this.#counted(value);
    if (typeof value === 'number')
      return Number.isFinite(value) ? value : refuseValue('it holds a number that is none');
    if (typeof value === 'boolean' || value === null) return value;
    if (typeof value !== 'object' || !isPlain(value)) return refuseValue('it holds something that is not plain data');
    if (Array.isArray(value)) return this.#list(value, depth);
    return Object.fromEntries(Object.keys(value).map((name) => this.#member(value, name, depth)));
  }

  #counted(text: string): string {
    this.#characters += text.length;
    return this.#characters > this.#bounds.mostCharacters ? refuseValue('it is too large') : text;
  }

  /** A list says its length itself: one with holes of a billion entries must not be walked. */
  #list(list: readonly unknown[], depth: number): readonly unknown[] {
    if (list.length > this.#bounds.mostValues) refuseValue('it holds too many values');
    return Array.from(list, (item) => this.copy(item, depth + 1));
  }

  #member(object: object, name: string, depth: number): readonly [string, unknown] {
    if (poisonous.has(name)) refuseValue('it holds a member with a forbidden name');
    return [this.#counted(name), this.copy((object as Readonly<Record<string, unknown>>)[name], depth + 1)];
  }
}

/** A copy of plain data, or why it is none, in words that quote nothing of it. */
export type Bounded = { readonly value: unknown } | { readonly problem: string };

/**
 * Copies what came from the other process, so that a schema looks at plain data of bounded size and depth and nothing
 * else. Cycles are too deep by nature.
 */
export function boundedCopy(value: unknown, bounds: ArgumentBounds): Bounded {
  try {
    return { value: new Copier(bounds).copy(value, 0) };
  } catch (error) {
    if (error instanceof OutOfBounds) return { problem: error.message };
    return { problem: 'it cannot be read' };
  }
}
