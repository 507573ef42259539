import { describe, expect, it } from 'vitest';
import { mostWorkFactor, readSealHeader } from './seal-header';

const salt = 'Q4lDMaLjRCvsDL1N+hPIEQ';
const body = '5R6BCGsxdN8AoKN+72aNDKLoD0F1A4PAi4PQM5NZIrQ';
interface Lines {
  readonly version?: string;
  readonly stanza?: string;
  readonly bodyLine?: string;
  readonly mac?: string;
}
const lines = ({
  version = 'age-encryption.org/v1',
  stanza = `-> scrypt ${salt} 17`,
  bodyLine = body,
  mac = `--- ${body}`,
}: Lines) => `${[version, stanza, bodyLine, mac].join('\n')}\n`;
const file = (changed: Lines = {}, payload = 48): Buffer =>
  Buffer.concat([Buffer.from(lines(changed)), Buffer.alloc(payload, 0xee)]);
const scrypt = (factor: string): Lines => ({ stanza: `-> scrypt ${salt} ${factor}` });

describe('the head of a sealed file', () => {
  it('says how much work opening takes, and where it ends', () => {
    const header = readSealHeader(file());
    expect(header).toMatchObject({ kind: 'scrypt', workFactor: 17 });
    expect(header.kind === 'scrypt' && header.bytes.length).toBe(lines({}).length);
  });

  it('may ask for as much work as age itself, and for no more', () => {
    expect(readSealHeader(file(scrypt(String(mostWorkFactor))))).toMatchObject({ workFactor: 18 });
    expect(readSealHeader(file(scrypt(String(mostWorkFactor + 1))))).toEqual({
      kind: 'absurd-work-factor',
      workFactor: '19',
    });
    const digits = readSealHeader(file(scrypt('9'.repeat(300))));
    expect(digits).toEqual({ kind: 'absurd-work-factor', workFactor: 'of more than nine digits' });
  });

  it('is too new where its version is another one', () => {
    expect(readSealHeader(file({ version: 'age-encryption.org/v2' }))).toEqual({ kind: 'too-new', version: '2' });
  });

  it('is not by passphrase where it has another stanza', () => {
    expect(readSealHeader(file({ stanza: '-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc' }))).toEqual({
      kind: 'other-recipient',
    });
  });

  it.each([
    ['a factor of 0', scrypt('0')],
    ['a negative factor', scrypt('-1')],
    ['a leading zero', scrypt('017')],
    ['an exponent', scrypt('1e3')],
    ['hexadecimal', scrypt('0x11')],
    ['no factor', { stanza: `-> scrypt ${salt}` }],
    ['a word too many', scrypt('17 x')],
    ['a short salt', { stanza: '-> scrypt Q4lDMaLj 17' }],
    ['a stanza that is none', { stanza: `scrypt ${salt} 17` }],
    ['a second stanza', { mac: `-> scrypt ${salt} 17` }],
    ['a body of another length', { bodyLine: `${body}AAAA` }],
    ['a version that is a word', { version: 'age-encryption.org/vX' }],
    ['line ends of Windows', { version: 'age-encryption.org/v1\r' }],
  ])('is damaged with %s', (_, changed: Lines) => {
    expect(readSealHeader(file(changed))).toEqual({ kind: 'damaged' });
  });

  it('is truncated wherever it is cut, until nonce and tag are there', () => {
    const whole = file({}, 32);
    expect(readSealHeader(whole).kind).toBe('scrypt');
    for (let length = 'age-encryption.org/'.length; length < whole.length; length += 1) {
      expect({ length, kind: readSealHeader(whole.subarray(0, length)).kind }).toEqual({ length, kind: 'truncated' });
    }
  });
});
