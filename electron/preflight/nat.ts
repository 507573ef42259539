import { finding } from '#contract/finding';
import { textsOf, type StoreObject } from '#contract/store-object';
import {
  complement,
  intersection,
  isSingle,
  normaliseRanges,
  overlap,
  wholeFamily,
  type AddressRange,
} from '#policy/address-range';
import { isWholeFamily, parseRanges, printRange } from '#policy/address-text';
import type { Check } from './check';
import { ourRules } from './ours';

const MOST_NAMED = 4;

const rangesOf = (texts: readonly string[]): readonly AddressRange[] =>
  normaliseRanges(
    texts.flatMap((text) => {
      const parsed = parseRanges(text);
      return parsed.ok ? parsed.value : [];
    }),
  );

/** RFC 1918 and the shared addresses of providers (RFC 6598): these reach the internet by translation alone. */
const behindNat = rangesOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']);
/** Of this computer alone (RFC 1122) or of one cable (RFC 3927). */
const nowhere = rangesOf(['127.0.0.0/8', '169.254.0.0/16']);
const publicAddresses = intersection([wholeFamily(4)], complement(normaliseRanges([...behindNat, ...nowhere])));

/** What of the rule's other side is on the internet; `any` names nobody in particular. */
function publicPeers({ properties }: StoreObject): readonly AddressRange[] {
  const named = rangesOf(textsOf(properties['RemoteAddress'])).filter((range) => !isWholeFamily(range));
  return intersection(named, publicAddresses);
}

/** Own IPv4 addresses without their prefix lengths. */
const ownOf = (addresses: readonly string[]): readonly AddressRange[] =>
  rangesOf(addresses.map((address) => address.replace(/\/.*$/u, ''))).filter(
    (range) => range.family === 4 && isSingle(range) && !overlap([range], nowhere),
  );

/** With private addresses here and public ones there, something between them translates; Windows then needs NAT-T. */
export const nat: Check = {
  id: 'nat',
  run: (input) => {
    const { addresses } = input.facts.computer;
    const own = addresses.available ? ownOf(addresses.value) : [];
    const peers = normaliseRanges(ourRules(input).flatMap(publicPeers));
    const isPrivate = own.length > 0 && own.every((address) => overlap([address], behindNat));
    if (!isPrivate || peers.length === 0) return [];
    const words = (ranges: readonly AddressRange[]): readonly string[] => ranges.slice(0, MOST_NAMED).map(printRange);
    return [finding('nat-likely', 'warning', { own: words(own), peers: words(peers).join(', ') })];
  },
};
