import { describe, expect, it } from 'vitest';
import { finding } from '#contract/finding';
import { fileSharingDoor, withDoor } from '#policy/doors';
import type { IpSecurityPolicy } from '#policy/model';
import { limits } from '#policy/parse';
import { presetPolicy } from '#policy/presets';
import { changeAction, changeFilters, changeNegotiation, changeRule, rulesSharingAction } from './edit-policy';
import { blocking, findingsOf } from './findings';
import { protectionOf, withProtection } from './protection-of';
import {
  addRule,
  authenticateAllAs,
  canAddRule,
  duplicateRule,
  otherwiseAuthenticated,
  removeRule,
  ruleAtPath,
  ruleToMend,
  ruleWithKey,
  shownAt,
  withKind,
} from './rules';

const server = presetPolicy({ role: 'server' });
const names = ({ rules }: IpSecurityPolicy): readonly string[] => rules.map(({ filterList }) => filterList.name);
const withSmb = withDoor(server, fileSharingDoor(server));

describe('adding a rule', () => {
  it('gives a rule that negotiates the methods and the authentication of the others, and no filter yet', () => {
    const kerberos = changeRule(server, 0, (rule) => ({ ...rule, authenticationMethods: [{ kind: 'kerberos-v5' }] }));
    const added = addRule(kerberos, 'negotiate-security').rules[1];
    expect(added?.filterAction).toEqual(server.rules[0]?.filterAction);
    expect(added?.authenticationMethods).toEqual([{ kind: 'kerberos-v5' }]);
    expect(added?.filterList.filters).toEqual([]);
  });

  it.each(['permit', 'block'] as const)('gives a rule with %s nothing to authenticate with', (kind) => {
    const added = addRule(server, kind);
    expect(added.rules[1]).toMatchObject({ filterAction: { kind }, authenticationMethods: [] });
    expect(blocking(findingsOf(added)).map(({ code }) => code)).toEqual(['filters-missing']);
  });

  it('begins anew where there is no rule at all', () => {
    expect(addRule({ ...server, rules: [] }, 'negotiate-security').rules).toHaveLength(1);
  });

  it('gives every list a name of its own, also a duplicate of a duplicate', () => {
    const twice = addRule(addRule(server, 'block'), 'block');
    expect(names(twice)).toEqual(['FBS incoming connections', 'Blocked connections', 'Blocked connections (2)']);
    expect(names(duplicateRule(twice, 2))[3]).toBe('Blocked connections (3)');
    expect(duplicateRule(server, 7)).toBe(server);
  });

  it('ends at what a policy holds', () => {
    const full = Array.from({ length: limits.rules }).reduce<IpSecurityPolicy>((now) => addRule(now, 'block'), server);
    expect(full.rules).toHaveLength(limits.rules);
    expect(canAddRule(full)).toBe(false);
  });
});

describe('the rule that is shown', () => {
  it('is the last one where rules went away', () => {
    expect(shownAt(removeRule(withSmb, 1), 1)).toBe(0);
    expect(shownAt(withSmb, 1)).toBe(1);
    expect(shownAt({ ...server, rules: [] }, 3)).toBe(0);
  });

  it('is one in which something blocks on the page, but stays where that is so already', () => {
    const wrong = [1, 2].map((rule) =>
      finding('authentication-missing', 'block', {}, `rules[${rule}].filterList.name`),
    );
    expect(ruleToMend(wrong, 'filter-list', 0)).toBe(1);
    expect(ruleToMend(wrong, 'filter-list', 2)).toBe(2);
    expect(ruleToMend(wrong, 'filter-action', 0)).toBe(0);
    expect(ruleToMend([], 'filter-list', 1)).toBe(1);
  });

  it('is one with a key where the key is to be entered', () => {
    const kerberosFirst = changeRule(withSmb, 0, (rule) => ({
      ...rule,
      authenticationMethods: [{ kind: 'kerberos-v5' }],
    }));
    expect(ruleWithKey(kerberosFirst, 0)).toBe(1);
    expect(ruleWithKey(withSmb, 1)).toBe(1);
    expect(ruleWithKey(withKind(withSmb, 1, 'permit'), 1)).toBe(0);
  });

  it('is found in the path of a finding', () => {
    expect(ruleAtPath('rules[12].filterList.filters[3].source')).toBe(12);
    expect(ruleAtPath('keyExchange.methods[0]')).toBeUndefined();
  });
});

describe('another behaviour', () => {
  it('renames what we named, because "Require security" would lie of a rule that permits', () => {
    expect(withKind(server, 0, 'permit').rules[0]?.filterAction).toEqual({
      kind: 'permit',
      name: 'Permit',
      description: '',
    });
    const own = changeAction(server, 0, (action) => ({ ...action, name: 'Mine' }));
    expect(withKind(own, 0, 'block').rules[0]?.filterAction.name).toBe('Mine');
  });

  it('negotiates as the other rules do, with their authentication where there was none', () => {
    const recommended = withProtection(server, 0, 'recommended');
    const back = withKind(addRule(recommended, 'permit'), 1, 'negotiate-security');
    expect(protectionOf(back, 1)).toBe('recommended');
    expect(back.rules[1]?.authenticationMethods).toEqual(server.rules[0]?.authenticationMethods);
    expect(rulesSharingAction(back, 1)).toEqual([0, 1]);
  });

  it('keeps the authentication for who comes back', () => {
    expect(withKind(withKind(server, 0, 'block'), 0, 'negotiate-security').rules[0]?.authenticationMethods).toEqual(
      server.rules[0]?.authenticationMethods,
    );
  });
});

describe('a filter action that several rules use', () => {
  it('is changed for all of them, and for none that has another one', () => {
    const third = changeAction(addRule(withSmb, 'negotiate-security'), 2, (action) => ({ ...action, name: 'Other' }));
    const changed = changeNegotiation(third, 0, (action) => ({ ...action, allowFallback: true }));
    expect(
      changed.rules.map(({ filterAction }) => 'allowFallback' in filterAction && filterAction.allowFallback),
    ).toEqual([true, true, false]);
  });

  it('is set apart by another name, while it is typed and afterwards', () => {
    const renamed = changeAction(withSmb, 1, (action) => ({ ...action, name: 'SMB' }));
    expect(renamed.rules[0]?.filterAction.name).toBe('Require security');
    expect(protectionOf(withProtection(renamed, 1, 'recommended'), 0)).toBe('own');
    expect(rulesSharingAction(withProtection(renamed, 1, 'recommended'), 0)).toEqual([0]);
  });
});

describe('authentication that differs between rules', () => {
  const apart = changeRule(withSmb, 0, (rule) => ({ ...rule, authenticationMethods: [{ kind: 'kerberos-v5' }] }));

  it('blocks for the same peers, is counted, and is mended at once', () => {
    expect(blocking(findingsOf(apart)).map(({ code }) => code)).toEqual(['authentication-differs-by-rule']);
    expect(otherwiseAuthenticated(apart, 0)).toBe(1);
    const mended = authenticateAllAs(apart, 0);
    expect(otherwiseAuthenticated(mended, 0)).toBe(0);
    expect(blocking(findingsOf(mended))).toEqual([]);
  });

  it('does not count what permits or blocks', () => {
    const permits = changeFilters(addRule(server, 'permit'), 1, () => []);
    expect(otherwiseAuthenticated(permits, 0)).toBe(0);
    expect(otherwiseAuthenticated(permits, 1)).toBe(0);
    expect(authenticateAllAs(permits, 0).rules[1]?.authenticationMethods).toEqual([]);
  });
});
