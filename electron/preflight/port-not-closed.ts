import { finding, type Finding } from '#contract/finding';
import type { StoreObject } from '#contract/store-object';
import type { Plan } from '#compiler/plan';
import { profilesWhere } from './active-profiles';
import type { Check, CheckInput } from './check';
import { isWord, labelOf, portInWords } from './others';
import { letsSecuredIn } from './ours';
import { portOpeners, type PortOpener } from './port-openers';

/** What somebody agrees to is listed; the sentence names fewer. */
const MOST_LISTED = 50;

/** Rules of others that this very plan switches off, by consent. */
const switchedOff = ({ steps }: Plan): ReadonlySet<string> =>
  new Set(
    steps.flatMap(({ invocation: { cmdlet, parameters } }) =>
      cmdlet === 'Disable-NetFirewallRule' && 'Name' in parameters ? [parameters.Name].flat().map(String) : [],
    ),
  );

/** What stays on beside our rule once the plan is carried out. */
function stayingOn(input: CheckInput): readonly PortOpener[] {
  const gone = switchedOff(input.plan);
  return portOpeners(input).filter((one) => !(one.canBePutAside && gone.has(one.rule.name)));
}

const named = (rules: readonly StoreObject[]): readonly string[] => rules.slice(0, MOST_LISTED).map(labelOf);

/** The ports that are let in secured, as a person reads them. */
const portsOf = (input: Pick<CheckInput, 'plan'>): string =>
  [...new Set(letsSecuredIn(input).map((rule) => portInWords(rule, 'LocalPort')))].join(', ');

function besides(input: CheckInput): readonly Finding[] {
  const openers = stayingOn(input);
  if (openers.length === 0) return [];
  const removable = openers.filter(({ canBePutAside }) => canBePutAside).map(({ rule }) => rule);
  const staying = openers.filter(({ canBePutAside }) => !canBePutAside).map(({ rule }) => rule);
  const lists = {
    removable: named(removable),
    removableCount: removable.length,
    staying: named(staying),
    stayingCount: staying.length,
  };
  return [finding('port-not-closed', 'warning', { port: portsOf(input), ...lists })];
}

/** Profiles in which no rule has to let anything in; on the computers of a Group Policy object nobody knows. */
function byDefault(input: CheckInput): readonly Finding[] {
  if (input.plan.target.kind === 'gpo') return [];
  const { active, others } = profilesWhere(
    input.facts,
    ({ enabled, defaultInboundAction }) => isWord(enabled, 'False') || isWord(defaultInboundAction, 'Allow'),
  );
  const profiles = [...active, ...others].map(({ name }) => name);
  return profiles.length === 0 ? [] : [finding('port-open-by-default', 'warning', { port: portsOf(input), profiles })];
}

/** What is switched off by consent, by this plan or an earlier one. Rules that are gone meanwhile are not named. */
export function putAsideFindings(
  names: readonly string[],
  input: Pick<CheckInput, 'plan' | 'facts'>,
): readonly Finding[] {
  const rules = input.facts.persistent.objects.filter(
    ({ kind, name }) => kind === 'NetFirewallRule' && names.includes(name),
  );
  if (rules.length === 0) return [];
  return [finding('allow-rules-put-aside', 'note', { port: portsOf(input), rules: named(rules), count: rules.length })];
}

/**
 * "Allow the connection if it is secure" closes the port only where nothing else lets it in: whatever does is listed, what
 * could be switched off by consent apart from what could not.
 */
export const portNotClosed: Check = {
  id: 'port-not-closed',
  run: (input) => (letsSecuredIn(input).length === 0 ? [] : [...besides(input), ...byDefault(input)]),
};
