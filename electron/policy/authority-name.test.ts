import { describe, expect, it } from 'vitest';
import { authorityText } from './authority-name';

const usual = 'CN=Corp Root CA,DC=corp,DC=example';

describe('the name of an authority', () => {
  it.each([
    ['types in small letters', 'cn=Corp Root CA,dc=corp,dc=example'],
    ['blanks around signs', ' CN = Corp Root CA , DC=corp,  DC = example '],
    ['doubled blanks in a value', 'CN=Corp  Root CA,DC=corp,DC=example'],
    ['quotes that hold nothing together', 'CN="Corp Root CA",DC=corp,DC="example"'],
  ])('is the same with %s', (_, name) => {
    expect(authorityText(name)).toBe(usual);
  });

  it.each([
    ['values in another letter case', 'CN=corp root ca,DC=corp,DC=example'],
    ['parts in another order', 'DC=example,DC=corp,CN=Corp Root CA'],
    ['a comma in quotes', 'CN="Corp Root CA,DC=corp",DC=example'],
    ['another type', 'OU=Corp Root CA,DC=corp,DC=example'],
  ])('is another with %s', (_, name) => {
    expect(authorityText(name)).not.toBe(usual);
  });

  it('keeps quotes that hold a value together, and is its own spelling', () => {
    const name = authorityText('o = "Corp, Ltd.", cn="the ""root"""');
    expect(name).toBe('O="Corp, Ltd.",CN="the ""root"""');
    expect(authorityText(name)).toBe(name);
  });

  it('takes the words that Windows takes for one attribute as one', () => {
    expect(authorityText('ST=Bavaria,EMAIL=ca@corp.example')).toBe(authorityText('s=Bavaria, e=ca@corp.example'));
  });

  it('leaves what is no name as it is', () => {
    expect(authorityText(' anything ')).toBe('anything');
    expect(authorityText('')).toBe('');
  });
});
