export type PowerShellTokenKind = 'comment' | 'text' | 'cmdlet' | 'parameter' | 'variable' | 'plain';

export interface PowerShellToken {
  readonly kind: PowerShellTokenKind;
  readonly text: string;
}

/** One alternative for each kind, in the order of the names; what matches none is plain. */
const pattern =
  /(?<comment>#.*)|(?<text>'(?:[^']|'')*')|(?<cmdlet>\b[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+\b)|(?<parameter>(?<=\s)-[A-Za-z]+)|(?<variable>\$[A-Za-z_][A-Za-z0-9_]*)/gu;
const kinds = ['comment', 'text', 'cmdlet', 'parameter', 'variable'] as const;

/** One line cut for colouring; the texts joined are the line again. Colouring decides nothing, so it may be rough. */
export function powerShellTokens(line: string): readonly PowerShellToken[] {
  const tokens: PowerShellToken[] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: line.slice(end, match.index) });
    tokens.push({ kind: kinds.find((kind) => match.groups?.[kind] !== undefined) ?? 'plain', text: match[0] });
    end = match.index + match[0].length;
  }
  return end < line.length ? [...tokens, { kind: 'plain', text: line.slice(end) }] : tokens;
}
