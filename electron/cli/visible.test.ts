import { describe, expect, it } from 'vitest';
import { inOneLine, visible } from './visible';

describe('text of others on a terminal', () => {
  it('has its control characters spelled out', () => {
    expect(visible('\u001b[31m\r\t\0\u009b\u202e')).toBe('\\u001b[31m\\u000d\\u0009\\u0000\\u009b\\u202e');
  });

  it('is otherwise what it is, line ends as well', () => {
    const text = "O'Brien\nZażółć ¿ñ? 😀👩‍💻 \u201equoted\u201d";
    expect(visible(text)).toBe(text);
  });

  it('stays in one line where one thing is one line', () => {
    expect(inOneLine('The rule x\r\n\n  In place: all is well (y).')).toBe('The rule x In place: all is well (y).');
  });
});
