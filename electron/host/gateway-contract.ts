/**
 * What every gateway owes, as one suite. The calls are written by hand, and some of them no compiler makes. Only what
 * gateway.ts and the reference promise is asserted: enumerations may come as words or as integers, proposals under the
 * names of their parameters or of their class properties, addresses in any of their forms.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import { Secret } from '#contract/secret';
import { CmdletError } from './cmdlet-error';
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
  refusedCalls,
  type NamedCall,
} from './gateway-contract-calls';
import { hostileKeys, hostileTexts } from './gateway-contract-texts';
import type { HostGateway, Read, Row } from './gateway';

export interface GatewayUnderTest {
  /** One gateway for the whole suite. */
  readonly create: () => HostGateway | Promise<HostGateway>;
  /** Before each test: no IPsec objects, and no firewall rule whose name begins with `contract-`. */
  readonly reset: () => void | Promise<void>;
}

const KEY = new Secret('Zażółć-g$(calc)`"ę\'’-key-7531');

export function describeGateway(name: string, { create, reset }: GatewayUnderTest): void {
  describe(`${name}: what every gateway owes`, () => {
    let gateway: HostGateway;
    beforeAll(async () => {
      gateway = await create();
    });
    beforeEach(async () => {
      await reset();
    });
    afterAll(async () => {
      await gateway.close();
    });

    /** Carries out calls in one transaction and answers the kind of the first failure, or `done`. */
    async function outcomeWith(key: Secret | undefined, calls: readonly NamedCall[]): Promise<string> {
      const transaction = await gateway.begin(key);
      try {
        for (const [id, invocation] of calls) await transaction.carryOut(id, invocation);
        return 'done';
      } catch (error) {
        if (error instanceof CmdletError) return error.kind;
        throw error;
      } finally {
        await transaction.end();
      }
    }
    const outcomeOf = (calls: readonly NamedCall[]): Promise<string> => outcomeWith(KEY, calls);
    const done = async (calls: readonly NamedCall[], key = KEY): Promise<void> => {
      expect(await outcomeWith(key, calls)).toBe('done');
    };
    const oneCall = (invocation: Invocation): Promise<string> => outcomeOf([['only', invocation]]);
    async function rowsOf(read: Read, compareKey?: Secret): Promise<readonly Row[]> {
      const [rows = []] = await gateway.read([read], compareKey === undefined ? {} : { compareKey });
      return rows;
    }
    const get = (cmdlet: string, parameters: Invocation['parameters'], ...select: string[]): Promise<readonly Row[]> =>
      rowsOf({ invocation: { cmdlet, parameters }, select });
    const rule = (...select: string[]): Promise<readonly Row[]> =>
      get('Get-NetIPsecRule', { IPsecRuleName: 'contract-rule', PolicyStore: 'PersistentStore' }, ...select);

    describe('creating and reading back', () => {
      it('stores every kind of object and shows what was asked for', async () => {
        await done(articleCalls());
        const [row = {}] = await rule(
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
        const mainMode = await get(
          'Get-NetIPsecMainModeRule',
          { Name: 'contract-mm-rule' },
          'Name',
          'MainModeCryptoSet',
        );
        expect(mainMode).toEqual([{ Name: 'contract-mm-rule', MainModeCryptoSet: 'contract-mm' }]);
        const firewall = await get('Get-NetFirewallRule', { Name: 'contract-fw' }, 'Name', 'Action');
        expect(['Block', '4']).toContain(String(firewall[0]?.['Action']));
      });

      it('keeps ports and addresses in the filters of a rule', async () => {
        await done(articleCalls());
        const [address = {}] = await rowsOf(addressFilterOf('contract-rule'));
        expect(address['RemoteAddress']).toBeDefined();
        expect([address['RemoteAddress']].flat().map(String)).toHaveLength(2);
        const [port = {}] = await rowsOf(portFilterOf('contract-rule'));
        expect([port['LocalPort']].flat().map(String)).toEqual(['4531']);
        expect(['TCP', '6']).toContain(String(port['Protocol']));
      });

      it('keeps the proposals of a set in their order', async () => {
        await done([
          ['one', mainModeProposal('AES256', 'SHA256', 'DH2')],
          ['two', mainModeProposal('DES3', 'SHA1', 'DH2')],
          ['set', call('New-NetIPsecMainModeCryptoSet', {
            ...{ Name: 'contract-mm', DisplayName: 'Ordered', MaxMinutes: 480, MaxSessions: 0 },
            Proposal: [{ fromStep: 'one' }, { fromStep: 'two' }],
          })],
        ]); // prettier-ignore
        const [set = {}] = await get('Get-NetIPsecMainModeCryptoSet', { Name: 'contract-mm' }, 'Proposal', 'Proposals');
        const proposals = [set['Proposal'] ?? set['Proposals']].flat() as readonly Row[];
        const ciphers = proposals.map((row) => String(row['Encryption'] ?? row['CipherAlgorithm']));
        expect(ciphers.map((cipher) => ['AES256', '65003'].includes(cipher))).toEqual([true, false]);
        expect(ciphers.map((cipher) => ['DES3', '6'].includes(cipher))).toEqual([false, true]);
      });

      it('takes an object from a step as the value itself or in a list', async () => {
        await done([
          ['auth', authProposal()],
          ['set', { ...phase1Set(), parameters: { ...phase1Set().parameters, Proposal: { fromStep: 'auth' } } }],
        ]);
        expect(await get('Get-NetIPsecPhase1AuthSet', { Name: 'contract-p1' }, 'Name')).toHaveLength(1);
      });

      it('carries calls out in their order though nobody waits between them', async () => {
        const transaction = await gateway.begin(KEY);
        await Promise.all(articleCalls().map(([id, invocation]) => transaction.carryOut(id, invocation)));
        await transaction.end();
        expect(await rule('InstanceID')).toHaveLength(1);
      });
    });

    describe('texts', () => {
      it.each(hostileTexts)('keeps %j as display name and description', async (text) => {
        await done([
          ['rule', call('New-NetIPsecRule', { IPsecRuleName: 'contract-rule', DisplayName: text, Description: text })],
        ]);
        expect(await rule('DisplayName', 'Description')).toEqual([{ DisplayName: text, Description: text }]);
      });
    });

    describe('the key', () => {
      const withKey: readonly NamedCall[] = [
        ['auth', authProposal()],
        ['set', phase1Set()],
      ];
      const comparison = async (compareKey?: Secret): Promise<unknown> => {
        const invocation = { cmdlet: 'Get-NetIPsecPhase1AuthSet', parameters: { Name: 'contract-p1' } };
        const [set = {}] = await rowsOf({ invocation, select: ['Proposal', 'Proposals'] }, compareKey);
        const [proposal = {}] = [set['Proposal'] ?? set['Proposals']].flat() as readonly Row[];
        return proposal['PreSharedKey'];
      };

      it.each(hostileKeys)('is compared and never told: %j', async (text) => {
        await done(withKey, new Secret(text));
        expect(await comparison(new Secret(text))).toBe('same');
        expect(await comparison(new Secret(`${text}x`))).toBe('different');
        expect(await comparison()).toBe('not-compared');
      });

      it('is bytes: the same letter composed and decomposed differs', async () => {
        await done(withKey, new Secret('klucz-\u00F3'));
        expect(await comparison(new Secret('klucz-o\u0301'))).toBe('different');
      });

      it('is refused when the transaction has none', async () => {
        expect(await outcomeWith(undefined, withKey)).toBe('refused');
        expect(await get('Get-NetIPsecPhase1AuthSet', {}, 'Name')).toEqual([]);
      });

      it('is not an outcome: a later transaction knows neither the key nor the steps of an earlier one', async () => {
        await done([['auth', authProposal()]]);
        expect(await outcomeOf([['set', phase1Set()]])).toBe('refused');
      });
    });

    describe('refusing', () => {
      it.each(refusedCalls)('refuses %s', async (_, calls) => {
        expect(await outcomeOf(calls)).toBe('refused');
      });

      it('refuses a second object of the same name and keeps the first', async () => {
        await done([['rule', ipsecRule()]]);
        const again = { ...ipsecRule(), parameters: { ...ipsecRule().parameters, DisplayName: 'Another' } };
        expect(['already-exists', 'refused']).toContain(await oneCall(again));
        expect(await rule('DisplayName')).toEqual([{ DisplayName: 'Contract rule' }]);
      });

      it.each([
        call('Remove-NetIPsecRule', { IPsecRuleName: 'contract-absent', PolicyStore: 'PersistentStore' }),
        call('Set-NetIPsecRule', { IPsecRuleName: 'contract-absent', Enabled: 'False' }),
        call('Enable-NetIPsecRule', { IPsecRuleName: 'contract-absent' }),
        call('Disable-NetFirewallRule', { Name: 'contract-absent' }),
        call('Remove-NetIPsecPhase1AuthSet', { Name: 'contract-absent' }),
      ])('says not-found when $cmdlet names nothing', async (invocation) => {
        expect(await oneCall(invocation)).toBe('not-found');
      });

      it('refuses to remove without naming what, and everything stays', async () => {
        await done([['rule', ipsecRule()]]);
        expect(await oneCall(call('Remove-NetIPsecRule', {}))).toBe('refused');
        expect(await oneCall(call('Remove-NetIPsecRule', { PolicyStore: 'PersistentStore' }))).toBe('refused');
        expect(await rule('InstanceID')).toHaveLength(1);
      });

      it('goes on after a refused call', async () => {
        const transaction = await gateway.begin(KEY);
        const wrong = call('New-NetIPsecRule', { DisplayName: 'Wrong', NoSuchParameter: 'x' });
        await expect(transaction.carryOut('wrong', wrong)).rejects.toMatchObject({
          kind: 'refused',
          outcome: 'not-done',
        });
        await transaction.carryOut('right', ipsecRule());
        await transaction.end();
        expect(await rule('InstanceID')).toHaveLength(1);
      });
    });

    describe('changing', () => {
      it('switches a rule over to another set and the old set can go', async () => {
        await done([
          ...articleCalls(),
          ['q2', quickModeProposal('AES256', 'SHA256')],
          ['s2', call('New-NetIPsecQuickModeCryptoSet', {
            ...{ Name: 'contract-qm-2', DisplayName: 'Second', PerfectForwardSecrecyGroup: 'None' },
            Proposal: [{ fromStep: 'q2' }],
          })],
          ['switch', call('Set-NetIPsecRule', { IPsecRuleName: 'contract-rule', QuickModeCryptoSet: 'contract-qm-2' })],
          ['retire', call('Remove-NetIPsecQuickModeCryptoSet', { Name: 'contract-qm' })],
        ]); // prettier-ignore
        expect(await rule('QuickModeCryptoSet')).toEqual([{ QuickModeCryptoSet: 'contract-qm-2' }]);
        expect(await get('Get-NetIPsecQuickModeCryptoSet', { All: true }, 'Name')).toEqual([{ Name: 'contract-qm-2' }]);
      });

      it('disables and enables one rule and no other', async () => {
        const other = call('New-NetIPsecRule', { IPsecRuleName: 'contract-other', DisplayName: 'Other' });
        await done([
          ['rule', ipsecRule()],
          ['other', other],
          ['off', call('Disable-NetIPsecRule', { IPsecRuleName: 'contract-rule' })],
        ]);
        const enabled = async (): Promise<readonly string[]> => {
          const rows = await get('Get-NetIPsecRule', { All: true }, 'InstanceID', 'Enabled');
          const on = rows.filter((row) => ['True', '1'].includes(String(row['Enabled'])));
          return on.map((row) => String(row['InstanceID'])).sort();
        };
        expect(await enabled()).toEqual(['contract-other']);
        await done([['on', call('Enable-NetIPsecRule', { IPsecRuleName: 'contract-rule' })]]);
        expect(await enabled()).toEqual(['contract-other', 'contract-rule']);
      });

      it('removes what is named and leaves everything else', async () => {
        await done([
          ...articleCalls(),
          ['foreign', firewallRule('contract-foreign')],
          ['remove', call('Remove-NetFirewallRule', { Name: 'contract-fw', PolicyStore: 'PersistentStore' })],
          ['remove-rule', call('Remove-NetIPsecRule', { IPsecRuleName: 'contract-rule' })],
        ]);
        const names = (await get('Get-NetFirewallRule', { All: true }, 'Name')).map((row) => row['Name']);
        expect(names).toContain('contract-foreign');
        expect(names).not.toContain('contract-fw');
        expect(await rule('InstanceID')).toEqual([]);
        expect(await get('Get-NetIPsecMainModeRule', { Name: 'contract-mm-rule' }, 'Name')).toHaveLength(1);
      });
    });

    describe('reading', () => {
      const absent = [
        { cmdlet: 'Get-NetIPsecRule', parameters: { IPsecRuleName: 'contract-absent' } },
        { cmdlet: 'Get-NetIPsecRule', parameters: { All: true, PolicyStore: 'PersistentStore' } },
        { cmdlet: 'Get-NetIPsecMainModeRule', parameters: {} },
        { cmdlet: 'Get-NetIPsecRule', parameters: { Group: 'contract-nobody' } },
        { cmdlet: 'Find-NetIPsecRule', parameters: { RemoteAddress: '192.0.2.77' } },
      ];
      it.each(absent)('answers $cmdlet $parameters with no rows when there is nothing', async (invocation) => {
        expect(await rowsOf({ invocation, select: ['InstanceID'] })).toEqual([]);
      });

      it('answers several reads in their order', async () => {
        await done(articleCalls());
        const cmdlets = [
          'Get-NetIPsecRule',
          'Get-NetIPsecMainModeRule',
          'Get-NetIPsecPhase2AuthSet',
          'Get-NetIPsecRule',
        ];
        const reads = cmdlets.map((cmdlet) => ({ invocation: call(cmdlet, { All: true }), select: ['InstanceID'] }));
        const ids = (await gateway.read(reads)).map((rows) => rows.map((row) => row['InstanceID']));
        expect(ids).toEqual([['contract-rule'], ['contract-mm-rule'], [], ['contract-rule']]);
      });

      it('answers no reads with no answers', async () => {
        expect(await gateway.read([])).toEqual([]);
      });

      it('leaves out properties that an object does not have', async () => {
        await done([['rule', ipsecRule()]]);
        expect(await rule('InstanceID', 'NoSuchProperty')).toEqual([{ InstanceID: 'contract-rule' }]);
      });

      it('keeps the stores apart', async () => {
        await done([['rule', ipsecRule()]]);
        expect(await get('Get-NetIPsecRule', { PolicyStore: 'RSOP' }, 'InstanceID')).toEqual([]);
        const remove = call('Remove-NetIPsecRule', { IPsecRuleName: 'contract-rule', PolicyStore: 'ActiveStore' });
        expect(await oneCall(remove)).not.toBe('done');
        expect(await rule('InstanceID')).toHaveLength(1);
      });

      it('shows a local rule in ActiveStore with what the engine says of it', async () => {
        await done(articleCalls());
        const parameters = { IPsecRuleName: 'contract-rule', PolicyStore: 'ActiveStore' };
        const [row = {}] = await get('Get-NetIPsecRule', parameters, 'PrimaryStatus', 'EnforcementStatus');
        expect(['OK', '1']).toContain(String(row['PrimaryStatus']));
        expect(row['EnforcementStatus']).toBeDefined();
      });

      it('tells whose rule governs a connection', async () => {
        await done(articleCalls());
        const asked = { RemoteAddress: '192.0.2.10', Protocol: 'TCP', LocalPort: 4531 };
        const rows = await get('Find-NetIPsecRule', asked, 'InstanceID', 'IPsecRuleName');
        expect(rows.map((row) => row['InstanceID'] ?? row['IPsecRuleName'])).toEqual(['contract-rule']);
      });

      it('refuses to read with a call that is wrong', async () => {
        const wrong = { invocation: call('Get-NetIPsecRule', { NoSuchParameter: 'x' }), select: ['InstanceID'] };
        await expect(gateway.read([wrong])).rejects.toMatchObject({ kind: 'refused' });
      });
    });

    it('tells facts beside the stores, each available or with a reason', async () => {
      const facts = await gateway.probe();
      expect(facts.languageMode).toBe('FullLanguage');
      expect(facts.computerName).not.toBe('');
      expect(facts.netSecurityModule).toEqual({ available: true, value: true });
      for (const fact of [facts.elevated, facts.windows, facts.domain, facts.addresses, facts.listeningPorts]) {
        expect(fact).toHaveProperty(fact.available ? 'value' : 'reason');
      }
    });

    it('takes a whole main-mode rule with addresses of both families', async () => {
      const remote = [
        '192.0.2.0/24',
        '198.51.100.1-198.51.100.9',
        '203.0.113.0/255.255.255.0',
        '2001:db8::/32',
        '2001:db8::1',
      ];
      await done([['rule', mainModeRule(remote)]]);
      const invocation = call('Get-NetFirewallAddressFilter', {
        AssociatedNetIPsecMainModeRule: { read: call('Get-NetIPsecMainModeRule', { Name: 'contract-mm-rule' }) },
      });
      const [row = {}] = await rowsOf({ invocation, select: ['RemoteAddress'] });
      expect([row['RemoteAddress']].flat()).toHaveLength(remote.length);
    });
  });
}
