import type { ObjectKind, PropertyValue } from '#contract/store-object';
import { parseObjectName } from '#compiler/names';
import { wordOf } from '#compiler/netsecurity-words';
import type { Read, Row } from './gateway';
import { told } from './observe-proposal';

/**
 * Conditions that no policy of ours sets, each a filter object of its own. Set by hand they narrow a rule without a
 * trace in its addresses and ports, so they are read to be missed.
 */
interface Condition {
  readonly noun: string;
  readonly property: string;
  readonly kinds: readonly ObjectKind[];
}

const conditions: readonly Condition[] = [
  {
    noun: 'NetFirewallInterfaceTypeFilter',
    property: 'InterfaceType',
    kinds: ['NetFirewallRule', 'NetIPsecRule'],
  },
  { noun: 'NetFirewallApplicationFilter', property: 'Program', kinds: ['NetFirewallRule'] },
  { noun: 'NetFirewallServiceFilter', property: 'Service', kinds: ['NetFirewallRule'] },
];

/** What counts is compared with what is stored; of what is in force the engine's own word is asked. */
const isStored = (policyStore: string): boolean => policyStore !== 'ActiveStore';

/** One read for each kind of condition, whatever the store holds; a host that lacks the noun answers nothing. */
export const conditionReads = (policyStore: string): readonly Read[] =>
  isStored(policyStore)
    ? conditions.map(({ noun, property }) => ({
        invocation: { cmdlet: `Get-${noun}`, parameters: { All: true, PolicyStore: policyStore } },
        select: ['InstanceID', property],
        mayFail: true,
      }))
    : [];

/**
 * The condition that an own rule of IPsec may have, asked for by its rule: whether the bulk read tells filters of IPsec
 * rules is not documented. Nothing for the rules of others, of which there may be thousands.
 */
export const ownConditionReads = (
  { kind, name }: { readonly kind: ObjectKind; readonly name: string },
  parameters: Read['invocation']['parameters'],
  policyStore: string,
): readonly Read[] =>
  kind === 'NetIPsecRule' && parseObjectName(name) !== undefined && isStored(policyStore)
    ? [
        {
          invocation: { cmdlet: 'Get-NetFirewallInterfaceTypeFilter', parameters },
          select: ['InterfaceType'],
          mayFail: true,
        },
      ]
    : [];

/** What the answer to `ownConditionReads` tells. */
export function interfaceTypeIn(row: Row | undefined): Conditions {
  const shown = row === undefined ? undefined : told(row, 'InterfaceType');
  return shown === undefined || shown === '' ? {} : { InterfaceType: wordOf('InterfaceType', shown) };
}

type Conditions = Readonly<Record<string, PropertyValue>>;

/** Rules of two kinds may share a name, and then nobody can tell whose condition it is. */
function byInstance(rows: readonly Row[]): ReadonlyMap<string, Row> {
  const ids = rows.map((row) => String(told(row, 'InstanceID') ?? ''));
  const seen = new Set<string>();
  const twice = new Set(ids.filter((id) => seen.size === seen.add(id).size));
  return new Map(rows.flatMap((row, at) => (twice.has(ids[at] ?? '') ? [] : [[ids[at] ?? '', row] as const])));
}

/** From the answers to `conditionReads`: the conditions of one rule. What a host does not tell is left out. */
export function conditionsFrom(
  answers: readonly (readonly Row[])[],
): (rule: { readonly kind: ObjectKind; readonly name: string }) => Conditions {
  const filters = conditions.map((_, at) => byInstance(answers[at] ?? []));
  return ({ kind, name }) =>
    Object.fromEntries(
      conditions.flatMap(({ property, kinds }, at) => {
        const row = kinds.includes(kind) ? filters[at]?.get(name) : undefined;
        const shown = row === undefined ? undefined : told(row, property);
        return shown === undefined || shown === '' ? [] : [[property, wordOf(property, shown)] as const];
      }),
    );
}
