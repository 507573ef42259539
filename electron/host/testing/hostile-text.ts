import fc from 'fast-check';

/** Everything that has ever ended a string early, run inside one, or got lost on the way. */
const hostilePieces = [
  "'", '"', '`', '\u2018', '\u2019', '\u201a', '\u201b', '\u201c', '\u201d', '\u201e', '\u201f', '$', '$(', ')', '$(exit 3)',
  '$env:PATH', '#', '<#', '#>', ';', '|', '&', '@', "@'", "'@", '@"', '{', '}', '%', ',', '-join', '[char]', '\\', '\n', '\r\n',
  '\t', '\0', '\u001b', '\u007f', '\u0085', '\u00a0', '\u2028', '\ufeff', '\ufffd', '\ud800', '\udc00', 'ą', 'ż', 'ó', 'ñ',
  '¿', 'é', 'e\u0301', '😀', '👩‍💻', 'a', 'Z', '0', ' ', '--', '--%', '-Name', '-Force:', '\u2013', '*', '[', '0x1', '1kb', '~', '!', '>', '2>&1',
]; // prettier-ignore

/** Texts up to a length in pieces, hostile ones and any others mixed. */
export const hostileText = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength })
    .map((pieces) => pieces.join(''));

/** Texts that a property test might take long to find. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  "'",
  "''; Remove-NetIPsecRule; '",
  '\u2019; Remove-NetIPsecRule; \u2018',
  '\u201e$(Remove-NetIPsecRule)\u201d',
  "$('it''s')",
  'a`nb',
  'line\nline\r\nline',
  "'@\nRemove-NetIPsecRule\n@'",
  'Zażółć gęślą jaźń',
  '¿Contraseña?',
  '😀👩‍💻',
  '\ud83d',
  '\ude00\ud83d',
  '\0',
  '--%',
  '--',
  '-ErrorAction',
  '$null',
  "'".repeat(256),
  '\u2018'.repeat(255),
  'ż'.repeat(10_000),
  "a'".repeat(5_000),
  'aż'.repeat(5_000),
  '😀'.repeat(300),
];
