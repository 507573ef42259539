import { describe, expect, it } from 'vitest';
import { dnsNamesOf } from './dns-names-of';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const name = (text: string): string =>
  `82${text.length.toString(16).padStart(2, '0')}${Buffer.from(text).toString('hex')}`;
const list = (content: string): string => {
  const length = content.length / 2;
  return length < 128
    ? `30${length.toString(16).padStart(2, '0')}${content}`
    : `3082${length.toString(16).padStart(4, '0')}${content}`;
};

describe('DNS names of a certificate', () => {
  it('are read from the extension, and other kinds of names are left out', () => {
    const address = '8704c000020a';
    const rfc822 = `8103${Buffer.from('a@b').toString('hex')}`;
    const extension = list(`${name('srv01.corp.example')}${address}${rfc822}${name('srv01')}`);
    expect(dnsNamesOf(bytes(extension))).toEqual(['srv01.corp.example', 'srv01']);
  });
  it('are read where the list is long enough to need a long length, up to a hundred of them', () => {
    const many = Array.from({ length: 120 }, (_, at) => `host-${at}.corp.example`);
    expect(dnsNamesOf(bytes(list(many.map(name).join(''))))).toEqual(many.slice(0, 100));
  });
  it.each(['', '30', '3005', '3080', '0401', '308300000100', '30048205aabb', list('82ff61')])(
    'are none in the damaged %j',
    (damaged) => {
      expect(dnsNamesOf(bytes(damaged))).toEqual([]);
    },
  );
  it('end where damage begins', () => {
    expect(dnsNamesOf(bytes(list(`${name('one')}82ff61`)))).toEqual(['one']);
  });
});
