import { describe, expect, it } from 'vitest';
import type { Row } from './gateway';
import { objectsIn } from './testing/table-gateway';

describe('a proposal', () => {
  const authProposal = async (row: Row): Promise<unknown> => {
    const [set] = await objectsIn({ all: { NetIPsecPhase1AuthSet: [{ Name: 'set', Proposal: [row] }] } });
    return set?.properties['Proposal'];
  };
  it.each<[string, Row, object]>([
    ['a key', { PreSharedKey: 'same' }, { Machine: true, PreSharedKey: 'same' }],
    [
      'another key',
      { PreSharedKey: 'different', AuthenticationMethod: 2 },
      { Machine: true, PreSharedKey: 'different' },
    ],
    ['Kerberos', { AuthenticationMethod: 65002 }, { Machine: true, Kerberos: true }],
    ['Kerberos in words', { AuthenticationMethod: 'MachineKerberos' }, { Machine: true, Kerberos: true }],
    ['Kerberos in shorter words', { AuthenticationMethod: 'MachineKerb' }, { Machine: true, Kerberos: true }],
    ['Kerberos in switches', { Machine: true, Kerberos: 'True' }, { Machine: true, Kerberos: true }],
    ['Kerberos of a user', { AuthenticationMethod: 65004 }, { User: true, Kerberos: true }],
    ['NTLM', { AuthenticationMethod: 65003 }, { Machine: true, Ntlm: true }],
    ['no authentication', { AuthenticationMethod: 65001 }, { Anonymous: true }],
    [
      'a certificate of the class',
      { AuthenticationMethod: 65006, TrustedCA: 'CN=Root', TrustedCAType: 1 },
      { Machine: true, Cert: true, Authority: 'CN=Root', AuthorityType: 'Root' },
    ],
    [
      'a certificate of the cmdlet',
      { Authority: 'CN=Issuing', AuthorityType: 'Intermediate' },
      { Machine: true, Cert: true, Authority: 'CN=Issuing', AuthorityType: 'Intermediate' },
    ],
    [
      'a certificate of a user',
      { AuthenticationMethod: 65007, TrustedCA: 'CN=Root' },
      { User: true, Cert: true, Authority: 'CN=Root' },
    ],
    [
      'a certificate that checks a name',
      {
        ...{ AuthenticationMethod: 65006, TrustedCA: 'CN=Root', CertName: 'b.corp', CertNameType: 1 },
        ...{ SelectionCriteria: false, ValidationCriteria: true, EKUs: [], Thumbprint: '' },
      },
      {
        ...{ Machine: true, Cert: true, Authority: 'CN=Root', SubjectName: 'b.corp', SubjectNameType: 'DomainName' },
        ValidationCriteria: true,
      },
    ],
    [
      'a certificate picked by a name, a purpose and a thumbprint',
      {
        ...{ Authority: 'CN=Root', SubjectName: 'B', SubjectNameType: 'CN', SelectionCriteria: 'True' },
        ...{ ExtendedKeyUsage: ['1.3.6.1', '1.3.6.2'], Thumbprint: 'ab' },
      },
      {
        ...{ Machine: true, Cert: true, Authority: 'CN=Root', SubjectName: 'B', SubjectNameType: 'CN' },
        ...{ Thumbprint: 'ab', ExtendedKeyUsage: '1.3.6.1,1.3.6.2', SelectionCriteria: true },
      },
    ],
    ['something else', { AuthenticationMethod: 4711 }, {}],
    ['a key that is no comparison, which no host may tell', { PreSharedKey: 'secret' }, {}],
    ['garbage', { AuthenticationMethod: 'constructor', PreSharedKey: {}, TrustedCA: ['x'] }, {}],
  ])('that is %s', async (_what, row, proposal) => {
    expect(await authProposal(row)).toEqual([proposal]);
  });

  const quickMode = async (row: Row): Promise<unknown> => {
    const [set] = await objectsIn({ all: { NetIPsecQuickModeCryptoSet: [{ Name: 'set', Proposal: row }] } });
    return set?.properties['Proposal'];
  };
  it.each<[string, unknown]>([
    ['a word', 'AH,ESP'],
    ['a word with a blank', 'AH, ESP'],
    ['an integer', 3],
    ['a list', ['AH', 'ESP']],
  ])('with AH and ESP together may show that as %s', async (_how, shown) => {
    expect(await quickMode({ Encapsulation: shown })).toEqual([{ Encapsulation: ['AH', 'ESP'] }]);
  });

  it('keeps a number that is none, so that a person can read it in a difference', async () => {
    expect(await quickMode({ MaxMinutes: 'many', MaxKiloBytes: '' })).toEqual([{ MaxMinutes: 'many' }]);
  });
});
