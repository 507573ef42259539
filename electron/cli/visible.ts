/** Line ends are ours; everything else that moves a cursor, colours, or turns the order of letters round is not. */
const unseen = /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** Text of others (names of rules, arguments) as a terminal may show it: control characters are spelled out. */
export const visible = (text: string): string =>
  text.replace(unseen, (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

/** The same where one thing is one line: a name with a line end in it must not look like a line of ours. */
export const inOneLine = (text: string): string => text.replace(/\s*\n\s*/gu, ' ');
