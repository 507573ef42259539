import { describe, expect, it } from 'vitest';
import { accountList, accountsIn } from './account-list';

const one = 'S-1-5-21-1-2-3-1105';
const other = 'S-1-5-21-1-2-3-1106';

describe('an authorisation list', () => {
  it('holds the account that it was made for', () => {
    expect(accountsIn(accountList(one))).toEqual([one]);
  });

  it.each([
    ['with its owner', `O:LSD:(A;;CC;;;${one})`],
    ['with owner and group', `O:LSG:SYD:(A;;CC;;;${one})`],
    ['with a number for the right', `D:(A;;0x1;;;${one})`],
    ['protected', `D:P(A;;CC;;;${one})`],
  ])('%s is the same one', (_, list) => {
    expect(accountsIn(list)).toEqual([one]);
  });

  it('of several accounts has no order', () => {
    expect(accountsIn(`D:(A;;CC;;;${other})(A;;CC;;;${one})`)).toEqual([one, other]);
  });

  it.each([
    ['for everybody by a short word', 'D:(A;;CC;;;WD)'],
    ['that refuses as well', `D:(D;;CC;;;${other})(A;;CC;;;${one})`],
    ['with another right', `D:(A;;GA;;;${one})`],
    ['with more behind it', `D:(A;;CC;;;${one}) `],
    ['that is none', 'Any'],
    ['that is empty', 'D:'],
  ])('%s is not read, rather than misread', (_, list) => {
    expect(accountsIn(list)).toBeUndefined();
  });
});
