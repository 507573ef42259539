import type { Attempt, Facts } from '#contract/facts';
import { finding, type FactName } from '#contract/finding';
import type { ComputerCheck } from './check';

const MOST_REASONS = 3;

type Unread = readonly [name: FactName, reason: string];

function unreadOf({ computer, firewallProfiles }: Facts): readonly Unread[] {
  // The module has its own check, and who arms the automatic undo says himself where it cannot be.
  const { computerName, now, languageMode, netSecurityModule, scheduledTasks, ...attempted } = computer;
  const facts: Readonly<Record<string, Attempt<unknown>>> = { ...attempted, firewallProfiles };
  // Object.entries forgets the names of the members: these are the ones of the line above.
  return Object.entries(facts).flatMap(([name, fact]) =>
    fact.available ? [] : [[name as FactName, fact.reason] as const],
  );
}

/** One note for everything that this system does not tell: off Windows that is most of it, and none of it blocks. */
export const unreadFacts: ComputerCheck = {
  id: 'unread-facts',
  run: ({ facts }) => {
    const unread = unreadOf(facts);
    const reasons = [...new Set(unread.map(([, reason]) => reason))].slice(0, MOST_REASONS);
    return unread.length === 0
      ? []
      : [finding('facts-unavailable', 'note', { facts: unread.map(([name]) => name), reasons })];
  },
};
