/**
 * The network of a simulated computer in the words of Get-NetConnectionProfile, Get-NetIPAddress, Get-NetTCPConnection,
 * Get-NetUDPEndpoint and Get-Service. Entries may be put in by hand: members that are missing are filled in, and what
 * is no object is left out.
 */
import type { SimulatedState } from './state';
import { isObject, listOf, numberOf, sameWord, textOf, type StoredObject } from './stored-object';

export interface ConnectionProfile {
  readonly InterfaceAlias: string;
  readonly InterfaceIndex: number;
  /** Of the network. */
  readonly Name: string;
  readonly NetworkCategory: 'Public' | 'Private' | 'DomainAuthenticated';
}

export interface IpAddress {
  readonly IPAddress: string;
  readonly PrefixLength: number;
  readonly InterfaceAlias: string;
  readonly AddressFamily: 'IPv4' | 'IPv6';
  readonly PrefixOrigin: 'Manual' | 'Dhcp';
}

export interface TcpConnection {
  readonly LocalAddress: string;
  readonly LocalPort: number;
  readonly RemoteAddress: string;
  readonly RemotePort: number;
  /** `Listen`, `Established` and Windows' other words. */
  readonly State: string;
}

export interface UdpEndpoint {
  readonly LocalAddress: string;
  readonly LocalPort: number;
  /** IKEEXT is a `svchost`; anything else on 500 or 4500 is somebody else. */
  readonly ProcessName: string;
}

export interface Service {
  readonly Name: string;
  readonly Status: 'Running' | 'Stopped';
  /** The file may say `disabled` of a service; Windows starts the others when they are needed. */
  readonly StartType: 'Manual' | 'Disabled';
}

/** INetFwProduct. */
export interface FirewallProduct {
  readonly DisplayName: string;
  /** NET_FW_RULE_CATEGORY: boot time 0, stealth 1, firewall 2, connection security 3. */
  readonly RuleCategories: readonly number[];
}

const categories = ['Public', 'Private', 'DomainAuthenticated'] as const;

/** The firewall says Domain where the network says DomainAuthenticated. */
function categoryOf(word: string): ConnectionProfile['NetworkCategory'] {
  if (sameWord(word, 'Domain')) return 'DomainAuthenticated';
  return categories.find((category) => sameWord(category, word)) ?? 'Public';
}

/** The interfaces of the file; of a computer that tells none there is one, with all its addresses. */
function interfacesOf({ computer }: SimulatedState): readonly StoredObject[] {
  const told = (computer.interfaces ?? []).filter(isObject);
  return told.length > 0 ? told : [{ InterfaceAlias: 'Ethernet', InterfaceIndex: 4, Addresses: computer.addresses }];
}

const aliasOf = (one: StoredObject, at: number): string => textOf(one, 'InterfaceAlias', `Ethernet ${at + 1}`);

/** The network of each interface with its category. */
export const connectionProfiles = (state: SimulatedState): readonly ConnectionProfile[] =>
  interfacesOf(state).map((one, at) => ({
    InterfaceAlias: aliasOf(one, at),
    InterfaceIndex: numberOf(one, 'InterfaceIndex') ?? at + 1,
    Name: textOf(one, 'Name', state.computer.domain ?? 'Network'),
    NetworkCategory: categoryOf(textOf(one, 'NetworkCategory', state.computer.networkProfile)),
  }));

function addressRow(one: StoredObject, at: number, text: string): IpAddress {
  const [address = '', length = ''] = text.split('/', 2);
  const isFour = !address.includes(':');
  return {
    IPAddress: address,
    PrefixLength: Number(length === '' ? (isFour ? 32 : 128) : length),
    InterfaceAlias: aliasOf(one, at),
    AddressFamily: isFour ? 'IPv4' : 'IPv6',
    PrefixOrigin: sameWord(textOf(one, 'PrefixOrigin'), 'Dhcp') ? 'Dhcp' : 'Manual',
  };
}

/** Own addresses and whether a DHCP server gave them. */
export const ipAddresses = (state: SimulatedState): readonly IpAddress[] =>
  interfacesOf(state).flatMap((one, at) => listOf(one, 'Addresses', []).map((text) => addressRow(one, at, text)));

const anywhere = '0.0.0.0';

/** What listens, then what is connected. */
export function tcpConnections({ computer }: SimulatedState): readonly TcpConnection[] {
  const listening = computer.listening.map((LocalPort) => ({ LocalPort, State: 'Listen' }));
  return [...listening, ...computer.connections.filter(isObject)].map((one: StoredObject) => ({
    LocalAddress: textOf(one, 'LocalAddress', anywhere),
    LocalPort: numberOf(one, 'LocalPort') ?? 0,
    RemoteAddress: textOf(one, 'RemoteAddress', anywhere),
    RemotePort: numberOf(one, 'RemotePort') ?? 0,
    State: textOf(one, 'State', 'Established'),
  }));
}

export const udpEndpoints = ({ computer }: SimulatedState): readonly UdpEndpoint[] =>
  computer.udpEndpoints.filter(isObject).map((one) => ({
    LocalAddress: textOf(one, 'LocalAddress', anywhere),
    LocalPort: numberOf(one, 'LocalPort') ?? 0,
    ProcessName: textOf(one, 'ProcessName'),
  }));

const isSaid = (word: unknown, said: string): boolean => typeof word === 'string' && sameWord(word, said);

export const services = ({ computer }: SimulatedState): readonly Service[] =>
  Object.entries(computer.services).map(([Name, word]) => ({
    Name,
    Status: isSaid(word, 'running') ? 'Running' : 'Stopped',
    StartType: isSaid(word, 'disabled') ? 'Disabled' : 'Manual',
  }));

export const firewallProducts = ({ computer }: SimulatedState): readonly FirewallProduct[] =>
  (computer.firewallProducts ?? []).filter(isObject).map((one) => ({
    DisplayName: textOf(one, 'DisplayName'),
    RuleCategories: listOf(one, 'RuleCategories', []).map(Number),
  }));

interface DomainController {
  readonly Reachable: boolean;
  readonly ClockSkewSeconds: number;
  /** Empty where none is known. */
  readonly WritableController: string;
}

/** Whether a controller of the domain answers, and what its clock is behind this one; undefined in a workgroup. */
export function domainController({ computer }: SimulatedState): DomainController | undefined {
  if (computer.domain === null) return undefined;
  const told = isObject(computer.domainController) ? computer.domainController : {};
  return {
    Reachable: told['Reachable'] !== false,
    ClockSkewSeconds: numberOf(told, 'ClockSkewSeconds') ?? 0,
    WritableController: textOf(told, 'WritableController', `dc1.${computer.domain}`),
  };
}
