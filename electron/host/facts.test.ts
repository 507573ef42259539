import { describe, expect, it } from 'vitest';
import { gatherFacts } from './facts';
import type { HostGateway, Read, ReadOptions, Row } from './gateway';
import { SimulatedGateway } from './simulated-gateway';
import { simulateForeignRules } from './simulation/commands';
import { newStateFile } from './testing/simulated-computer';

type Content = Readonly<Record<string, unknown>>;

/** Counts the exchanges that a computer is asked for: the probe, and how many reads are in each of the others. */
async function counted(
  content: Content,
  foreignRules = 0,
): Promise<{ readonly gateway: HostGateway; readonly exchanges: (number | 'probe' | 'reach')[] }> {
  const file = await newStateFile({ format: 1, ...content });
  if (foreignRules > 0) await simulateForeignRules(file, foreignRules);
  const inner = new SimulatedGateway({ file });
  const exchanges: (number | 'probe' | 'reach')[] = [];
  const gateway: HostGateway = {
    host: inner.host,
    probe: () => {
      exchanges.push('probe');
      return inner.probe();
    },
    drives: () => inner.drives(),
    reach: (peer) => {
      exchanges.push('reach');
      return inner.reach(peer);
    },
    now: () => inner.now(),
    read: (reads: readonly Read[], options?: ReadOptions): Promise<readonly (readonly Row[])[]> => {
      exchanges.push(reads.length);
      return inner.read(reads, options);
    },
    begin: (key) => inner.begin(key),
    close: () => inner.close(),
  };
  return { gateway, exchanges };
}

describe('facts', () => {
  it('of 10, 1,000 and 10,000 foreign rules take the same calls', { timeout: 60_000 }, async () => {
    const asked = [];
    for (const count of [10, 1_000, 10_000]) {
      const { gateway, exchanges } = await counted({}, count);
      const { persistent } = await gatherFacts(gateway);
      expect(persistent.objects.filter(({ kind }) => kind === 'NetIPsecRule')).toHaveLength(count);
      asked.push(exchanges);
    }
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[2]).toEqual(asked[0]);
  });

  it('take the same exchanges where filters are only told rule by rule', async () => {
    const asked = [];
    for (const count of [10, 1_000]) {
      const { gateway, exchanges } = await counted({ unsure: { filtersOfIpsecRulesInGetAll: false } }, count);
      await gatherFacts(gateway);
      asked.push(exchanges.length);
    }
    expect(asked[1]).toBe(asked[0]);
  });

  it('ask the peer in one exchange more, where there is one and the policy is for this computer', async () => {
    const peer = { address: '192.0.2.10', port: 4531 };
    const { gateway, exchanges } = await counted({});
    const without = await gatherFacts(gateway);
    expect(without.peer).toBeUndefined();
    const before = exchanges.splice(0);
    const facts = await gatherFacts(gateway, {}, { kind: 'local' }, peer);
    expect(facts.peer).toEqual({ ...peer, answer: { available: false, reason: expect.any(String) as string } });
    expect(exchanges.splice(0).filter((one) => one !== 'reach')).toEqual(before);
    await gatherFacts(gateway, {}, { kind: 'gpo', gpo: 'corp.example\\FBS' }, peer);
    expect(exchanges).not.toContain('reach');
  });

  it('keep all others where the peer cannot be asked', async () => {
    const { gateway } = await counted({});
    const broken: HostGateway = { ...gateway, reach: () => Promise.reject(new Error('gone')) };
    const facts = await gatherFacts(broken, {}, { kind: 'local' }, { address: '192.0.2.10', port: 4531 });
    expect(facts.peer?.answer).toEqual({ available: false, reason: 'gone' });
    expect(facts.computer.elevated.available).toBe(true);
  });

  it('tell what Group Policy has set from what is set locally', async () => {
    const rules = (value: string): Content => ({
      NetFirewallProfile: [{ Name: 'Private', AllowLocalIPsecRules: value, AllowLocalFirewallRules: value }],
    });
    const privateProfile = async (stores: Content): Promise<unknown> => {
      const { gateway } = await counted({ stores });
      const { firewallProfiles } = await gatherFacts(gateway);
      return firewallProfiles.available && firewallProfiles.value.find(({ name }) => name === 'Private');
    };
    expect(await privateProfile({ RSOP: rules('False') })).toMatchObject({
      allowLocalIPsecRules: 'False', allowLocalIPsecRulesStored: 'NotConfigured',
      allowLocalFirewallRules: 'False', allowLocalFirewallRulesStored: 'NotConfigured',
    }); // prettier-ignore
    expect(await privateProfile({ PersistentStore: rules('False') })).toMatchObject({
      allowLocalIPsecRules: 'False', allowLocalIPsecRulesStored: 'False',
      allowLocalFirewallRules: 'False', allowLocalFirewallRulesStored: 'False',
    }); // prettier-ignore
  });

  it('are those of the computer alone where PowerShell is locked down', async () => {
    const { gateway, exchanges } = await counted({ computer: { languageMode: 'ConstrainedLanguage' } });
    const { active, persistent, firewallProfiles } = await gatherFacts(gateway);
    expect([active.objects, persistent.objects, firewallProfiles.available]).toEqual([[], [], false]);
    expect(exchanges).toEqual(['probe']);
  });
});
