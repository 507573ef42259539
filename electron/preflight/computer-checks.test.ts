import { describe, expect, it } from 'vitest';
import { unaskedFacts, type ServiceState } from '#contract/facts';
import { addresses } from '#compiler/testing/example-policies';
import { presetPolicy } from '#policy/presets';
import { automaticUndo } from './automatic-undo';
import { preflight } from './checks';
import { executionPolicy } from './execution-policy';
import { firewallProducts } from './firewall-products';
import { ikePorts } from './ike-ports';
import { legacyPolicy } from './legacy-policy';
import { moduleLogging } from './module-logging';
import { publicNetwork } from './public-network';
import { scriptBlockLogging } from './script-block-logging';
import { services } from './services';
import { transcription } from './transcription';
import { unreadFacts } from './unread-facts';
import { found, inputFor, only, told, unavailable } from './testing/scene';

const server = presetPolicy({ role: 'server' });
const narrowed = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24') });

describe('what PowerShell writes down', () => {
  const none = { moduleLogging: false, scriptBlockLogging: false, transcription: false };
  it.each([
    [moduleLogging, 'module-logging', 'moduleLogging'],
    [scriptBlockLogging, 'script-block-logging', 'scriptBlockLogging'],
    [transcription, 'transcription', 'transcription'],
  ] as const)('is a warning of its own: $1', (check, code, name) => {
    const logging = (value: typeof none) => ({ computer: { powershellLogging: told(value) } });
    expect(found(check, server, logging({ ...none, [name]: true }))).toEqual([[code, 'warning']]);
    expect(found(check, server, logging({ ...none, [name]: false }))).toEqual([]);
    const others = { moduleLogging: true, scriptBlockLogging: true, transcription: true, [name]: false };
    expect(found(check, server, logging(others))).toEqual([]);
  });
});

describe('execution policy', () => {
  const set = (policy: string) => ({ computer: { executionPolicy: told({ policy, scope: 'MachinePolicy' }) } });
  it.each(['AllSigned', 'Restricted'])('is a warning where somebody set it to %s', (policy) => {
    expect(only(executionPolicy, server, set(policy))).toMatchObject({
      code: 'execution-policy', severity: 'warning', context: { policy, scope: 'MachinePolicy' },
    }); // prettier-ignore
  });
  it.each(['RemoteSigned', 'Unrestricted', 'Bypass'])('is silent where it is %s', (policy) => {
    expect(found(executionPolicy, server, set(policy))).toEqual([]);
  });
  it('is silent where nobody set one', () => {
    expect(found(executionPolicy, server)).toEqual([]);
  });
});

describe('services', () => {
  const stopped = (name: ServiceState['name'], disabled = false) => ({
    computer: { services: told([{ name, running: false, disabled }]) },
  });
  it.each(['BFE', 'MpsSvc'] as const)('block without %s, because nothing would be enforced', (name) => {
    expect(found(services, server, stopped(name))).toEqual([['service-stopped', 'block']]);
  });
  it.each(['IKEEXT', 'PolicyAgent', 'Schedule'] as const)('warn where %s does not run', (name) => {
    expect(only(services, server, stopped(name))).toMatchObject({
      severity: 'warning',
      context: { service: name, disabled: false },
    });
  });
  it('block where the keying service is disabled: Windows cannot start it', () => {
    expect(found(services, server, stopped('IKEEXT', true))).toEqual([['service-stopped', 'block']]);
    expect(found(services, server, stopped('PolicyAgent', true))).toEqual([['service-stopped', 'warning']]);
  });
  it('are silent where all run, where one is not there, and where they could not be read', () => {
    expect(found(services, server)).toEqual([]);
    expect(found(services, server, { computer: { services: told([]) } })).toEqual([]);
    expect(found(services, server, { computer: { services: unavailable('no Windows') } })).toEqual([]);
  });
});

