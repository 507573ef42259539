import { describe, expect, it } from 'vitest';
import { computerFacts } from './computer-facts';
import { assignFact } from './fact-assignments';
import { completeState } from './default-state';
import { connectionProfiles, ipAddresses, services, tcpConnections, udpEndpoints } from './network-facts';
import { legacyPolicy, powershellLogging, registryValue } from './registry-facts';
import type { SimulatedState } from './state';

const computer = (part: Readonly<Record<string, unknown>>): SimulatedState => completeState({ computer: part });

describe('the certificates of a simulated computer', () => {
  const certificatesOf = (certificates: readonly unknown[]) => {
    const { certificates: fact } = computerFacts(computer({ certificates }));
    return fact.available ? fact.value : [];
  };
  it('are none where the file tells none, and good ones where it tells little', () => {
    expect(computerFacts(computer({})).certificates).toEqual({ available: true, value: [] });
    expect(certificatesOf([{ Subject: 'CN=srv01', Issuer: 'CN=Corp Root CA' }, 'nonsense'])).toEqual([
      {
        thumbprint: '1'.padStart(40, '0'), subject: 'CN=srv01', dnsNames: [], issuer: 'CN=Corp Root CA',
        root: 'CN=Corp Root CA', intermediates: [], notBefore: '2020-01-01T00:00:00.000Z',
        notAfter: '2099-01-01T00:00:00.000Z', hasPrivateKey: true,
        purposes: ['client-authentication', 'server-authentication'], signing: 'RSA',
      },
    ]); // prettier-ignore
  });
  it('tell what the file says, in the words of the store', () => {
    const [one] = certificatesOf([
      {
        Thumbprint: 'ab', Root: null, Intermediates: ['CN=I'], DnsNameList: ['a', 'b'], HasPrivateKey: false, Signing: 'ecdsa384',
        EnhancedKeyUsageList: ['1.3.6.1.5.5.8.2.2', '1.2.3', '1.2.4'], NotBefore: 'never', NotAfter: '2026-01-01',
      },
    ]); // prettier-ignore
    expect(one).toMatchObject({
      thumbprint: 'AB', root: null, intermediates: ['CN=I'], dnsNames: ['a', 'b'], hasPrivateKey: false,
      purposes: ['ipsec-ike-intermediate', 'other'], notBefore: '2020-01-01T00:00:00.000Z', notAfter: '2026-01-01', signing: 'ECDSA384',
    }); // prettier-ignore
    expect(certificatesOf([{ EnhancedKeyUsageList: null }])[0]?.purposes).toEqual(['any']);
    expect(certificatesOf(Array.from({ length: 300 }, () => ({})))).toHaveLength(200);
  });
});

describe('the network of a simulated computer', () => {
  it('is one interface with all addresses where the file tells none', () => {
    const state = computer({ addresses: ['192.0.2.10/24', '2001:db8::1/64'], networkProfile: 'Public' });
    expect(connectionProfiles(state)).toMatchObject([{ InterfaceAlias: 'Ethernet', NetworkCategory: 'Public' }]);
    expect(ipAddresses(state)).toMatchObject([
      { IPAddress: '192.0.2.10', PrefixLength: 24, AddressFamily: 'IPv4', PrefixOrigin: 'Manual' },
      { IPAddress: '2001:db8::1', PrefixLength: 64, AddressFamily: 'IPv6' },
    ]);
  });

  it('tells every interface of the file, with its network and whether its addresses are leased', () => {
    const interfaces = [
      { InterfaceAlias: 'LAN', NetworkCategory: 'Domain', Addresses: ['10.0.0.5/8'], PrefixOrigin: 'dhcp' },
      { NetworkCategory: 'nonsense' },
      'no interface',
    ];
    const state = computer({ interfaces, domain: 'corp.example' });
    expect(connectionProfiles(state)).toEqual([
      { InterfaceAlias: 'LAN', InterfaceIndex: 1, Name: 'corp.example', NetworkCategory: 'DomainAuthenticated' },
      { InterfaceAlias: 'Ethernet 2', InterfaceIndex: 2, Name: 'corp.example', NetworkCategory: 'Public' },
    ]);
    expect(ipAddresses(state)).toMatchObject([{ IPAddress: '10.0.0.5', PrefixOrigin: 'Dhcp' }]);
  });

  it('tells what listens and what is connected', () => {
    const running = assignFact(computer({ listening: [4531] }), 'backup-running=true');
    expect(tcpConnections(running).map((one) => [one.State, one.LocalPort, one.RemotePort])).toEqual([
      ['Listen', 4531, 0],
      ['Established', 4531, 50_123],
      ['Established', 50_124, 4531],
    ]);
    expect(tcpConnections(assignFact(running, 'backup-running=false'))).toHaveLength(1);
  });

  it('tells who holds the ports of IKE', () => {
    expect(udpEndpoints(computer({}))).toMatchObject([
      { LocalPort: 500, ProcessName: 'svchost' },
      { LocalPort: 4500, ProcessName: 'svchost' },
    ]);
    expect(udpEndpoints(computer({ udpEndpoints: [{ LocalPort: 500, ProcessName: 'vpnclient' }, 7] }))).toEqual([
      { LocalAddress: '0.0.0.0', LocalPort: 500, ProcessName: 'vpnclient' },
    ]);
  });

  it('tells its services', () => {
    const stopped = assignFact(computer({}), 'service.ikeext=stopped');
    expect(services(stopped).filter(({ Status }) => Status === 'Stopped')).toEqual([
      { Name: 'IKEEXT', Status: 'Stopped', StartType: 'Manual' },
    ]);
    expect(services(computer({ services: { BFE: 'Disabled' } }))).toContainEqual({
      Name: 'BFE', Status: 'Stopped', StartType: 'Disabled',
    }); // prettier-ignore
  });
});

