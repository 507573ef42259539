import { includesRange, parseAddress, rangeSize, type AddressRange } from './address';
import type { BoundCall } from './bind-call';
import { isEnforced } from './enforcement';
import { notFound, refuseValue } from './refusal';
import type { SimulatedState } from './state';
import { objectsOf } from './stores';
import { isAny, listOf, sameWord, textOf, type HostObject, type StoredObject } from './stored-object';

const WHOLE = 1n << 129n;
const protocolNumbers: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmpv4: '1', icmpv6: '58' };
const protocolNumber = (text: string): string => protocolNumbers[text.toLowerCase()] ?? text.toLowerCase();

/** The ranges of a condition; LocalSubnet is this computer's own subnets, other keywords match nothing here. */
function rangesOf(state: SimulatedState, words: readonly string[]): readonly AddressRange[] {
  const texts = words.flatMap((word) => (/^LocalSubnet[46]?$/i.test(word) ? state.computer.addresses : [word]));
  return texts.map(parseAddress).filter((range) => range !== undefined);
}

function coversAddress(state: SimulatedState, rule: StoredObject, property: string, asked: unknown): boolean {
  const words = listOf(rule, property);
  if (asked === undefined || isAny(words)) return true;
  const range = typeof asked === 'string' ? parseAddress(asked) : undefined;
  return range !== undefined && rangesOf(state, words).some((outer) => includesRange(outer, range));
}

function coversPort(rule: StoredObject, property: string, asked: unknown): boolean {
  const words = listOf(rule, property);
  if (asked === undefined || isAny(words)) return true;
  return words.some((word) => {
    const [from = '', to = from] = word.split('-');
    return typeof asked === 'number' && Number(from) <= asked && asked <= Number(to);
  });
}

function covers(state: SimulatedState, rule: StoredObject, asked: BoundCall['parameters']): boolean {
  const protocol = textOf(rule, 'Protocol', 'Any');
  const wanted = asked['Protocol'];
  return (
    (sameWord(protocol, 'Any') || typeof wanted !== 'string' || protocolNumber(protocol) === protocolNumber(wanted)) &&
    ['LocalAddress', 'RemoteAddress'].every((name) => coversAddress(state, rule, name, asked[name])) &&
    ['LocalPort', 'RemotePort'].every((name) => coversPort(rule, name, asked[name]))
  );
}

const width = (state: SimulatedState, words: readonly string[]): bigint =>
  isAny(words) ? WHOLE : rangesOf(state, words).reduce((sum, range) => sum + rangeSize(range), 0n);

/** Narrower first: by the other side's addresses, then by the own ones, then by how many ports are named. */
function isNarrower(state: SimulatedState, left: StoredObject, right: StoredObject): number {
  for (const property of ['RemoteAddress', 'LocalAddress']) {
    const [a, b] = [width(state, listOf(left, property)), width(state, listOf(right, property))];
    if (a !== b) return a < b ? -1 : 1;
  }
  const open = (rule: StoredObject): number =>
    ['LocalPort', 'RemotePort'].filter((property) => isAny(listOf(rule, property))).length;
  return open(left) - open(right);
}

/** The rule that governs a connection: of the enforced ones that cover it the narrowest (`Find-NetIPsecRule`). */
export function findRule(state: SimulatedState, call: BoundCall): HostObject {
  const remote = call.parameters['RemoteAddress'];
  if (typeof remote !== 'string' || parseAddress(remote) === undefined) {
    return refuseValue(call.cmdlet, 'The remote address is no address.');
  }
  const [governing] = objectsOf(state, 'ActiveStore', 'NetIPsecRule')
    .filter((rule) => isEnforced(state, rule) && covers(state, rule.object, call.parameters))
    .sort((left, right) => isNarrower(state, left.object, right.object));
  if (governing === undefined) throw notFound(call.cmdlet, '', remote);
  return governing;
}
