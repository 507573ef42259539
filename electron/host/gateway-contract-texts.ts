/** Texts that have broken programs before. None holds a pipe, which no store takes. */
export const hostileTexts: readonly string[] = [
  'plain',
  "it's ''quoted'' \"twice\"",
  '\u2018a\u2019 \u201Ab\u201B \u201Cc\u201D \u201Ed\u201F',
  '$(throw "run") ${env:PATH} $PSVersionTable @(1) @{a=1}',
  'back`tick `n `0 ``',
  'line one\nline two\r\nline three\ttab',
  'Zażółć gęślą jaźń, ¿Quién? ¡Año!, ÆØÅ',
  'emoji 🔐👩‍🔧 and \uFEFF mark',
  '# comment; Remove-NetIPsecRule -All & exit',
  "'; exit 1 #",
  '{0} %PATH% \\ / <tag> &amp;',
  ' outer blanks ',
  'x'.repeat(255),
  'ż'.repeat(2_000),
];

export const hostileKeys: readonly string[] = [
  'My secret password',
  'Zażółć-g$(calc)`"ę\'’-key-7531',
  "'; exit 1 #",
  '\u201Ctypographic\u201D \u2018quotes\u2019',
  '🔐 emoji',
  ' outer blanks ',
  '-Force',
  'k'.repeat(9_999),
];