describe('the facts of a simulated computer', () => {
  it('are all there, and nothing about them is unusual', () => {
    expect(computerFacts(computer({}))).toMatchObject({
      scheduledTasks: { value: true },
      powershellLogging: { value: { moduleLogging: false, scriptBlockLogging: false, transcription: false } },
      executionPolicy: { value: { policy: 'RemoteSigned' } },
      networks: { value: [{ category: 'Private' }] },
      leasedAddresses: { value: [] },
      connections: { value: [] },
      ikePortHolders: { value: [{ port: 500, holder: 'IKEEXT' }, { port: 4500, holder: 'IKEEXT' }] },
      legacyPolicy: { value: null },
      firewallProducts: { value: [] },
      domainController: { value: null },
    }); // prettier-ignore
  });

  it('are none where PowerShell is locked down', () => {
    const { computerName, now, languageMode, ...others } = computerFacts(
      computer({ languageMode: 'ConstrainedLanguage' }),
    );
    expect(Object.values(others).filter(({ available }) => available)).toEqual([]);
  });

  it('tell a domain that answers, and one that does not', () => {
    const reach = (part: Readonly<Record<string, unknown>>): unknown =>
      computerFacts(computer({ domain: 'corp.example', ...part })).domainController;
    const known = (value: object): object => ({ available: true, value });
    expect(reach({})).toMatchObject(known({ reachable: true, clockSkewSeconds: 0 }));
    expect(reach({ domainController: { ClockSkewSeconds: -400 } })).toMatchObject(
      known({ reachable: true, clockSkewSeconds: -400 }),
    );
    expect(reach({ domainController: { Reachable: false } })).toMatchObject(
      known({ reachable: false, clockSkewSeconds: null }),
    );
  });

  it('tell products that have taken over from Windows Firewall', () => {
    const products = [{ DisplayName: 'Suite', RuleCategories: [2, 3] }, 'nonsense'];
    expect(computerFacts(computer({ firewallProducts: products })).firewallProducts).toEqual({
      available: true,
      value: [{ name: 'Suite', owns: ['firewall', 'connection-security'] }],
    });
  });

  it('say that nothing can be scheduled while the Task Scheduler is stopped', () => {
    expect(computerFacts(assignFact(computer({}), 'service.Schedule=stopped')).scheduledTasks.available).toBe(false);
  });
});

describe('the registry of a simulated computer', () => {
  const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\';

  it('answers a value in any case of letters, and nothing for what is not there', () => {
    const state = computer({ registry: { 'HKLM\\Software\\X': { Value: 7, Other: ['list'] } } });
    expect(registryValue(state, 'hklm\\SOFTWARE\\x', 'value')).toBe(7);
    expect(registryValue(state, 'HKLM\\Software\\X', 'Other')).toBeUndefined();
    expect(registryValue(state, 'HKLM\\Software\\Y', 'Value')).toBeUndefined();
  });

  it.each([
    ['ModuleLogging', 'EnableModuleLogging', 'moduleLogging'],
    ['ScriptBlockLogging', 'EnableScriptBlockLogging', 'scriptBlockLogging'],
    ['Transcription', 'EnableTranscripting', 'transcription'],
  ])('knows %s', (key, name, fact) => {
    const all = { moduleLogging: false, scriptBlockLogging: false, transcription: false };
    const logging = (value: unknown): unknown =>
      powershellLogging(computer({ registry: { [`${policies}PowerShell\\${key}`]: { [name]: value } } }));
    expect([logging(1), logging('1'), logging(0)]).toEqual([{ ...all, [fact]: true }, { ...all, [fact]: true }, all]);
  });

  it('names the secpol policy that is assigned, the one of the domain first', () => {
    expect(legacyPolicy(computer({}))).toBeUndefined();
    const local = assignFact(computer({}), 'legacy-policy=Old policy');
    expect(legacyPolicy(local)).toEqual({ from: 'local', name: 'Old policy' });
    const domain = { [`${policies}IPSec\\GPTIPSECPolicy`]: { DSIPSECPolicyName: 'Domain policy' } };
    const both = { ...local.computer.registry, ...domain };
    expect(legacyPolicy(computer({ registry: both }))).toEqual({ from: 'domain', name: 'Domain policy' });
    expect(legacyPolicy(assignFact(local, 'legacy-policy=none'))).toBeUndefined();
  });
});
