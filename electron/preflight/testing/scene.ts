import { watchedServices, type Attempt, type ComputerFacts, type Facts, type FirewallProfile } from '#contract/facts';
import type { Finding } from '#contract/finding';
import type { Inventory, PropertyValue, StoreObject } from '#contract/store-object';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import type { IpSecurityPolicy } from '#policy/model';
import type { Check, CheckInput } from '../check';

/** For tests: what a computer with nothing unusual about it tells, but for what a test is about. */
export const unavailable = (reason: string): { readonly available: false; readonly reason: string } => ({
  available: false,
  reason,
});
export const told = <T>(value: T): Attempt<T> => ({ available: true, value });

export const profile = (name: string, rest: Partial<FirewallProfile> = {}): FirewallProfile => ({
  name,
  enabled: 'True',
  defaultInboundAction: 'Block',
  allowLocalIPsecRules: 'True',
  allowLocalIPsecRulesStored: 'NotConfigured',
  allowLocalFirewallRules: 'True',
  allowLocalFirewallRulesStored: 'NotConfigured',
  ...rest,
});

const computer: ComputerFacts = {
  computerName: 'BACKUP01',
  now: '2026-05-04T12:00:00.000Z',
  languageMode: 'FullLanguage',
  netSecurityModule: told(true),
  scheduledTasks: told(true),
  elevated: told(true),
  windows: told({ edition: 'Windows Server 2022', build: '20348' }),
  domain: told(null),
  addresses: told(['192.168.1.2/24']),
  listeningPorts: told([4531]),
  powershellLogging: told({ moduleLogging: false, scriptBlockLogging: false, transcription: false }),
  executionPolicy: told(null),
  machineId: told('2b0ff5f6-7f62-4a0f-8f3d-5d0b3a1c9e77'),
  services: told(watchedServices.map((name) => ({ name, running: true, disabled: false }))),
  networks: told([{ network: 'Office', interfaceAlias: 'Ethernet', category: 'Private' }]),
  leasedAddresses: told([]),
  connections: told([]),
  ikePortHolders: told([
    { port: 500, holder: 'IKEEXT' },
    { port: 4500, holder: 'IKEEXT' },
  ]),
  legacyPolicy: told(null),
  firewallProducts: told([]),
  domainController: told(null),
  certificates: told([]),
};

export interface Scene {
  readonly computer?: Partial<ComputerFacts>;
  readonly profiles?: Facts['firewallProfiles'];
  /** Local objects: in the local store and in force. */
  readonly local?: readonly StoreObject[];
  /** In force by Group Policy: not in the local store. */
  readonly byGroupPolicy?: readonly StoreObject[];
  readonly keyGiven?: boolean;
}

const inventory = (objects: readonly StoreObject[]): Inventory => ({ objects, enforcement: [] });

export function inputFor(policy: IpSecurityPolicy, scene: Scene = {}): CheckInput {
  const { local = [allowRule()], byGroupPolicy = [] } = scene;
  const facts: Facts = {
    host: 'simulated',
    computer: { ...computer, ...scene.computer },
    firewallProfiles: scene.profiles ?? told(['Domain', 'Private', 'Public'].map((name) => profile(name))),
    persistent: inventory(local),
    active: inventory([...byGroupPolicy, ...local]),
  };
  const plan = planChange(compile(policy, { kind: 'local' }), facts.persistent);
  return { policy, plan, facts, keyGiven: scene.keyGiven ?? true };
}

/** Codes and severities of what a check finds. */
export const found = (
  check: Check,
  policy: IpSecurityPolicy,
  scene: Scene = {},
): readonly (readonly [string, string])[] =>
  check.run(inputFor(policy, scene)).map(({ code, severity }) => [code, severity]);

export const only = (check: Check, policy: IpSecurityPolicy, scene: Scene = {}): Finding | undefined => {
  const [first, ...more] = check.run(inputFor(policy, scene));
  if (more.length > 0) throw new TypeError(`More than one finding: ${JSON.stringify(more)}`);
  return first;
};

type Properties = Readonly<Record<string, PropertyValue>>;

export const allowRule = (properties: Properties = {}): StoreObject => ({
  kind: 'NetFirewallRule',
  name: 'FBS-In',
  properties: {
    DisplayName: 'FBS server', Enabled: 'True', Direction: 'Inbound', Action: 'Allow', Profile: ['Any'],
    Protocol: 'TCP', LocalPort: ['4531'], RemotePort: ['Any'], LocalAddress: ['Any'], RemoteAddress: ['Any'], ...properties,
  },
}); // prettier-ignore

export const blockRule = (properties: Properties = {}): StoreObject => ({
  ...allowRule({ DisplayName: 'Blocker', Action: 'Block', ...properties }),
  name: 'Blocker-1',
});

export const ipsecRule = (properties: Properties = {}): StoreObject => ({
  kind: 'NetIPsecRule',
  name: '{foreign-rule}',
  properties: {
    DisplayName: 'Domain isolation', Enabled: 'True', Profile: ['Any'], Mode: 'Transport',
    InboundSecurity: 'Request', OutboundSecurity: 'Request', KeyModule: 'Default', Protocol: 'Any', LocalPort: ['Any'],
    RemotePort: ['Any'], LocalAddress: ['Any'], RemoteAddress: ['Any'], QuickModeCryptoSet: 'Default', Phase1AuthSet: '{foreign-p1}',
    ...properties,
  },
}); // prettier-ignore

export const mainModeRule = (properties: Properties = {}): StoreObject => ({
  kind: 'NetIPsecMainModeRule',
  name: '{foreign-main-mode}',
  properties: {
    DisplayName: 'Main mode of others', Enabled: 'True', Profile: ['Any'], LocalAddress: ['Any'], RemoteAddress: ['Any'],
    MainModeCryptoSet: '{foreign-mm}', Phase1AuthSet: '{foreign-p1}', ...properties,
  },
}); // prettier-ignore
