import { describe, expect, it } from 'vitest';
import type { ComputerFacts, TcpConnection } from '#contract/facts';
import { addresses } from '#compiler/testing/example-policies';
import { objectsOf } from '#compiler/testing/planned';
import type { AuthenticationMethod, IpFilter, IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { backupRunning } from './backup-running';
import { clockSkew } from './clock-skew';
import { coveredServices } from './covered-services';
import { domainReach } from './domain-reach';
import { kerberosDomain } from './kerberos-domain';
import { knownAlgorithms } from './known-algorithms';
import { leasedAddress } from './leased-address';
import { ownAddress } from './own-address';
import { listening } from './listening';
import { nat } from './nat';
import { openPort } from './open-port';
import { ownSession } from './own-session';
import { sourcePort } from './source-port';
import { allowRule, blockRule, found, only, told, unavailable } from './testing/scene';

const server = presetPolicy({ role: 'server' });
const workstation = presetPolicy({ role: 'workstation' });

/** The policy with one thing changed in each of its filters. */
const withFilters = (policy: IpSecurityPolicy, change: Partial<IpFilter>): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map((rule) => ({
    ...rule,
    filterList: { ...rule.filterList, filters: rule.filterList.filters.map((filter) => ({ ...filter, ...change })) },
  })),
});
const allTraffic: Partial<IpFilter> = {
  protocol: 'any',
  sourcePort: { kind: 'any' },
  destinationPort: { kind: 'any' },
};

const connection = (rest: Partial<TcpConnection> = {}): TcpConnection => ({
  localAddress: '192.168.1.2',
  localPort: 4531,
  remoteAddress: '192.168.10.7',
  remotePort: 50_123,
  state: 'Established',
  ...rest,
});
const connected = (...connections: readonly TcpConnection[]) => ({ computer: { connections: told(connections) } });

describe('a backup that is running', () => {
  const narrowed = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24') });
  it('is counted on a server by the port that it listens on', () => {
    const out = connection({ localPort: 50_124, remotePort: 4531 });
    expect(only(backupRunning, server, connected(connection(), connection({ remotePort: 2 }), out))).toMatchObject({
      code: 'backup-running', severity: 'warning', context: { port: 'TCP 4531', count: 2 },
    }); // prettier-ignore
    expect(only(backupRunning, workstation, connected(connection(), out))).toMatchObject({ context: { count: 1 } });
  });
  it.each([
    ['on another port', connection({ localPort: 4532 })],
    ['that is over', connection({ state: 'TimeWait' })],
  ])('is none where there is a connection %s', (_which, one) => {
    expect(found(backupRunning, narrowed, connected(one))).toEqual([]);
  });
  it('is counted where its other end is not on the list: the port is closed for it', () => {
    const connections = connected(connection(), connection({ remoteAddress: '10.0.0.1' }), connection({ remoteAddress: '2001:db8::1' })); // prettier-ignore
    expect(only(backupRunning, narrowed, connections)).toMatchObject({ context: { port: 'TCP 4531', count: 3 } });
  });
  it('is no matter where nothing changes, where none is open, and where that could not be read', () => {
    expect(found(backupRunning, server, { ...connected(connection()), local: objectsOf(server) })).toEqual([]);
    expect(found(backupRunning, server)).toEqual([]);
    expect(found(backupRunning, server, { computer: { connections: unavailable('no Windows') } })).toEqual([]);
  });
});

describe('a policy that covers more than the backup', () => {
  it('names what a technician works with', () => {
    expect(only(coveredServices, withFilters(server, allTraffic))).toMatchObject({
      code: 'covers-services', severity: 'warning', context: { services: ['Remote Desktop', 'WinRM', 'SMB'] },
    }); // prettier-ignore
    expect(only(coveredServices, presetPolicy({ role: 'server', port: 3389 }))).toMatchObject({
      context: { services: ['Remote Desktop'], port: 'TCP 3389' },
    });
    expect(found(coveredServices, presetPolicy({ role: 'workstation', port: 445 }))).toHaveLength(1);
  });
  it('is silent where only the backup port is covered', () => {
    expect(found(coveredServices, server)).toEqual([]);
    expect(found(coveredServices, workstation)).toEqual([]);
  });
});

describe('a session that the policy covers', () => {
  const desktop = connection({ localPort: 3389 });
  it('is named with where it comes from', () => {
    expect(only(ownSession, withFilters(server, allTraffic), connected(desktop, desktop, connection()))).toMatchObject({
      code: 'covers-own-session', severity: 'warning', context: { service: 'Remote Desktop', remote: '192.168.10.7' },
    }); // prettier-ignore
  });
  it('is none where it comes from elsewhere, or where the policy is about the backup alone', () => {
    const elsewhere = withFilters(presetPolicy({ role: 'server', peers: addresses('10.0.0.0/8') }), allTraffic);
    expect(found(ownSession, elsewhere, connected(desktop))).toEqual([]);
    expect(found(ownSession, server, connected(desktop))).toEqual([]);
  });
});

