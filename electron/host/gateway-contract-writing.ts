import { describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import {
  addressFilterOf,
  articleCalls,
  authProposal,
  call,
  firewallRule,
  ipsecRule,
  mainModeProposal,
  mainModeRule,
  phase1Set,
  portFilterOf,
  quickModeProposal,
  type NamedCall,
} from './gateway-contract-calls';
import { hostileKeys, hostileTexts } from './gateway-contract-texts';
import { KEY } from './gateway-contract-suite';
import type { Row } from './gateway';
import type { Suite } from './gateway-contract-suite';

/** Creating, and what is read back. */
export function describeCreating(suite: Suite): void {
  describe('creating and reading back', () => {
    it('stores every kind of object and shows what was asked for', async () => {
      await suite.done(articleCalls());
      const [row = {}] = await suite.rule(
        ...['InstanceID', 'DisplayName', 'Enabled', 'InboundSecurity', 'OutboundSecurity', 'KeyModule'],
        ...['Phase1AuthSet', 'QuickModeCryptoSet'],
      );
      expect(row['InstanceID']).toBe('contract-rule');
      expect(row['DisplayName']).toBe('Contract rule');
      expect(['True', '1']).toContain(String(row['Enabled']));
      expect(['Require', '2']).toContain(String(row['InboundSecurity']));
      expect(['Require', '2']).toContain(String(row['OutboundSecurity']));
      expect(['IKEv1', '1']).toContain(String(row['KeyModule']));
      expect([row['Phase1AuthSet'], row['QuickModeCryptoSet']]).toEqual(['contract-p1', 'contract-qm']);
      const mainMode = await suite.get(
        'Get-NetIPsecMainModeRule',
        { Name: 'contract-mm-rule' },
        'Name',
        'MainModeCryptoSet',
      );
      expect(mainMode).toEqual([{ Name: 'contract-mm-rule', MainModeCryptoSet: 'contract-mm' }]);
      const firewall = await suite.get('Get-NetFirewallRule', { Name: 'contract-fw' }, 'Name', 'Action');
      expect(['Block', '4']).toContain(String(firewall[0]?.['Action']));
    });

    it('keeps ports and addresses in the filters of a rule', async () => {
      await suite.done(articleCalls());
      const [address = {}] = await suite.rowsOf(addressFilterOf('contract-rule'));
      expect(address['RemoteAddress']).toBeDefined();
      expect([address['RemoteAddress']].flat().map(String)).toHaveLength(2);
      const [port = {}] = await suite.rowsOf(portFilterOf('contract-rule'));
      expect([port['LocalPort']].flat().map(String)).toEqual(['4531']);
      expect(['TCP', '6']).toContain(String(port['Protocol']));
    });

    it('keeps the proposals of a set in their order', async () => {
      await suite.done([
        ['one', mainModeProposal('AES256', 'SHA256', 'DH2')],
        ['two', mainModeProposal('DES3', 'SHA1', 'DH2')],
        ['set', call('New-NetIPsecMainModeCryptoSet', {
          ...{ Name: 'contract-mm', DisplayName: 'Ordered', MaxMinutes: 480, MaxSessions: 0 },
          Proposal: [{ fromStep: 'one' }, { fromStep: 'two' }],
        })],
      ]); // prettier-ignore
      const [set = {}] = await suite.get(
        'Get-NetIPsecMainModeCryptoSet',
        { Name: 'contract-mm' },
        'Proposal',
        'Proposals',
      );
      const proposals = [set['Proposal'] ?? set['Proposals']].flat() as readonly Row[];
      const ciphers = proposals.map((row) => String(row['Encryption'] ?? row['CipherAlgorithm']));
      expect(ciphers.map((cipher) => ['AES256', '65003'].includes(cipher))).toEqual([true, false]);
      expect(ciphers.map((cipher) => ['DES3', '6'].includes(cipher))).toEqual([false, true]);
    });

    it('takes an object from a step as the value itself or in a list', async () => {
      await suite.done([
        ['auth', authProposal()],
        ['set', { ...phase1Set(), parameters: { ...phase1Set().parameters, Proposal: { fromStep: 'auth' } } }],
      ]);
      expect(await suite.get('Get-NetIPsecPhase1AuthSet', { Name: 'contract-p1' }, 'Name')).toHaveLength(1);
    });

    it('carries calls out in their order though nobody waits between them', async () => {
      const transaction = await suite.gateway().begin(KEY);
      await Promise.all(articleCalls().map(([id, invocation]) => transaction.carryOut(id, invocation)));
      await transaction.end();
      expect(await suite.rule('InstanceID')).toHaveLength(1);
    });

    it('takes a whole main-mode rule with addresses of both families', async () => {
      const remote = [
        '192.0.2.0/24',
        '198.51.100.1-198.51.100.9',
        '203.0.113.0/255.255.255.0',
        '2001:db8::/32',
        '2001:db8::1',
      ];
      await suite.done([['rule', mainModeRule(remote)]]);
      const invocation = call('Get-NetFirewallAddressFilter', {
        AssociatedNetIPsecMainModeRule: { read: call('Get-NetIPsecMainModeRule', { Name: 'contract-mm-rule' }) },
      });
      const [row = {}] = await suite.rowsOf({ invocation, select: ['RemoteAddress'] });
      expect([row['RemoteAddress']].flat()).toHaveLength(remote.length);
    });
  });
}

/** Texts and keys that have broken programs before. */
export function describeTextsAndKeys(suite: Suite): void {
  describe('texts', () => {
    it.each(hostileTexts)('keeps %s in display name and description', async (_, text) => {
      await suite.done([
        ['rule', call('New-NetIPsecRule', { IPsecRuleName: 'contract-rule', DisplayName: text, Description: text })],
      ]);
      expect(await suite.rule('DisplayName', 'Description')).toEqual([{ DisplayName: text, Description: text }]);
    });
  });

  describe('the key', () => {
    const withKey: readonly NamedCall[] = [
      ['auth', authProposal()],
      ['set', phase1Set()],
    ];
    const comparison = async (compareKey?: Secret): Promise<unknown> => {
      const invocation = { cmdlet: 'Get-NetIPsecPhase1AuthSet', parameters: { Name: 'contract-p1' } };
      const [set = {}] = await suite.rowsOf({ invocation, select: ['Proposal', 'Proposals'] }, compareKey);
      const [proposal = {}] = [set['Proposal'] ?? set['Proposals']].flat() as readonly Row[];
      return proposal['PreSharedKey'];
    };

    it.each(hostileKeys)('is compared and never told: %s', async (_, text) => {
      await suite.done(withKey, new Secret(text));
      expect(await comparison(new Secret(text))).toBe('same');
      expect(await comparison(new Secret(`${text}x`))).toBe('different');
      expect(await comparison()).toBe('not-compared');
    });

    it('is bytes: the same letter composed and decomposed differs', async () => {
      await suite.done(withKey, new Secret('klucz-\u00F3'));
      expect(await comparison(new Secret('klucz-o\u0301'))).toBe('different');
    });

    it('is refused when the transaction has none', async () => {
      expect(await suite.outcomeWith(undefined, withKey)).toBe('refused');
      expect(await suite.get('Get-NetIPsecPhase1AuthSet', {}, 'Name')).toEqual([]);
    });

    it('is not an outcome: a later transaction knows neither the key nor the steps of an earlier one', async () => {
      await suite.done([['auth', authProposal()]]);
      expect(await suite.outcomeOf([['set', phase1Set()]])).toBe('refused');
    });
  });
}

/** Changing and removing. */
export function describeChanging(suite: Suite): void {
  describe('changing', () => {
    it('switches a rule over to another set and the old set can go', async () => {
      await suite.done([
        ...articleCalls(),
        ['q2', quickModeProposal('AES256', 'SHA256')],
        ['s2', call('New-NetIPsecQuickModeCryptoSet', {
          ...{ Name: 'contract-qm-2', DisplayName: 'Second', PerfectForwardSecrecyGroup: 'None' },
          Proposal: [{ fromStep: 'q2' }],
        })],
        ['switch', call('Set-NetIPsecRule', { IPsecRuleName: 'contract-rule', QuickModeCryptoSet: 'contract-qm-2' })],
        ['retire', call('Remove-NetIPsecQuickModeCryptoSet', { Name: 'contract-qm' })],
      ]); // prettier-ignore
      expect(await suite.rule('QuickModeCryptoSet')).toEqual([{ QuickModeCryptoSet: 'contract-qm-2' }]);
      expect(await suite.get('Get-NetIPsecQuickModeCryptoSet', { All: true }, 'Name')).toEqual([
        { Name: 'contract-qm-2' },
      ]);
    });

    it('disables and enables one rule and no other', async () => {
      const other = call('New-NetIPsecRule', { IPsecRuleName: 'contract-other', DisplayName: 'Other' });
      await suite.done([
        ['rule', ipsecRule()],
        ['other', other],
        ['off', call('Disable-NetIPsecRule', { IPsecRuleName: 'contract-rule' })],
      ]);
      const enabled = async (): Promise<readonly string[]> => {
        const rows = await suite.get('Get-NetIPsecRule', { All: true }, 'InstanceID', 'Enabled');
        const on = rows.filter((row) => ['True', '1'].includes(String(row['Enabled'])));
        return on.map((row) => String(row['InstanceID'])).sort();
      };
      expect(await enabled()).toEqual(['contract-other']);
      await suite.done([['on', call('Enable-NetIPsecRule', { IPsecRuleName: 'contract-rule' })]]);
      expect(await enabled()).toEqual(['contract-other', 'contract-rule']);
    });

    it('removes what is named and leaves everything else', async () => {
      await suite.done([
        ...articleCalls(),
        ['foreign', firewallRule('contract-foreign')],
        ['remove', call('Remove-NetFirewallRule', { Name: 'contract-fw', PolicyStore: 'PersistentStore' })],
        ['remove-rule', call('Remove-NetIPsecRule', { IPsecRuleName: 'contract-rule' })],
      ]);
      const names = (await suite.get('Get-NetFirewallRule', { All: true }, 'Name')).map((row) => row['Name']);
      expect(names).toContain('contract-foreign');
      expect(names).not.toContain('contract-fw');
      expect(await suite.rule('InstanceID')).toEqual([]);
      expect(await suite.get('Get-NetIPsecMainModeRule', { Name: 'contract-mm-rule' }, 'Name')).toHaveLength(1);
    });
  });
}
