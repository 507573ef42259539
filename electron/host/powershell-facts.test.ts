import { describe, expect, it } from 'vitest';
import { unaskedFacts } from '#contract/facts';
import { lockedDownFacts, parseFacts } from './powershell-facts';

const answer = {
  computerName: 'BACKUP01',
  now: '2026-05-04T12:00:00.0000000Z',
  netSecurityModule: { value: [true] },
  scheduledTasks: { value: [true] },
  elevated: { value: [false] },
  windows: { value: ['Windows 10 Pro', '26100'] },
  domain: { value: ['corp.example'] },
  addresses: { value: ['192.0.2.10/24', 'fe80::1%12/64', '127.0.0.1/8', '::1/128'] },
  listeningPorts: { value: [4531, 135, 4531] },
  powershellLogging: { value: [true, false, true] },
  machineId: { value: ['{2B0FF5F6-7F62-4A0F-8F3D-5D0B3A1C9E77}'] },
  executionPolicy: { value: [{ policy: 'AllSigned', scope: 'MachinePolicy' }] },
  services: {
    value: [
      { name: 'BFE', status: 'Running', startType: 'Automatic' },
      { name: 'ikeext', status: 'Stopped', startType: 'Disabled' },
    ],
  },
  networks: {
    value: [
      { network: 'corp', interfaceAlias: 'LAN', category: '2' },
      { network: 'Café', interfaceAlias: 'WLAN', category: 'Public' },
      { network: 'new', interfaceAlias: 'X', category: '9' },
    ],
  },
  leasedAddresses: { value: [{ address: 'fe80::2%7', interfaceAlias: 'WLAN' }] },
  connections: {
    value: [
      ['192.0.2.10', 4531, '192.0.2.50', 50_123, 'Established'],
      ['127.0.0.1', 4531, '127.0.0.1', 50_124, 'Established'],
    ],
  },
  ikePortHolders: { value: [{ port: 500, holder: 'IKEEXT' }] },
  legacyPolicy: { value: [{ from: 'domain', name: 'Old' }] },
  firewallProducts: { value: [{ name: 'Suite', owns: [3, 2, 17] }] },
  domainController: { value: [{ reachable: true, clockSkewSeconds: -3 }] },
  certificates: {
    value: [
      {
        thumbprint: 'ab'.repeat(20),
        subject: 'CN=srv01',
        issuer: 'DC=example, CN=Issuing CA',
        authorities: ['DC=example, CN=Issuing CA', 'DC=example, CN=Root CA'],
        complete: true,
        notBefore: '2026-01-01T00:00:00.0000000Z',
        notAfter: '2027-01-01T00:00:00.0000000Z',
        hasPrivateKey: true,
        purposes: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1', '1.2.3'],
        alternativeNames: Buffer.from('300782057372763031', 'hex').toString('base64'),
        key: '1.2.840.10045.2.1',
        keyParameters: '06052B81040022',
      },
    ],
  },
};

const told = (value: unknown): unknown => ({ available: true, value });

