import { textsOf, type Inventory, type StoreObject } from '#contract/store-object';
import { compareObject } from '#compiler/compare';
import type { Plan } from '#compiler/plan';
import {
  allAddresses,
  complement,
  contains,
  intersection,
  normaliseRanges,
  type AddressRange,
} from '#policy/address-range';
import { isWholeFamily, parseRanges, printAddress } from '#policy/address-text';
import type { HostGateway, Read } from '#host/gateway';
import { told } from '#host/observe-proposal';
import { reasonOf } from './reason';

/** How far it is known that the policy protects: stored, in force, or seen at work. */
export type Level = 'none' | 'stored' | 'enforced' | 'proved';

export interface Proof {
  readonly level: Level;
  /** What was seen, line by line, for a person. */
  readonly evidence: readonly string[];
}

const rulesOf = (plan: Plan): readonly StoreObject[] => plan.expected.filter(({ kind }) => kind.endsWith('Rule'));

/** 65536 is OK; a host that tells no code tells PrimaryStatus. */
const codeIsGood = (code: number | undefined): boolean => code === undefined || code === 65536;

/** In what the active object of a name is not the one that was asked for: Group Policy may bring another one under it. */
function notOurs(active: Inventory, wanted: StoreObject): readonly string[] {
  const { kind, name } = wanted;
  const found = active.objects.filter((one) => one.kind === kind && one.name === name);
  const differences = found.flatMap((one) => compareObject(wanted, one));
  return [
    ...(found.length > 1 ? [`${found.length} objects with the name ${name} are active.`] : []),
    ...differences.map(
      ({ property, expected, found: there }) =>
        `Another object than ours is active as ${name}: ${property} is ${there}, expected ${expected}.`,
    ),
  ];
}

/** In ActiveStore with a good status: undefined when it is in force, else what is wrong in words. */
function notInForce(active: Inventory, { kind, name }: StoreObject): string | undefined {
  const found = active.enforcement.find((one) => one.kind === kind && one.name === name);
  if (found === undefined) return `${name} is not among the active rules.`;
  const good = found.enforcementStatus.length > 0 && found.enforcementStatus.every((status) => status === 'Full');
  if (good && found.primaryStatus === 'OK' && codeIsGood(found.statusCode)) return undefined;
  return `${name} is stored, but not in force: ${[found.primaryStatus, ...found.enforcementStatus].join(', ')}.`;
}

const first = (value: unknown): string => String(Array.isArray(value) ? value[0] : (value ?? 'Any'));
/** A connection has two ports: where the rule takes any, one that Windows gives to the end that connects. */
const ephemeralPort = 50_000;
const port = (value: unknown): number => (first(value).toLowerCase() === 'any' ? ephemeralPort : Number(first(value)));

/** Protocols without ports are asked for without them. */
const ports = ({ properties }: StoreObject): { readonly LocalPort?: number; readonly RemotePort?: number } =>
  /^(?:TCP|UDP|6|17)$/iu.test(first(properties['Protocol']))
    ? { LocalPort: port(properties['LocalPort']), RemotePort: port(properties['RemotePort']) }
    : {};

/** What a list of addresses covers; words that only Windows knows count as any. */
const rangesOf = ({ properties }: StoreObject, property: string): readonly AddressRange[] =>
  normaliseRanges(
    textsOf(properties[property] ?? 'Any').flatMap((text) => {
      const parsed = parseRanges(text);
      return parsed.ok ? parsed.value : allAddresses;
    }),
  );

/** Addresses that are reserved for documentation stand for all of a family. */
const documentation = { 4: '198.51.100.1', 6: '2001:db8::1' } as const;

/** An address in the range; not the first one, which names a subnet. */
function sampleOf(range: AddressRange): string {
  const { family, from, to } = range;
  if (isWholeFamily(range)) return documentation[family];
  const second = from < to ? from + 1n : from;
  return printAddress({ family, value: from === 0n ? (from + to) / 2n : second });
}

const mostQuestions = 16;

