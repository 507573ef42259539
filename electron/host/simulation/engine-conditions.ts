import { parseAddress, touchesMulticast } from './address';
import { refuseValue } from './refusal';
import { isAny, listOf, sameWord, textOf, type StoredObject } from './stored-object';

const addressKeyword =
  /^(LocalSubnet|DNS|DHCP|WINS|DefaultGateway|Internet|Intranet|IntranetRemoteAccess|PlayToDevice|CaptivePortal)[46]?$/i;
const ipsecPortKeywords = ['RPC', 'RPC-EPMap', 'IPHTTPS'];
const firewallPortKeywords = ['RPC', 'RPCEPMap', 'IPHTTPSIn', 'IPHTTPSOut', 'Teredo', 'PlayToDiscovery'];
const protocolWords = ['TCP', 'UDP', 'ICMPv4', 'ICMPv6', 'Any'];

const isFirewall = (noun: string): boolean => noun === 'NetFirewallRule';
export const isSecured = (rule: StoredObject): boolean =>
  ['InboundSecurity', 'OutboundSecurity'].some((property) => textOf(rule, property, 'None') !== 'None');

function checkAddress(cmdlet: string, noun: string, property: string, text: string): void {
  if (sameWord(text, 'Any')) return;
  if (addressKeyword.test(text)) {
    if (property === 'LocalAddress') refuseValue(cmdlet, `${text} is not allowed as a local address.`, '0x00100047');
    return;
  }
  const range = parseAddress(text);
  if (range === undefined) return refuseValue(cmdlet, `'${text}' is no address, prefix, mask or range.`);
  if (!isFirewall(noun) && touchesMulticast(range)) refuseValue(cmdlet, `'${text}' reaches into multicast.`);
}

/** Addresses: Any only alone, keywords only for the other side, no multicast in IPsec. */
export function checkAddresses(cmdlet: string, noun: string, rule: StoredObject): void {
  for (const property of ['LocalAddress', 'RemoteAddress']) {
    const addresses = listOf(rule, property);
    if (isAny(addresses) && addresses.length > 1) refuseValue(cmdlet, `${property}: Any stands alone.`, '0x00100047');
    for (const address of addresses) checkAddress(cmdlet, noun, property, address);
  }
  const isInterface = !isAny(listOf(rule, 'InterfaceType')) || !isAny(listOf(rule, 'InterfaceAlias'));
  if (isInterface && !isAny(listOf(rule, 'LocalAddress'))) {
    refuseValue(cmdlet, 'A local address and an interface exclude each other.', '0x0010004B');
  }
}

const hasPorts = (protocol: string): boolean => ['TCP', 'UDP', '6', '17'].some((word) => sameWord(word, protocol));

function portsIn(text: string): readonly number[] | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return undefined;
  return [match[1], match[2]].filter((part) => part !== undefined).map(Number);
}

function checkPort(cmdlet: string, noun: string, rule: StoredObject, text: string): void {
  const keywords = isFirewall(noun) ? firewallPortKeywords : ipsecPortKeywords;
  if (sameWord(text, 'Any') || keywords.some((word) => sameWord(word, text))) return;
  if (!hasPorts(textOf(rule, 'Protocol', 'Any'))) refuseValue(cmdlet, 'A port needs TCP or UDP.', '0x00100020');
  const ports = portsIn(text);
  const [first = 0, last = first] = ports ?? [];
  if (ports === undefined || first < 1 || last > 65_535 || last < first) {
    refuseValue(cmdlet, `'${text}' is no port from 1 to 65535.`, '0x00100022');
  }
  if (ports.length > 1 && !isFirewall(noun) && isSecured(rule)) {
    refuseValue(cmdlet, 'A range of ports is for rules that secure nothing.', '0x00100023');
  }
}

/** Protocol and ports. */
export function checkPorts(cmdlet: string, noun: string, rule: StoredObject): void {
  const protocol = textOf(rule, 'Protocol', 'Any');
  const isKnown = protocolWords.some((word) => sameWord(word, protocol)) || /^\d{1,3}$/.test(protocol);
  if (!isKnown || Number(protocol) > 255) refuseValue(cmdlet, `'${protocol}' is no protocol.`);
  for (const property of ['LocalPort', 'RemotePort']) {
    const ports = listOf(rule, property);
    if (isAny(ports) && ports.length > 1) refuseValue(cmdlet, `${property}: Any stands alone.`, '0x00100021');
    for (const port of ports) checkPort(cmdlet, noun, rule, port);
  }
}
