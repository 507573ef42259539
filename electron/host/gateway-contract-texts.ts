/** Texts that have broken programs before. None holds a pipe, which no store takes. */
export const hostileTexts: readonly (readonly [name: string, text: string])[] = [
  ['plain', 'plain'],
  ['straight quotes', "it's ''quoted'' \"twice\""],
  ['typographic quotes', '\u2018a\u2019 \u201Ab\u201B \u201Cc\u201D \u201Ed\u201F'],
  ['what PowerShell would run', '$(throw "run") ${env:PATH} $PSVersionTable @(1) @{a=1}'],
  ['backticks', 'back`tick `n `0 ``'],
  ['line ends', 'line one\nline two\r\nline three\ttab'],
  ['Polish, Spanish and Danish letters', 'Zażółć gęślą jaźń, ¿Quién? ¡Año!, ÆØÅ'],
  ['emoji and a byte order mark', 'emoji 🔐👩‍🔧 and \uFEFF mark'],
  ['a comment and a command', '# comment; Remove-NetIPsecRule -All & exit'],
  ['an end of a literal', "'; exit 1 #"],
  ['format and markup', '{0} %PATH% \\ / <tag> &amp;'],
  ['outer blanks', ' outer blanks '],
  ['255 letters', 'x'.repeat(255)],
  ['2,000 letters beyond ASCII', 'ż'.repeat(2_000)],
];

export const hostileKeys: readonly (readonly [name: string, text: string])[] = [
  ['a sentence', 'My secret password'],
  ['everything at once', 'Zażółć-g$(calc)`"ę\'’-key-7531'],
  ['an end of a literal', "'; exit 1 #"],
  ['typographic quotes', '\u201Ctypographic\u201D \u2018quotes\u2019'],
  ['emoji', '🔐 emoji'],
  ['outer blanks', ' outer blanks '],
  ['a parameter name', '-Force'],
  ['9,999 letters', 'k'.repeat(9_999)],
];
