const MASK = '***';

/**
 * A value that must never be written down. It prints as `***` wherever something prints it: string
 * concatenation, JSON, inspection. Only `reveal` gives the text, and lint allows that in the gateways, in the
 * digests and in the check of a key's form, nowhere else.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret text. One caller per door; see the lint rule. */
  reveal(): string {
    return this.#text;
  }

  /** Whether both hold the same text; neither comes out. */
  equals(other: Secret): boolean {
    return this.#text === other.#text;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  /** What Node's `util.inspect` and `console.log` show; the well-known symbol keeps this file free of Node. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}
