/** Certificates of a simulated computer, in the words of its file: one that is good, and one for each thing that can be wrong. */
export const rootAuthority = 'DC=example, DC=corp, CN=Corp Root CA';
export const issuingAuthority = 'DC=example, DC=corp, CN=Corp Issuing CA 1';

const of = { Issuer: issuingAuthority, Root: rootAuthority, Intermediates: [issuingAuthority] } as const;

export const goodCertificate = {
  ...of,
  Thumbprint: 'A'.repeat(40),
  Subject: 'CN=SRV01.corp.example',
  DnsNameList: ['srv01.corp.example', 'srv01'],
  NotBefore: '2026-01-01T00:00:00.000Z',
} as const;

export const badCertificates = [
  { ...of, Thumbprint: 'B'.repeat(40), Subject: 'CN=old.corp.example', NotAfter: '2020-06-30T00:00:00.000Z' },
  { ...of, Thumbprint: 'C'.repeat(40), Subject: 'CN=imported.corp.example', HasPrivateKey: false },
  { ...of, Thumbprint: 'D'.repeat(40), Subject: 'CN=mail.corp.example', EnhancedKeyUsageList: ['1.3.6.1.5.5.7.3.4'] },
] as const;

/** Its chain ends at an authority whose own certificate is not there. */
export const chainlessCertificate = {
  Thumbprint: 'E'.repeat(40),
  Subject: 'O="Zażółć, gęślą & <jaźń> S.A.", CN=pc7',
  Issuer: 'CN=Elsewhere CA',
  Root: null,
} as const;
