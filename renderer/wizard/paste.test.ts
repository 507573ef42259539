import { describe, expect, it } from 'vitest';
import { limits } from '#policy/parse';
import { readPastedAddresses } from './paste';

describe('a pasted list of addresses', () => {
  it('may be parted by lines, commas, semicolons, tabs or blanks', () => {
    const { choices, notUnderstood } = readPastedAddresses(
      '10.0.0.1\r\n10.0.0.2, 10.0.0.3;10.0.0.4\t10.0.0.5 10.0.0.6',
    );
    expect(choices).toHaveLength(6);
    expect(notUnderstood).toEqual([]);
  });

  it('knows subnets, masks, ranges with blanks, and IPv6', () => {
    expect(
      readPastedAddresses('192.168.10.0/24\n10.0.0.0/255.0.0.0\n10.1.0.1 - 10.1.0.9\n2001:db8::5').choices,
    ).toEqual([
      { kind: 'subnet', address: '192.168.10.0', prefixLength: 24 },
      { kind: 'subnet', address: '10.0.0.0', prefixLength: 8 },
      { kind: 'range', from: '10.1.0.1', to: '10.1.0.9' },
      { kind: 'specific-address', address: '2001:db8::5' },
    ]);
  });

  it('takes the addresses out of a CSV file with names and comments beside them', () => {
    const { choices, notUnderstood } = readPastedAddresses('"WS-accounting","192.0.2.7"\nfront desk,192.0.2.8 # new');
    expect(choices.map((choice) => 'address' in choice && choice.address)).toEqual(['192.0.2.7', '192.0.2.8']);
    expect(notUnderstood).toEqual([]);
  });

  it('names what it does not understand, with its line', () => {
    const { notUnderstood } = readPastedAddresses('10.0.0.1\n10.0.0.256\nprinter');
    expect(notUnderstood.map(({ line, text }) => [line, text])).toEqual([
      [2, '10.0.0.256'],
      [3, 'printer'],
    ]);
  });

  it('keeps every address once and counts the rest', () => {
    expect(readPastedAddresses('10.0.0.1\n10.0.0.1\n10.0.0.1')).toMatchObject({ repeated: 2, choices: [{}] });
  });

  it('never gives more than a filter list can hold, and says so', () => {
    const many = Array.from({ length: limits.filters + 5 }, (_, at) => `10.0.${at >> 8}.${at & 255}`).join('\n');
    const { choices, tooMany } = readPastedAddresses(many);
    expect(choices).toHaveLength(limits.filters);
    expect(tooMany).toBe(true);
  });
});
