import type { Attempt, ComputerFacts, Facts, FirewallProfile, Peer } from '#contract/facts';
import type { Inventory, Target } from '#contract/store-object';
import type { HostGateway, Read, ReadOptions, Row } from './gateway';
import { told } from './observe-proposal';
import { inventoryOf, readInventory, storeReads } from './observe';

const nothing: Inventory = { objects: [], enforcement: [] };

/** Whether cmdlets can be asked at all: Constrained Language Mode and a missing module stop everything else. */
const usable = ({ languageMode, netSecurityModule }: ComputerFacts): boolean =>
  languageMode === 'FullLanguage' && netSecurityModule.available;

/** As it is in force, and as it is set locally, which may be NotConfigured: what is only in force is Group Policy's. */
const profilesReads = ['ActiveStore', 'PersistentStore'].map((policyStore): Read => ({
  invocation: { cmdlet: 'Get-NetFirewallProfile', parameters: { All: true, PolicyStore: policyStore } },
  select: ['Name', 'Profile', 'Enabled', 'DefaultInboundAction', 'AllowLocalIPsecRules', 'AllowLocalFirewallRules'],
}));

/** GpoBoolean elsewhere is False 0, True 1, NotConfigured 2; the class page does not say. */
const gpoBoolean = new Map([
  ['0', 'False'],
  ['1', 'True'],
  ['2', 'NotConfigured'],
  ['true', 'True'],
  ['false', 'False'],
]);
const inboundAction = new Map([
  ['0', 'NotConfigured'],
  ['2', 'Allow'],
  ['4', 'Block'],
]);
const word = (table: ReadonlyMap<string, string>, shown: string | number | boolean | undefined): string =>
  table.get(String(shown)) ?? String(shown ?? 'NotConfigured');

const nameOf = (row: Row): string => String(told(row, 'Name', 'Profile') ?? '');
const localRulesOf = (row: Row): string => word(gpoBoolean, told(row, 'AllowLocalIPsecRules'));
const localFirewallRulesOf = (row: Row): string => word(gpoBoolean, told(row, 'AllowLocalFirewallRules'));
const storedOf = (row: Row, stored: readonly Row[]): Row => stored.find((one) => nameOf(one) === nameOf(row)) ?? {};

const asProfile = (row: Row, stored: readonly Row[]): FirewallProfile => ({
  name: nameOf(row),
  enabled: word(gpoBoolean, told(row, 'Enabled')),
  defaultInboundAction: word(inboundAction, told(row, 'DefaultInboundAction')),
  allowLocalIPsecRules: localRulesOf(row),
  allowLocalIPsecRulesStored: localRulesOf(storedOf(row, stored)),
  allowLocalFirewallRules: localFirewallRulesOf(row),
  allowLocalFirewallRulesStored: localFirewallRulesOf(storedOf(row, stored)),
});

async function readProfiles(gateway: HostGateway): Promise<readonly FirewallProfile[]> {
  const [active = [], stored = []] = await gateway.read(profilesReads);
  return active.map((row) => asProfile(row, stored));
}

/** A read that some hosts lack must not take the others with it: it gets its own exchange and may be unavailable. */
async function attempt<T>(read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { available: true, value: await read() };
  } catch (error) {
    return { available: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What the other side answers, in one exchange; a host that cannot ask takes no other fact with it. */
async function asked(gateway: HostGateway, peer: Peer): Promise<NonNullable<Facts['peer']>> {
  const answer = await attempt(() => gateway.reach(peer));
  return { ...peer, answer: answer.available ? answer.value : answer };
}

/**
 * Everything that pre-flight looks at, in a constant number of exchanges whatever the computer holds. Where PowerShell
 * is locked down or the module is missing, the stores are empty and the computer's facts say why.
 * @param peer the server that is to be tried, for a policy of this computer; nobody is when not given
 */
export async function gatherFacts(
  gateway: HostGateway,
  options: ReadOptions = {},
  target: Target = { kind: 'local' },
  peer?: Peer,
): Promise<Facts> {
  const computer = await gateway.probe();
  if (!usable(computer)) {
    const reason = `the NetSecurity module cannot be used here (${computer.languageMode})`;
    return {
      host: gateway.host,
      computer,
      firewallProfiles: { available: false, reason },
      persistent: nothing,
      active: nothing,
    };
  }
  const reads = storeReads('PersistentStore');
  const answers = await gateway.read([...reads, ...storeReads('ActiveStore')], options);
  return {
    host: gateway.host,
    computer,
    firewallProfiles: await attempt(() => readProfiles(gateway)),
    persistent: await inventoryOf(gateway, 'PersistentStore', answers.slice(0, reads.length)),
    active: await inventoryOf(gateway, 'ActiveStore', answers.slice(reads.length)),
    ...(peer !== undefined && target.kind === 'local' ? { peer: await asked(gateway, peer) } : {}),
    ...(target.kind === 'gpo' ? { gpo: await attempt(() => readInventory(gateway, target.gpo, options)) } : {}),
  };
}
