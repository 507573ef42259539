import { finding, type Finding } from '#contract/finding';
import type { StoreObject } from '#contract/store-object';
import type { Check, CheckInput } from './check';
import {
  isOurs,
  labelOf,
  namesPort,
  otherRules,
  portInWords,
  roleOf,
  roleSide,
  samePorts,
  saysWord,
  sharedAddresses,
} from './others';

const directionOf = ({ policy }: CheckInput): string => (policy.role === 'server' ? 'Inbound' : 'Outbound');
const isBlock = (rule: StoreObject, direction: string): boolean =>
  saysWord(rule, 'Action', 'Block') && saysWord(rule, 'Direction', direction);

/** Pairs of rules about the same port and addresses, with the addresses in words. */
const meetings = (
  ours: readonly StoreObject[],
  others: readonly StoreObject[],
): readonly { readonly our: StoreObject; readonly other: StoreObject; readonly addresses: string }[] =>
  ours.flatMap((our) =>
    others.flatMap((other) => {
      const addresses = samePorts(our, other) ? sharedAddresses(our, other) : undefined;
      return addresses === undefined ? [] : [{ our, other, addresses }];
    }),
  );

/**
 * Block rules that cover what the policy protects. Of others only those that name the port: a Block rule for all ports
 * is mostly about one program, which is not read here.
 */
function closedForUs(input: CheckInput): readonly Finding[] {
  const side = roleSide(input.policy.role);
  const blocks = otherRules(input, 'NetFirewallRule').filter(
    (rule) => isBlock(rule, directionOf(input)) && namesPort(rule, side),
  );
  const ours = input.plan.expected.filter(({ kind }) => kind === 'NetIPsecRule');
  return meetings(ours, blocks).map(({ our, other, addresses }) =>
    finding('port-closed', isOurs(input, other) ? 'block' : 'warning', {
      other: labelOf(other),
      port: portInWords(our, side),
      addresses,
    }),
  );
}

/** What closes the rest must not close the addresses of another policy of ours. */
function closedByUs(input: CheckInput): readonly Finding[] {
  const ours = input.plan.expected.filter((rule) => isBlock(rule, directionOf(input)));
  const others = otherRules(input, 'NetIPsecRule').filter(
    (other) => roleOf(other) === input.policy.role && isOurs(input, other),
  );
  return meetings(ours, others).map(({ our, other, addresses }) =>
    finding('closes-other-policy', 'block', {
      other: labelOf(other),
      port: portInWords(our, roleSide(input.policy.role)),
      addresses,
    }),
  );
}

/** A Block rule beats every Allow: two narrowed policies for one port would each cut off the peers of the other. */
export const portClosed: Check = { id: 'port-closed', run: (input) => [...closedForUs(input), ...closedByUs(input)] };