/** Addresses of a rule for which no narrower rule of the same policy counts; all of them where nothing would be left. */
function ownRemotes(rule: StoreObject, others: readonly StoreObject[]): readonly AddressRange[] {
  const whole = rangesOf(rule, 'RemoteAddress');
  const narrower = others
    .map((other) => rangesOf(other, 'RemoteAddress'))
    .filter((ranges) => contains(whole, ranges) && !contains(ranges, whole));
  const left = intersection(whole, complement(narrower.flat()));
  return left.length === 0 || narrower.length === 0 ? whole : left;
}

/** One address of every range that the rule covers; of many ranges as many as may be asked, first and last among them. */
function sampleAddresses(rule: StoreObject, others: readonly StoreObject[]): readonly string[] {
  const families = new Set(rangesOf(rule, 'LocalAddress').map(({ family }) => family));
  const ranges = ownRemotes(rule, others).filter(({ family }) => families.has(family));
  const step = Math.max(1, (ranges.length - 1) / (mostQuestions - 1));
  const places = Array.from({ length: Math.min(ranges.length, mostQuestions) }, (...[, at]) => Math.round(at * step));
  return places.flatMap((place) => ranges[place] ?? []).map(sampleOf);
}

const ruleNames = ['IPsecRuleName', 'InstanceID', 'Name'];

const question = (rule: StoreObject, address: string): Read => ({
  invocation: {
    cmdlet: 'Find-NetIPsecRule',
    parameters: { RemoteAddress: address, Protocol: first(rule.properties['Protocol']), ...ports(rule) },
  },
  select: ruleNames,
});

/** Asks which rule would govern connections of ours (`Find-NetIPsecRule`): no traffic is sent. */
async function governs(gateway: HostGateway, rule: StoreObject, addresses: readonly string[]): Promise<Answers> {
  const answers = await gateway.read(addresses.map((address) => question(rule, address)));
  return addresses.map((address, at) => {
    const names = (answers[at] ?? []).map((row) => String(told(row, ...ruleNames) ?? ''));
    if (names.includes(rule.name)) return undefined;
    return `Windows would use ${names[0] ?? 'no IPsec rule'} and not ${rule.name} for ${address}.`;
  });
}

/** All in one exchange; where that fails one by one, so that it is known for which address. */
async function askedWhichGoverns(
  gateway: HostGateway,
  rule: StoreObject,
  addresses: readonly string[],
): Promise<Answers> {
  try {
    return await governs(gateway, rule, addresses);
  } catch (error) {
    if (addresses.length > 1) {
      return (await Promise.all(addresses.map((one) => askedWhichGoverns(gateway, rule, [one])))).flat();
    }
    return [`Which rule Windows would use for ${addresses.join()} could not be asked (${reasonOf(error)}).`];
  }
}

/** What is wrong, in words; undefined where nothing is. */
type Answers = readonly (string | undefined)[];
/** `undefined` values are answers that found nothing wrong. */
const withoutSilence = (answers: Answers): readonly string[] => answers.filter((answer) => answer !== undefined);

/**
 * The level that a stored policy has reached. A cmdlet that succeeded is not a rule that is enforced: every rule has to
 * be in ActiveStore as it was asked for, in force, and Windows has to name ours for connections to the port.
 */
export async function readEnforcement(gateway: HostGateway, plan: Plan, active: Inventory): Promise<Proof> {
  const rules = rulesOf(plan);
  const inactive = withoutSilence(rules.map((rule) => notInForce(active, rule)));
  const replaced = plan.expected.flatMap((wanted) => notOurs(active, wanted));
  const asked = rules
    .filter(({ kind }) => kind === 'NetIPsecRule')
    .map((rule, _, all) => ({ rule, addresses: sampleAddresses(rule, all) }));
  const answers = await Promise.all(asked.map(({ rule, addresses }) => askedWhichGoverns(gateway, rule, addresses)));
  const against = [...inactive, ...replaced, ...withoutSilence(answers.flat())];
  if (against.length > 0) return { level: 'stored', evidence: ['Stored and read back.', ...against] };
  return {
    level: 'enforced',
    evidence: [
      'Stored and read back.',
      ...rules.map(({ name }) => `${name} is active and in force.`),
      ...asked.map(({ rule, addresses }) => `Windows would use ${rule.name} for ${addresses.join(', ')}.`),
    ],
  };
}
