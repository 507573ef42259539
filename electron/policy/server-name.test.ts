import { describe, expect, it } from 'vitest';
import { isAccountSid, isServerName } from './server-name';

describe("a server's name in a certificate", () => {
  it.each([
    ['dns-name', 'backup1.corp.local'],
    ['dns-name', 'BACKUP_1'],
    ['dns-name', 'xn--kopia-zapasowa-7ib.example'],
    ['dns-name', `${'a'.repeat(63)}.corp`],
    ['common-name', "O'Brien \u2018Żółć\u2019 backup 1"],
    ['common-name', 'x'.repeat(64)],
  ] as const)('can be the %s %s', (type, name) => {
    expect(isServerName(type, name)).toBe(true);
  });

  it.each([
    ['dns-name', ''],
    ['dns-name', '*.corp.local'],
    ['dns-name', 'backup1..corp'],
    ['dns-name', 'backup1.corp.'],
    ['dns-name', '-backup1'],
    ['dns-name', '192.0.2.10'],
    ['dns-name', 'żółw.corp'],
    ['dns-name', `${'a'.repeat(64)}.corp`],
    ['dns-name', Array.from({ length: 64 }, () => 'abc').join('.')],
    ['common-name', ''],
    ['common-name', ' backup1'],
    ['common-name', 'backup1 '],
    ['common-name', '*'],
    ['common-name', 'a|b'],
    ['common-name', 'a\nb'],
    ['common-name', 'x'.repeat(65)],
  ] as const)('cannot be the %s %j', (type, name) => {
    expect(isServerName(type, name)).toBe(false);
  });
});

describe('the SID of one account of a domain', () => {
  it.each([
    'S-1-5-21-1004336348-1177238915-682003330-1105',
    'S-1-5-21-0-0-0-1000',
    'S-1-5-21-1-2-4294967295-4294967295',
  ])('is %s', (sid) => {
    expect(isAccountSid(sid)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['everybody', 'S-1-1-0'],
    ['a group of this computer', 'S-1-5-32-544'],
    ['all users of a domain', 'S-1-5-21-1-2-3-513'],
    ['all computers of a domain', 'S-1-5-21-1-2-3-515'],
    ['a number too large', 'S-1-5-21-1-2-4294967296-1105'],
    ['a leading zero', 'S-1-5-21-1-2-3-01105'],
    ['too few numbers', 'S-1-5-21-1-2-1105'],
    ['more than a SID', 'S-1-5-21-1-2-3-1105)(A;;CC;;;WD'],
    ['small letters', 's-1-5-21-1-2-3-1105'],
  ])('is not %s', (_, sid) => {
    expect(isAccountSid(sid)).toBe(false);
  });
});
