import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAnswer, MOST_ANSWER_BYTES, newNonce, parseAnswer, requestLine } from './envelope';

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const nonce = newNonce();

describe('the request line', () => {
  it('carries any script as one line of printable ASCII, and in full', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (script) => {
        const line = requestLine(script, nonce);
        expect(line).toMatch(/^[ -~]+$/u);
        const carried = /FromBase64String\('([^']*)'\)/u.exec(line)?.[1] ?? '';
        expect(Buffer.from(carried, 'base64').toString()).toBe(script);
      }),
    );
  });

  it('has another nonce each time', () => {
    expect(newNonce()).not.toBe(newNonce());
    expect(newNonce()).toMatch(/^[0-9a-f]{32}$/u);
  });
});

describe('findAnswer', () => {
  it.each([`${nonce}:abc`, `PS C:\\> ${nonce}:abc\r`, `\u001b[?1h${nonce}:abc  `])('finds it in %j', (line) => {
    expect(findAnswer(line, nonce)).toBe('abc');
  });

  it.each(['', 'WARNING: x', newNonce() + ':abc', nonce, `'${nonce}'+':'`])('finds none in %j', (line) => {
    expect(findAnswer(line, nonce)).toBeUndefined();
  });
});

describe('parseAnswer', () => {
  it.each([null, [], 'zażółć', { rows: [[]] }])('reads the result %j', (result) => {
    expect(parseAnswer(encoded(JSON.stringify({ result })))).toEqual({ kind: 'result', result });
  });

  it('reads an error', () => {
    const error = { id: 'Windows System Error 5,X', category: 'PermissionDenied', message: 'Odmowa dostępu.' };
    expect(parseAnswer(encoded(JSON.stringify({ error })))).toEqual({ kind: 'error', error });
  });

  it.each([
    ['nothing', ''],
    ['what is not base64', '{"result":null}'],
    ['base64 that is cut off', encoded('{"result":null}').slice(0, -1)],
    ['base64 with something behind it', `${encoded('{"result":null}')} x`],
    ['what is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]).toString('base64')],
    ['what is not JSON', encoded('{"result":')],
    ['another shape', encoded('{"outcome":1}')],
    ['a list', encoded('[]')],
    ['both', encoded('{"result":1,"error":{"id":"","category":"","message":""}}')],
    ['an error without a category', encoded('{"error":{"id":"x","message":"y"}}')],
    [
      'an error that is too long',
      encoded(JSON.stringify({ error: { id: '', category: '', message: 'x'.repeat(2_001) } })),
    ],
    ['too much', 'A'.repeat(MOST_ANSWER_BYTES + 4)],
  ])('calls %s garbled', (_, text) => {
    expect(parseAnswer(text).kind).toBe('garbled');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.base64String(), fc.string(), fc.json().map(encoded)), (text) => {
        expect(['result', 'error', 'garbled']).toContain(parseAnswer(text).kind);
      }),
    );
  });
});