describe('the port of a server', () => {
  const listeningOn = (...ports: readonly number[]) => ({ computer: { listeningPorts: told(ports) } });
  it('that nothing listens on is named', () => {
    expect(only(listening, server, listeningOn(80, 4532))).toMatchObject({
      code: 'nothing-listens', severity: 'warning', context: { port: 'TCP 4531' },
    }); // prettier-ignore
  });
  it('is no matter where something listens, where that is unknown, and on a workstation', () => {
    expect(found(listening, server)).toEqual([]);
    expect(found(listening, server, { computer: { listeningPorts: unavailable('no Windows') } })).toEqual([]);
    expect(found(listening, workstation, listeningOn())).toEqual([]);
  });
});

describe('an own address that is fixed in the filters', () => {
  const leased = { computer: { leasedAddresses: told([{ address: '2001:DB8::0:7', interfaceAlias: 'LAN' }]) } };
  const own = (address: string): IpSecurityPolicy => presetPolicy({ role: 'server', local: addresses(address) });
  it('is a warning where it comes from DHCP', () => {
    expect(only(leasedAddress, own('2001:db8::7'), leased)).toMatchObject({
      code: 'local-address-leased', severity: 'warning', context: { interfaceAlias: 'LAN' },
    }); // prettier-ignore
  });
  it('is no matter where it is another one, or where the filters say My IP address', () => {
    expect(found(leasedAddress, own('2001:db8::8'), leased)).toEqual([]);
    expect(found(leasedAddress, server, leased)).toEqual([]);
  });
});

describe('an own address in the filters', () => {
  const own = (address: string): IpSecurityPolicy => presetPolicy({ role: 'server', local: addresses(address) });
  const having = (...list: readonly string[]) => ({ computer: { addresses: told(list) } });
  it('that the computer has not got is named, with those that it has', () => {
    expect(only(ownAddress, own('192.0.2.77'), having('192.0.2.1/24', 'fe80::1/64'))).toMatchObject({
      code: 'local-address-elsewhere', severity: 'warning', context: { address: '192.0.2.77', own: ['192.0.2.1', 'fe80::1'] },
    }); // prettier-ignore
  });
  it.each(['192.0.2.1', '192.0.2.0/24', '192.0.2.0-192.0.2.9', 'fe80::0:1'])('is no matter where it is %s', (text) => {
    expect(found(ownAddress, own(text), having('192.0.2.1/24', 'fe80::1/64'))).toEqual([]);
  });
  it('is no matter where the filters say My IP address, and where the addresses are not known', () => {
    expect(found(ownAddress, server, having('192.0.2.1/24'))).toEqual([]);
    expect(found(ownAddress, own('192.0.2.77'), { computer: { addresses: unavailable('no Windows') } })).toEqual([]);
    expect(found(ownAddress, own('192.0.2.77'), having())).toEqual([]);
  });
});

describe('translated addresses', () => {
  const peers = (...list: readonly string[]): IpSecurityPolicy =>
    presetPolicy({ role: 'workstation', peers: addresses(...list) });
  const ownOnes = (...own: readonly string[]) => ({ computer: { addresses: told(own) } });
  it('are likely between private and public ones', () => {
    const own = ownOnes('10.1.2.3/8', '169.254.7.7/16', 'fe80::1/64');
    expect(only(nat, peers('198.51.100.7', '192.168.1.9'), own)).toMatchObject({
      code: 'nat-likely', severity: 'warning', context: { own: ['10.1.2.3'], peers: '198.51.100.7' },
    }); // prettier-ignore
  });
  it.each([
    ['the peers are private as well', peers('192.168.7.0/24', '10.0.0.1'), ['10.1.2.3/8']],
    ['nobody in particular is named', workstation, ['10.1.2.3/8']],
    ['an own address is public', peers('198.51.100.7'), ['10.1.2.3/8', '203.0.113.9/24']],
    ['own addresses are of IPv6 alone', peers('2001:db8::7'), ['2001:db8::1/64']],
  ])('are not to be expected where %s', (_where, policy, own) => {
    expect(found(nat, policy, ownOnes(...own))).toEqual([]);
  });
});

