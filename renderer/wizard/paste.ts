import type { Finding } from '#contract/finding';
import { parsePeer } from '#policy/address';
import type { IpAddressChoice } from '#policy/model';
import { limits } from '#policy/parse';

/** One piece of the text that is no address, with the line on which it stands, counted from 1. */
export interface NotUnderstood {
  readonly line: number;
  readonly text: string;
  readonly finding: Finding;
}

export interface PastedAddresses {
  readonly choices: readonly IpAddressChoice[];
  readonly repeated: number;
  readonly notUnderstood: readonly NotUnderstood[];
  /** Whether there was more than any list can hold; what came first is kept. */
  readonly tooMany: boolean;
}

/** As many letters as the longest list of the longest addresses has; what is above is not read. */
export const longestPaste = limits.filters * 100;

interface Piece {
  readonly line: number;
  readonly text: string;
}

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^"(.*)"$/u, '$1')
    .trim();

/** Commas, semicolons and tabs part the cells of a CSV file; blanks part addresses unless they stand around a hyphen. */
function piecesOf(line: string, at: number): readonly Piece[] {
  const cells = line.replace(/#.*$/u, '').split(/[,;\t]/u);
  return cells
    .flatMap((cell) =>
      unquoted(cell)
        .replace(/\s*-\s*/gu, '-')
        .split(/\s+/u),
    )
    .filter((text) => text !== '')
    .map((text) => ({ line: at + 1, text }));
}

/** A cell without a digit or colon is a heading or a computer's name beside its address, unless the line holds nothing else. */
const mayBeAddress = ({ text }: Piece): boolean => /\d|:/u.test(text);

function relevant(pieces: readonly Piece[]): readonly Piece[] {
  const addresses = pieces.filter(({ text }) => parsePeer(text).ok);
  return addresses.length > 0 ? pieces.filter((piece) => addresses.includes(piece) || mayBeAddress(piece)) : pieces;
}

/** Addresses, subnets and ranges out of a pasted list or a CSV file, each once, in their order. */
export function readPastedAddresses(text: string): PastedAddresses {
  const pieces = text
    .slice(0, longestPaste)
    .split(/\r\n|[\r\n]/u)
    .flatMap((line, at) => relevant(piecesOf(line, at)));
  const read = pieces.map((piece) => ({ piece, result: parsePeer(piece.text) }));
  const understood = read.flatMap(({ result }) => (result.ok ? [result.value] : []));
  const unlike = [...new Map(understood.map((choice) => [JSON.stringify(choice), choice])).values()];
  return {
    choices: unlike.slice(0, limits.filters),
    repeated: understood.length - unlike.length,
    notUnderstood: read.flatMap(({ piece, result }) => (result.ok ? [] : [{ ...piece, finding: result.error }])),
    tooMany: unlike.length > limits.filters || text.length > longestPaste,
  };
}
