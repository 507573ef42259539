import { finding } from '#contract/finding';
import { printAddress, readAddress } from '#policy/address-text';
import { trafficOf } from '#policy/traffic';
import type { Check, CheckInput } from './check';

const canonical = (text: string): string => {
  const address = readAddress(text);
  return address === undefined ? text : printAddress(address);
};

const fixedAddresses = ({ policy }: CheckInput): ReadonlySet<string> =>
  new Set(
    policy.rules
      .flatMap((rule) => trafficOf(policy.role, rule))
      .flatMap(({ locals }) => locals)
      .flatMap((choice) => (choice.kind === 'specific-address' ? [canonical(choice.address)] : [])),
  );

/** A rule for one own address protects nothing any more once the DHCP server gives another. */
export const leasedAddress: Check = {
  id: 'leased-address',
  run: (input) => {
    const { leasedAddresses } = input.facts.computer;
    const fixed = fixedAddresses(input);
    return (leasedAddresses.available ? leasedAddresses.value : [])
      .filter(({ address }) => fixed.has(canonical(address)))
      .map((leased) => finding('local-address-leased', 'warning', leased));
  },
};
