import type { Inventory, StoreObject } from '#contract/store-object';
import type { Plan } from '#compiler/plan';
import { parseRanges, printAddress } from '#policy/address-text';
import type { HostGateway } from '#host/gateway';
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

/** An address that the rule covers; one that is reserved for documentation where it covers all. */
function sampleAddress(text: string): string {
  const parsed = parseRanges(text);
  const range = parsed.ok ? parsed.value[0] : undefined;
  if (range === undefined || range.from === 0n) return '198.51.100.1';
  return printAddress({ family: range.family, value: range.from < range.to ? range.from + 1n : range.from });
}

/** Asks which rule would govern a connection of ours (`Find-NetIPsecRule`): no traffic is sent. */
async function governs(gateway: HostGateway, rule: StoreObject): Promise<string | undefined> {
  const { name, properties } = rule;
  const parameters = {
    RemoteAddress: sampleAddress(first(properties['RemoteAddress'])),
    Protocol: first(properties['Protocol']),
    ...ports(rule),
  };
  const select = ['IPsecRuleName', 'InstanceID', 'Name'];
  const [rows = []] = await gateway.read([{ invocation: { cmdlet: 'Find-NetIPsecRule', parameters }, select }]);
  const names = rows.map((row) => String(told(row, ...select) ?? ''));
  return names.includes(name) ? undefined : `Windows would use ${names[0] ?? 'no IPsec rule'} and not ${name}.`;
}

async function askedWhichGoverns(gateway: HostGateway, rule: StoreObject): Promise<string | undefined> {
  try {
    return await governs(gateway, rule);
  } catch (error) {
    return `Which rule Windows would use could not be asked (${reasonOf(error)}).`;
  }
}

/** `undefined` values are answers that found nothing wrong. */
const withoutSilence = (answers: readonly (string | undefined)[]): readonly string[] =>
  answers.filter((answer) => answer !== undefined);

/**
 * The level that a stored policy has reached. A cmdlet that succeeded is not a rule that is enforced: every rule has to
 * be in ActiveStore, in force, and Windows has to name ours for a connection to the port.
 */
export async function readEnforcement(gateway: HostGateway, plan: Plan, active: Inventory): Promise<Proof> {
  const rules = rulesOf(plan);
  const inactive = withoutSilence(rules.map((rule) => notInForce(active, rule)));
  const ipsecRules = rules.filter(({ kind }) => kind === 'NetIPsecRule');
  const losing = withoutSilence(await Promise.all(ipsecRules.map((rule) => askedWhichGoverns(gateway, rule))));
  const against = [...inactive, ...losing];
  if (against.length > 0) return { level: 'stored', evidence: ['Stored and read back.', ...against] };
  return {
    level: 'enforced',
    evidence: [
      'Stored and read back.',
      ...rules.map(({ name }) => `${name} is active and in force.`),
      ...ipsecRules.map(({ name }) => `Windows would use ${name} for the port.`),
    ],
  };
}
