import { describe, expect, it } from 'vitest';
import { unaskedFacts, type ComputerFacts, type FirewallProfile } from '#contract/facts';
import { en } from '../i18n/en';
import { factsOf, type Fact } from './computer-facts';

const available = <T>(value: T): { readonly available: true; readonly value: T } => ({ available: true, value });
const profile = (name: string, enabled: string): FirewallProfile => ({
  name,
  enabled,
  defaultInboundAction: 'Block',
  allowLocalIPsecRules: 'True',
  allowLocalIPsecRulesStored: 'True',
  allowLocalFirewallRules: 'True',
  allowLocalFirewallRulesStored: 'True',
});
const service = (name: 'IKEEXT' | 'BFE' | 'PolicyAgent', running: boolean, disabled = false) => ({
  name,
  running,
  disabled,
});

function factOf(
  label: string,
  computer: Partial<ComputerFacts>,
  profiles?: readonly FirewallProfile[],
): Fact | undefined {
  const facts = factsOf(
    {
      host: 'simulated',
      preview: false,
      computer: {
        computerName: 'PC',
        now: '2026-01-02T03:04:05Z',
        languageMode: 'FullLanguage',
        ...unaskedFacts('not asked'),
        ...computer,
      },
      policies: [],
      inGroupPolicy: [],
      foreignIpsecRules: [],
      firewallProfiles: profiles === undefined ? { available: false, reason: 'not asked' } : available(profiles),
      canElevate: false,
      unfinished: null,
      leftUndos: [],
    },
    en.start.facts,
  );
  return facts.find((fact) => fact.label === label);
}
const { facts: texts } = en.start;

describe('the facts on Start', () => {
  it('name the services that do not run, and which of them are in the way', () => {
    const services = (...found: readonly ReturnType<typeof service>[]): Fact | undefined =>
      factOf(texts.services, { services: available(found) });
    expect(services(service('BFE', true), service('IKEEXT', true))?.status).toBe('good');
    expect(services(service('PolicyAgent', false))).toMatchObject({
      status: 'mind',
      value: 'not running: PolicyAgent',
    });
    expect(services(service('IKEEXT', false))?.status).toBe('mind');
    expect(services(service('IKEEXT', false, true))?.status).toBe('bad');
    expect(services(service('BFE', false))?.status).toBe('bad');
  });

  it('say in which networks the firewall is off', () => {
    expect(factOf(texts.firewall, {}, [profile('Domain', 'True'), profile('Public', 'True')])?.status).toBe('good');
    expect(factOf(texts.firewall, {}, [profile('Domain', 'True'), profile('Public', 'False')])).toMatchObject({
      status: 'mind',
      value: expect.stringContaining('Public') as string,
    });
    expect(factOf(texts.firewall, {})).toMatchObject({ status: 'unknown' });
  });

  it('name the networks, and mind a public one', () => {
    const networks = (category: 'Public' | 'Private'): Fact | undefined =>
      factOf(texts.networks, { networks: available([{ network: 'Office', interfaceAlias: 'LAN', category }]) });
    expect(networks('Private')).toMatchObject({ status: 'good', value: 'Office (private)' });
    expect(networks('Public')).toMatchObject({ status: 'mind', value: 'Office (public)' });
    expect(factOf(texts.networks, { networks: available([]) })?.status).toBe('mind');
  });

  it('name a policy that is assigned in secpol.msc', () => {
    const legacy = (value: Extract<ComputerFacts['legacyPolicy'], { available: true }>['value']): Fact | undefined =>
      factOf(texts.legacy, { legacyPolicy: available(value) });
    expect(legacy(null)?.status).toBe('good');
    expect(legacy({ from: 'local', name: 'Old' })).toMatchObject({ status: 'mind', value: 'Old (on this computer)' });
    expect(legacy({ from: 'domain', name: 'Old' })?.value).toBe('Old (by the domain)');
  });

  it('speak of a domain controller in a domain only', () => {
    const reach = (domainController: ComputerFacts['domainController']): Fact | undefined =>
      factOf(texts.controller, { domain: available('example.test'), domainController });
    expect(reach(available({ reachable: true, clockSkewSeconds: -2 }))?.status).toBe('good');
    expect(reach(available({ reachable: true, clockSkewSeconds: -301 }))).toMatchObject({
      status: 'mind',
      value: expect.stringContaining('301') as string,
    });
    expect(reach(available({ reachable: false, clockSkewSeconds: null }))?.status).toBe('mind');
    expect(reach({ available: false, reason: 'not asked' })?.status).toBe('unknown');
    expect(factOf(texts.controller, { domain: available(null) })).toBeUndefined();
    expect(factOf(texts.controller, { domainController: available(null) })).toBeUndefined();
  });
});