describe('a policy made with secpol.msc', () => {
  it.each(['local', 'domain'] as const)('that is assigned is a warning: %s', (from) => {
    expect(only(legacyPolicy, server, { computer: { legacyPolicy: told({ from, name: 'Old' }) } })).toMatchObject({
      code: 'legacy-policy', severity: 'warning', context: { from, name: 'Old' },
    }); // prettier-ignore
  });
  it('is no matter where none is assigned', () => {
    expect(found(legacyPolicy, server)).toEqual([]);
  });
});

describe('another firewall product', () => {
  const owning = (...owns: readonly ('firewall' | 'connection-security' | 'stealth')[]) => ({
    computer: { firewallProducts: told([{ name: 'Suite', owns }]) },
  });
  it('blocks where it owns connection security: nothing would be enforced', () => {
    expect(only(firewallProducts, server, owning('firewall', 'connection-security'))).toMatchObject({
      code: 'connection-security-owned', severity: 'block', context: { product: 'Suite' },
    }); // prettier-ignore
  });
  it('that owns the firewall warns, and blocks what has to be closed', () => {
    expect(found(firewallProducts, server, owning('firewall'))).toEqual([['firewall-owned', 'warning']]);
    expect(found(firewallProducts, narrowed, owning('firewall'))).toEqual([['firewall-owned', 'block']]);
  });
  it('is no matter where it owns neither, or where there is none', () => {
    expect(found(firewallProducts, server, owning('stealth'))).toEqual([]);
    expect(found(firewallProducts, narrowed)).toEqual([]);
  });
});

describe('the ports of IKE', () => {
  it('held by somebody else are named once each', () => {
    const vpn = { port: 500, holder: 'vpnclient' };
    const ikePortHolders = told([vpn, vpn, { port: 4500, holder: 'IKEEXT' }]);
    expect(only(ikePorts, server, { computer: { ikePortHolders } })).toMatchObject({
      code: 'ike-port-held', severity: 'warning', context: vpn,
    }); // prettier-ignore
  });
  it('held by Windows, or by nobody, are no matter', () => {
    expect(found(ikePorts, server)).toEqual([]);
    expect(found(ikePorts, server, { computer: { ikePortHolders: told([]) } })).toEqual([]);
  });
});

describe('a public network', () => {
  it('is named with its interface', () => {
    const networks = told([
      { network: 'Café', interfaceAlias: 'WLAN', category: 'Public' },
      { network: 'Office', interfaceAlias: 'LAN', category: 'Private' },
    ] as const);
    expect(only(publicNetwork, server, { computer: { networks } })).toMatchObject({
      code: 'public-network', severity: 'warning', context: { networks: ['Café (WLAN)'] },
    }); // prettier-ignore
  });
  it('is no matter where there is none', () => {
    expect(found(publicNetwork, server)).toEqual([]);
  });
});

describe('what could not be read', () => {
  it('is one note, however much it is, and blocks nothing', () => {
    const { netSecurityModule, ...others } = unaskedFacts('This computer does not run Windows.');
    const input = inputFor(server, { computer: others, profiles: unavailable('refused') });
    const findings = preflight(input);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      // What nothing can stand in for is said by itself.
      ['no-automatic-undo', 'note'],
      ['server-first', 'warning'],
      ['facts-unavailable', 'note'],
    ]);
    expect(findings[2]?.context).toMatchObject({
      facts: expect.arrayContaining(['elevated', 'services', 'firewallProfiles']) as unknown,
      reasons: ['This computer does not run Windows.', 'refused'],
    });
  });
  it('is no matter where everything was', () => {
    expect(found(unreadFacts, server)).toEqual([]);
  });
});

describe('the automatic undo', () => {
  const none = { scheduledTasks: unavailable('The service Task Scheduler does not run.') };
  it('blocks on Windows where it cannot be armed, is a note elsewhere, and is silent where it can be', () => {
    expect(found(automaticUndo, server, { computer: none })).toEqual([['no-automatic-undo', 'block']]);
    const elsewhere = { ...none, windows: unavailable('This computer does not run Windows.') };
    expect(found(automaticUndo, server, { computer: elsewhere })).toEqual([['no-automatic-undo', 'note']]);
    expect(found(automaticUndo, server)).toEqual([]);
  });
});