describe('Kerberos', () => {
  const by = (...authenticationMethods: readonly AuthenticationMethod[]): IpSecurityPolicy =>
    presetPolicy({ role: 'server', authenticationMethods });
  const kerberos = by({ kind: 'kerberos-v5' });
  const either = by({ kind: 'kerberos-v5' }, { kind: 'pre-shared-key' });
  const inDomain = (reachable: boolean, clockSkewSeconds: number | null) => ({
    computer: {
      domain: told('corp.example'),
      domainController: told({ reachable, clockSkewSeconds }),
    } satisfies Partial<ComputerFacts>,
  });

  it('blocks without a domain, and warns where there is another method', () => {
    expect(found(kerberosDomain, kerberos)).toEqual([['kerberos-without-domain', 'block']]);
    expect(found(kerberosDomain, either)).toEqual([['kerberos-without-domain', 'warning']]);
  });
  it('is no matter in a domain, where the domain is unknown, or where it is not offered', () => {
    expect(found(kerberosDomain, kerberos, inDomain(true, 0))).toEqual([]);
    expect(found(kerberosDomain, kerberos, { computer: { domain: unavailable('no Windows') } })).toEqual([]);
    expect(found(kerberosDomain, server)).toEqual([]);
  });
  it('warns where no controller of the domain answers', () => {
    expect(only(domainReach, either, inDomain(false, null))).toMatchObject({
      code: 'domain-unreachable', severity: 'warning', context: { domain: 'corp.example' },
    }); // prettier-ignore
    expect(found(domainReach, either, inDomain(true, 0))).toEqual([]);
    expect(found(domainReach, server, inDomain(false, null))).toEqual([]);
  });
  it.each([301, -301])('warns of clocks that differ by %d seconds', (seconds) => {
    expect(only(clockSkew, kerberos, inDomain(true, seconds))).toMatchObject({
      severity: 'warning',
      context: { seconds },
    });
    expect(found(clockSkew, server, inDomain(true, seconds))).toEqual([]);
  });
  it.each([300, -300, 0, null])('takes clocks that differ by %j seconds', (seconds) => {
    expect(found(clockSkew, kerberos, inDomain(true, seconds))).toEqual([]);
  });
});

describe('algorithms', () => {
  const on = (build: string) => ({ computer: { windows: told({ edition: 'Windows', build }) } });
  const today = presetPolicy({ role: 'server', protection: 'recommended' });
  it('that this Windows does not know block', () => {
    expect(only(knownAlgorithms, today, on('3790'))).toMatchObject({
      code: 'algorithm-unknown', severity: 'block',
      context: { build: '3790', algorithms: ['AES-256', 'SHA-384', 'DH20', 'AES-256-GCM', 'AES-256-GMAC'] },
    }); // prettier-ignore
    const method = { encryption: 'AES-128', integrity: 'SHA1', group: 'DH24' } as const;
    const dh24 = presetPolicy({ role: 'server', keyExchangeMethods: [method] });
    expect(only(knownAlgorithms, dh24, on('7601'))).toMatchObject({ context: { algorithms: ['DH24'] } });
  });
  it('that it knows are no matter', () => {
    expect(found(knownAlgorithms, today, on('14393'))).toEqual([]);
    expect(found(knownAlgorithms, server, on('2600'))).toEqual([]);
    expect(found(knownAlgorithms, today, { computer: { windows: unavailable('no Windows') } })).toEqual([]);
  });
});

describe('other rules that leave the port open', () => {
  const asking = presetPolicy({ role: 'server', mode: 'request' });
  it('are named where IPsec is only asked for', () => {
    expect(only(openPort, asking)).toMatchObject({
      code: 'port-stays-open', severity: 'warning', context: { port: 'TCP 4531', others: ['FBS server (FBS-In)'] },
    }); // prettier-ignore
  });
  it('are no matter where IPsec is required, where none allows the port, or on a workstation', () => {
    expect(found(openPort, server)).toEqual([]);
    expect(found(openPort, asking, { local: [allowRule({ LocalPort: ['445'] }), blockRule()] })).toEqual([]);
    expect(found(openPort, presetPolicy({ role: 'workstation', mode: 'request' }))).toEqual([]);
  });
});

describe('a filter with a fixed source port', () => {
  it('leaves every other source port in clear text', () => {
    expect(only(sourcePort, withFilters(server, { sourcePort: { kind: 'port', port: 5000 } }))).toMatchObject({
      code: 'far-port-fixed', severity: 'warning', path: 'rules[0].filterList.filters[0].sourcePort', context: { port: 5000 },
    }); // prettier-ignore
  });
  it('is not what the presets have', () => {
    expect(found(sourcePort, server)).toEqual([]);
    expect(found(sourcePort, workstation)).toEqual([]);
  });
});
