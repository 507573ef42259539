import { describe, expect, it } from 'vitest';
import { finding } from '#contract/finding';
import { presetPolicy } from '#policy/presets';
import { findingsOfEnd } from './end-findings';

const withKey = presetPolicy({ role: 'server' });
const withKerberos = presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] });
const nag = finding('pre-shared-key-for-tests', 'warning', {}, 'rules[0].authenticationMethods[0]');

describe('what is to be minded after a change', () => {
  it('is that a key is for tests, once, also where the change was only kept', () => {
    expect(findingsOfEnd({ findings: [] }, withKey).map(({ code }) => code)).toEqual(['pre-shared-key-for-tests']);
    expect(findingsOfEnd({ findings: [nag] }, withKey)).toEqual([nag]);
  });
  it('is nothing more where no key is used', () => {
    expect(findingsOfEnd({ findings: [] }, withKerberos)).toEqual([]);
  });
});
