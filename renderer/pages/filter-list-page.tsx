import { type ReactElement, useState } from 'react';
import { useStore } from 'zustand';
import type { IpSecurityPolicy } from '#policy/model';
import { BroadFilterNotice } from '../components/broad-filter-notice';
import { DoorsPart } from '../components/doors-part';
import { FilterListNames } from '../components/filter-list-names';
import { FilterListPart } from '../components/filter-list-part';
import { FilterListSheets, type OpenedFilterSheet } from '../components/filter-list-sheets';
import { Page } from '../components/page';
import { SecurityRules } from '../components/security-rules';
import { SwitchField } from '../components/switch-field';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { ruleOf } from '../wizard/edit-policy';
import { isBroad } from '../wizard/filters';
import { findingsAt } from '../wizard/findings';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';

/** A broad list of a server can be narrowed where it secures; what is permitted or blocked is another matter. */
function isBroadHere(policy: IpSecurityPolicy, at: number): boolean {
  const rule = ruleOf(policy, at);
  if (policy.role !== 'server' || rule?.filterAction.kind !== 'negotiate-security') return false;
  return rule.filterList.filters.some((filter) => isBroad('server', filter));
}

/** What lets the port in through Windows Firewall: the absent member is "no", so that a policy without it stays the same. */
function SecureOnlyField({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { filter: texts } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  return (
    <SwitchField
      label={texts.secure}
      hint={texts.secureHint}
      more={texts.secureMore}
      checked={policy.allowIfSecure === true}
      findings={findingsAt(findings, 'allowIfSecure')}
      onChange={(wanted) => {
        edit(({ allowIfSecure: _, ...now }) => (wanted ? { ...now, allowIfSecure: true } : now));
      }}
    />
  );
}

/** Which connections the chosen rule is about. */
export function FilterListPage({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { filter: texts, rules } = useTexts();
  const edit = useEdit();
  const { at } = useChosenRule();
  const [opened, setOpened] = useState<OpenedFilterSheet>();
  const cameForDoors = useStore(useStores().place.state, (now) => now.kind === 'step' && now.part === 'doors');
  const kind = ruleOf(policy, at)?.filterAction.kind;
  const isFirst = at === 0 && (kind === undefined || kind === 'negotiate-security');
  const there = kind !== undefined;
  return (
    <Page title={texts.title} lead={isFirst ? texts.lead(policy.role) : rules.lead[kind ?? 'negotiate-security']}>
      <SecurityRules policy={policy} />
      {there && <FilterListNames policy={policy} />}
      {isBroadHere(policy, at) && (
        <BroadFilterNotice
          onEnter={() => {
            setOpened({ kind: 'paste' });
          }}
        />
      )}
      {there && <FilterListPart policy={policy} onOpen={setOpened} />}
      <SwitchField
        label={texts.rest}
        hint={texts.restHint}
        more={texts.restMore}
        checked={policy.closeTheRest}
        onChange={(closeTheRest) => {
          edit((now) => ({ ...now, closeTheRest }));
        }}
      />
      {policy.role === 'server' && <SecureOnlyField policy={policy} />}
      <DoorsPart policy={policy} wanted={cameForDoors} />
      {opened !== undefined && (
        <FilterListSheets
          policy={policy}
          opened={opened}
          onClose={() => {
            setOpened(undefined);
          }}
        />
      )}
    </Page>
  );
}
