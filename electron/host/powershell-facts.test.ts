import { describe, expect, it } from 'vitest';
import { lockedDownFacts, parseFacts } from './powershell-facts';

const answer = {
  computerName: 'BACKUP01',
  netSecurityModule: { value: [true] },
  elevated: { value: [false] },
  windows: { value: ['Windows 10 Pro', '26100'] },
  domain: { value: ['corp.example'] },
  addresses: { value: ['192.0.2.10/24', 'fe80::1%12/64', '127.0.0.1/8', '::1/128'] },
  listeningPorts: { value: [4531, 135, 4531] },
};

describe('parseFacts', () => {
  it('reads what Windows tells', () => {
    expect(parseFacts(answer, 'FullLanguage')).toEqual({
      computerName: 'BACKUP01',
      languageMode: 'FullLanguage',
      netSecurityModule: { available: true, value: true },
      elevated: { available: true, value: false },
      windows: { available: true, value: { edition: 'Windows 11 Pro', build: '26100' } },
      domain: { available: true, value: 'corp.example' },
      addresses: { available: true, value: ['192.0.2.10/24', 'fe80::1/64'] },
      listeningPorts: { available: true, value: [135, 4531] },
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

  it('takes no domain for a workgroup', () => {
    expect(parseFacts({ ...answer, domain: { value: [] } }, 'FullLanguage')?.domain).toEqual({
      available: true,
      value: null,
    });
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
  ] as const)('takes a strange %s for unavailable', (fact, value) => {
    expect(parseFacts({ ...answer, [fact]: value }, 'FullLanguage')?.[fact].available).toBe(false);
  });

  it.each([null, [], 'x', {}, { ...answer, computerName: '' }, { ...answer, elevated: 1 }])('refuses %j', (strange) => {
    expect(parseFacts(strange, 'FullLanguage')).toBeUndefined();
  });
});

describe('lockedDownFacts', () => {
  it('knows the mode and nothing else', () => {
    const { computerName, languageMode, ...others } = lockedDownFacts('PC', 'ConstrainedLanguage');
    expect([computerName, languageMode]).toEqual(['PC', 'ConstrainedLanguage']);
    expect(Object.values(others).map(({ available }) => available)).toEqual(Array(6).fill(false));
  });
});