describe('parseFacts', () => {
  it('reads what Windows tells', () => {
    expect(parseFacts(answer, 'FullLanguage')).toEqual({
      computerName: 'BACKUP01',
      now: '2026-05-04T12:00:00.0000000Z',
      languageMode: 'FullLanguage',
      netSecurityModule: { available: true, value: true },
      scheduledTasks: { available: true, value: true },
      elevated: { available: true, value: false },
      windows: { available: true, value: { edition: 'Windows 11 Pro', build: '26100' } },
      domain: { available: true, value: 'corp.example' },
      addresses: { available: true, value: ['192.0.2.10/24', 'fe80::1/64'] },
      listeningPorts: { available: true, value: [135, 4531] },
      powershellLogging: told({ moduleLogging: true, scriptBlockLogging: false, transcription: true }),
      machineId: told('2b0ff5f6-7f62-4a0f-8f3d-5d0b3a1c9e77'),
      executionPolicy: told({ policy: 'AllSigned', scope: 'MachinePolicy' }),
      services: told([
        { name: 'IKEEXT', running: false, disabled: true },
        { name: 'BFE', running: true, disabled: false },
      ]),
      networks: told([
        { network: 'corp', interfaceAlias: 'LAN', category: 'DomainAuthenticated' },
        { network: 'Café', interfaceAlias: 'WLAN', category: 'Public' },
        { network: 'new', interfaceAlias: 'X', category: 'Public' },
      ]),
      leasedAddresses: told([{ address: 'fe80::2', interfaceAlias: 'WLAN' }]),
      connections: told([
        {
          localAddress: '192.0.2.10', localPort: 4531, remoteAddress: '192.0.2.50', remotePort: 50_123,
          state: 'Established',
        },
      ]), // prettier-ignore
      ikePortHolders: told([{ port: 500, holder: 'IKEEXT' }]),
      legacyPolicy: told({ from: 'domain', name: 'Old' }),
      firewallProducts: told([{ name: 'Suite', owns: ['firewall', 'connection-security'] }]),
      domainController: told({ reachable: true, clockSkewSeconds: -3 }),
      certificates: told([
        {
          thumbprint: 'AB'.repeat(20), subject: 'CN=srv01', dnsNames: ['srv01'], issuer: 'DC=example, CN=Issuing CA',
          root: 'DC=example, CN=Root CA', intermediates: ['DC=example, CN=Issuing CA'],
          notBefore: '2026-01-01T00:00:00.0000000Z', notAfter: '2027-01-01T00:00:00.0000000Z', hasPrivateKey: true,
          purposes: ['client-authentication', 'server-authentication', 'other'], signing: 'ECDSA384',
        },
      ]), // prettier-ignore
    });
  });

  it.each([
    [['Windows 10 Pro', '19045'], 'Windows 10 Pro'],
    [['Windows Server 2025 Standard', '26100'], 'Windows Server 2025 Standard'],
  ])('does not rename %j', (value, edition) => {
    expect(parseFacts({ ...answer, windows: { value } }, 'FullLanguage')?.windows).toMatchObject({
      value: { edition },
    });
  });

  it('reads a certificate whose chain is not whole, that names no purpose, and whose key is RSA', () => {
    const [one] = answer.certificates.value;
    const other = { ...one, complete: false, purposes: null, key: '1.2.840.113549.1.1.1', keyParameters: '0500' };
    expect(parseFacts({ ...answer, certificates: { value: [other] } }, 'FullLanguage')?.certificates).toMatchObject({
      value: [
        {
          root: null,
          intermediates: ['DC=example, CN=Issuing CA', 'DC=example, CN=Root CA'],
          purposes: ['any'],
          signing: 'RSA',
        },
      ],
    });
    const selfSigned = { ...one, authorities: [], complete: true };
    expect(
      parseFacts({ ...answer, certificates: { value: [selfSigned] } }, 'FullLanguage')?.certificates,
    ).toMatchObject({ value: [{ root: 'CN=srv01', intermediates: [] }] });
  });

  it('takes no domain for a workgroup', () => {
    expect(parseFacts({ ...answer, domain: { value: [] } }, 'FullLanguage')?.domain).toEqual({
      available: true,
      value: null,
    });
  });

  it.each(['executionPolicy', 'legacyPolicy', 'domainController'] as const)('takes no %s for none', (fact) => {
    expect(parseFacts({ ...answer, [fact]: { value: [] } }, 'FullLanguage')?.[fact]).toEqual(told(null));
  });

  it('keeps the reason of a fact that could not be read, and all the others', () => {
    const facts = parseFacts({ ...answer, elevated: { reason: 'no Windows' } }, 'FullLanguage');
    expect(facts?.elevated).toEqual({ available: false, reason: 'no Windows' });
    expect(facts?.netSecurityModule.available).toBe(true);
  });

  it.each([
    ['elevated', { value: ['True'] }],
    ['windows', { value: ['Windows 10 Pro'] }],
    ['listeningPorts', { value: [70_000] }],
    ['addresses', { value: [1] }],
    ['domain', { value: ['a', 'b'] }],
    ['netSecurityModule', { value: [false] }],
    ['powershellLogging', { value: [true] }],
    ['connections', { value: [['192.0.2.10', 4531, '192.0.2.50', 'x', 'Established']] }],
    ['services', { value: [{ name: 'BFE' }] }],
    ['legacyPolicy', { value: [{ from: 'elsewhere', name: 'Old' }] }],
    ['domainController', { value: [{ reachable: true, clockSkewSeconds: 'late' }] }],
    ['certificates', { value: [{ subject: 'CN=srv01' }] }],
    ['certificates', { value: [{ ...answer.certificates.value[0], notAfter: 'never' }] }],
    ['certificates', { value: Array.from({ length: 201 }, () => answer.certificates.value[0]) }],
  ] as const)('takes a strange %s for unavailable', (fact, value) => {
    expect(parseFacts({ ...answer, [fact]: value }, 'FullLanguage')?.[fact].available).toBe(false);
  });

  it.each([null, [], 'x', {}, { ...answer, computerName: '' }, { ...answer, elevated: 1 }])('refuses %j', (strange) => {
    expect(parseFacts(strange, 'FullLanguage')).toBeUndefined();
  });
});

describe('lockedDownFacts', () => {
  it('knows the mode and nothing else', () => {
    const { computerName, now, languageMode, ...others } = lockedDownFacts('PC', 'ConstrainedLanguage');
    expect([computerName, languageMode]).toEqual(['PC', 'ConstrainedLanguage']);
    expect(Number.isNaN(Date.parse(now))).toBe(false);
    expect(others).toEqual(unaskedFacts('PowerShell runs in ConstrainedLanguage mode.'));
  });
});
