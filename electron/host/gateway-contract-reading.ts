import { describe, expect, it } from 'vitest';
import { articleCalls, call, ipsecRule, refusedCalls } from './gateway-contract-calls';
import { KEY } from './gateway-contract-suite';
import type { Suite } from './gateway-contract-suite';

/** What is refused, by kind only. */
export function describeRefusing(suite: Suite): void {
  describe('refusing', () => {
    it.each(refusedCalls)('refuses %s', async (_, calls) => {
      expect(await suite.outcomeOf(calls)).toBe('refused');
    });

    it('refuses a second object of the same name and keeps the first', async () => {
      await suite.done([['rule', ipsecRule()]]);
      const again = { ...ipsecRule(), parameters: { ...ipsecRule().parameters, DisplayName: 'Another' } };
      expect(['already-exists', 'refused']).toContain(await suite.oneCall(again));
      expect(await suite.rule('DisplayName')).toEqual([{ DisplayName: 'Contract rule' }]);
    });

    it.each([
      call('Remove-NetIPsecRule', { IPsecRuleName: 'contract-absent', PolicyStore: 'PersistentStore' }),
      call('Set-NetIPsecRule', { IPsecRuleName: 'contract-absent', Enabled: 'False' }),
      call('Enable-NetIPsecRule', { IPsecRuleName: 'contract-absent' }),
      call('Disable-NetFirewallRule', { Name: 'contract-absent' }),
      call('Remove-NetIPsecPhase1AuthSet', { Name: 'contract-absent' }),
    ])('says not-found when $cmdlet names nothing', async (invocation) => {
      expect(await suite.oneCall(invocation)).toBe('not-found');
    });

    it('refuses to remove without naming what, and everything stays', async () => {
      await suite.done([['rule', ipsecRule()]]);
      expect(await suite.oneCall(call('Remove-NetIPsecRule', {}))).toBe('refused');
      expect(await suite.oneCall(call('Remove-NetIPsecRule', { PolicyStore: 'PersistentStore' }))).toBe('refused');
      expect(await suite.rule('InstanceID')).toHaveLength(1);
    });

    it('goes on after a refused call', async () => {
      const transaction = await suite.gateway().begin(KEY);
      const wrong = call('New-NetIPsecRule', { DisplayName: 'Wrong', NoSuchParameter: 'x' });
      await expect(transaction.carryOut('wrong', wrong)).rejects.toMatchObject({
        kind: 'refused',
        outcome: 'not-done',
      });
      await transaction.carryOut('right', ipsecRule());
      await transaction.end();
      expect(await suite.rule('InstanceID')).toHaveLength(1);
    });
  });
}

/** What reads answer. */
export function describeReading(suite: Suite): void {
  describe('reading', () => {
    it('takes no other read with one that may fail, and answers nothing for it', async () => {
      await suite.done([['rule', ipsecRule()]]);
      const rules = { invocation: call('Get-NetIPsecRule', { All: true }), select: ['InstanceID'] };
      const lacking = { invocation: call('Get-NetContractNoun', { All: true }), select: ['InstanceID'] };
      const answers = await suite.gateway().read([{ ...lacking, mayFail: true }, rules]);
      expect(answers.map((rows) => rows.length)).toEqual([0, 1]);
      await expect(suite.gateway().read([lacking, rules])).rejects.toMatchObject({ kind: 'refused' });
    });

    const absent = [
      { cmdlet: 'Get-NetIPsecRule', parameters: { IPsecRuleName: 'contract-absent' } },
      { cmdlet: 'Get-NetIPsecRule', parameters: { All: true, PolicyStore: 'PersistentStore' } },
      { cmdlet: 'Get-NetIPsecMainModeRule', parameters: {} },
      { cmdlet: 'Get-NetIPsecRule', parameters: { Group: 'contract-nobody' } },
      { cmdlet: 'Find-NetIPsecRule', parameters: { RemoteAddress: '192.0.2.77' } },
    ];
    it.each(absent)('answers $cmdlet $parameters with no rows when there is nothing', async (invocation) => {
      expect(await suite.rowsOf({ invocation, select: ['InstanceID'] })).toEqual([]);
    });

    it('answers several reads in their order', async () => {
      await suite.done(articleCalls());
      const cmdlets = ['Get-NetIPsecRule', 'Get-NetIPsecMainModeRule', 'Get-NetIPsecPhase2AuthSet', 'Get-NetIPsecRule'];
      const reads = cmdlets.map((cmdlet) => ({ invocation: call(cmdlet, { All: true }), select: ['InstanceID'] }));
      const ids = (await suite.gateway().read(reads)).map((rows) => rows.map((row) => row['InstanceID']));
      expect(ids).toEqual([['contract-rule'], ['contract-mm-rule'], [], ['contract-rule']]);
    });

    it('answers no reads with no answers', async () => {
      expect(await suite.gateway().read([])).toEqual([]);
    });

    it('leaves out properties that an object does not have', async () => {
      await suite.done([['rule', ipsecRule()]]);
      expect(await suite.rule('InstanceID', 'NoSuchProperty')).toEqual([{ InstanceID: 'contract-rule' }]);
    });

    it('keeps the stores apart', async () => {
      await suite.done([['rule', ipsecRule()]]);
      expect(await suite.get('Get-NetIPsecRule', { PolicyStore: 'RSOP' }, 'InstanceID')).toEqual([]);
      const remove = call('Remove-NetIPsecRule', { IPsecRuleName: 'contract-rule', PolicyStore: 'ActiveStore' });
      expect(await suite.oneCall(remove)).not.toBe('done');
      expect(await suite.rule('InstanceID')).toHaveLength(1);
    });

    it('shows a local rule in ActiveStore with what the engine says of it', async () => {
      await suite.done(articleCalls());
      const parameters = { IPsecRuleName: 'contract-rule', PolicyStore: 'ActiveStore' };
      const [row = {}] = await suite.get('Get-NetIPsecRule', parameters, 'PrimaryStatus', 'EnforcementStatus');
      expect(['OK', '1']).toContain(String(row['PrimaryStatus']));
      expect(row['EnforcementStatus']).toBeDefined();
    });

    it('tells whose rule governs a connection', async () => {
      await suite.done(articleCalls());
      const asked = { RemoteAddress: '192.0.2.10', Protocol: 'TCP', LocalPort: 4531 };
      const rows = await suite.get('Find-NetIPsecRule', asked, 'InstanceID', 'IPsecRuleName');
      expect(rows.map((row) => row['InstanceID'] ?? row['IPsecRuleName'])).toEqual(['contract-rule']);
    });

    it('refuses to read with a call that is wrong', async () => {
      const wrong = { invocation: call('Get-NetIPsecRule', { NoSuchParameter: 'x' }), select: ['InstanceID'] };
      await expect(suite.gateway().read([wrong])).rejects.toMatchObject({ kind: 'refused' });
    });

    it('tells facts beside the stores, each available or with a reason', async () => {
      const facts = await suite.gateway().probe();
      expect(facts.languageMode).toBe('FullLanguage');
      expect(facts.computerName).not.toBe('');
      expect(facts.netSecurityModule).toEqual({ available: true, value: true });
      for (const fact of [facts.elevated, facts.windows, facts.domain, facts.addresses, facts.listeningPorts]) {
        expect(fact).toHaveProperty(fact.available ? 'value' : 'reason');
      }
    });
  });
}
