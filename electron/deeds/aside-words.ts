import type { Facts } from '#contract/facts';
import { textOf } from '#contract/store-object';
import type { Aside } from '#compiler/aside';
import { asideTexts as texts } from '#texts/aside.en';

/** What was put aside, by the names that an administrator sees where they are still there. Pure. */
export const asideInWords = (
  { firewallRules, assignedPolicy }: Aside,
  { persistent: { objects } }: Pick<Facts, 'persistent'>,
): readonly string[] => [
  ...firewallRules.map((name) => {
    const rule = objects.find((object) => object.kind === 'NetFirewallRule' && object.name === name);
    return texts.rule(rule === undefined ? name : `${textOf(rule, 'DisplayName', name)} (${name})`);
  }),
  ...(assignedPolicy === undefined ? [] : [texts.policy(assignedPolicy.name)]),
];
