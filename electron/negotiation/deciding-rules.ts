import { everyRun } from './choices';
import { seenByInitiator, seenByResponder, type Connection, type Seen } from './connection';
import type { End } from './end';
import { blockingRules } from './firewall';
import { stanceOf } from './governing';
import type { Outcome } from './outcome';

/** Which rules decide, by their names; more than one where Windows may take either, none where no rule is about it. */
export interface DecidingRules {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Whether either end has more than one to choose from, or a Block rule went before its only one. */
  readonly several: boolean;
}

const unique = (names: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(names.flatMap((name) => name ?? [])),
];

const governing = (end: End, seen: Seen, direction: 'inbound' | 'outbound'): readonly string[] =>
  unique(
    everyRun((choose) => {
      const stance = stanceOf(end, seen, direction, choose);
      return 'rule' in stance ? stance.rule.name : undefined;
    }),
  );

const hasSeveral = ({ rules }: End): boolean => unique(rules.map(({ name }) => name)).length > 1;

/** A Block rule of the firewall goes before every IPsec rule. */
function blockedBy({ client = 'from', ...connection }: Connection, a: End, b: End, outcome: Outcome): Blocked {
  const why = outcome.kind === 'refused' ? outcome.why : undefined;
  if (why !== 'initiator-blocks' && why !== 'responder-blocks') return {};
  const side = (why === 'initiator-blocks') === (client === 'from') ? 'from' : 'to';
  const direction = why === 'initiator-blocks' ? 'outbound' : 'inbound';
  const [end, seen] = side === 'from' ? [a, seenByInitiator(connection)] : [b, seenByResponder(connection)];
  const names = unique(blockingRules(end, seen, direction).map(({ name }) => name));
  return names.length === 0 ? {} : { [side]: names };
}
type Blocked = Partial<Pick<DecidingRules, 'from' | 'to'>>;

/** The rules of both ends that an outcome of `connectOutcomes` comes of. Pure. */
export function decidingRules(connection: Connection, a: End, b: End, outcome: Outcome): DecidingRules {
  const blocked = blockedBy(connection, a, b, outcome);
  return {
    from: governing(a, seenByInitiator(connection), 'outbound'),
    to: governing(b, seenByResponder(connection), 'inbound'),
    ...blocked,
    several: [a, b].some(hasSeveral) || Object.keys(blocked).length > 0,
  };
}
