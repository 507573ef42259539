import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ConnectionType, IpSecurityPolicy } from '#policy/model';
import { ChoiceField } from '../components/choice-field';
import { Page } from '../components/page';
import { RuleAuthentication } from '../components/rule-authentication';
import { SecurityRules } from '../components/security-rules';
import { SwitchField } from '../components/switch-field';
import { TargetGroup } from '../components/target-group';
import { TextField } from '../components/text-field';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { changeRule, ruleOf } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { protectionOf } from '../wizard/protection-of';
import { useBuild } from '../wizard/use-build';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';

const connectionTypes: readonly ConnectionType[] = ['all', 'lan', 'remote-access'];

interface PolicyProps {
  readonly policy: IpSecurityPolicy;
}

/** Joins the parts, and says how the computers prove who they are. */
export function SecurityRulePage({ policy }: PolicyProps): ReactElement {
  const { rule: texts, rules } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  const chosen = useChosenRule();
  const connectionType = ruleOf(policy, chosen.at)?.connectionType ?? 'all';
  return (
    <Page title={texts.title} lead={texts.lead}>
      <PolicyNames policy={policy} />
      <SecurityRules policy={policy} />
      <Summaries policy={policy} />
      <RuleAuthentication policy={policy} />
      <ChoiceField
        label={texts.connectionType}
        hint={`${texts.connectionTypeHint} ${rules.connectionTypeReason}`}
        value={connectionType}
        choices={connectionTypes.map((value) => ({
          value,
          text: value === 'all' ? texts.connectionTypes.all : `${texts.connectionTypes[value]} (${rules.notPossible})`,
          disabled: value !== 'all',
        }))}
        findings={findingsAt(findings, `${chosen.path}.connectionType`)}
        onChange={(next) => {
          edit((now) => changeRule(now, chosen.at, (rule) => ({ ...rule, connectionType: next })));
        }}
      />
      <SwitchField
        label={texts.defaultResponse}
        hint={texts.defaultResponseHint}
        checked={policy.activateDefaultResponseRule}
        findings={findingsAt(findings, 'activateDefaultResponseRule')}
        onChange={(activateDefaultResponseRule) => {
          edit((now) => ({ ...now, activateDefaultResponseRule }));
        }}
      />
      <TargetGroup />
    </Page>
  );
}

function PolicyNames({ policy }: PolicyProps): ReactElement {
  const { rule: texts } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  const fields = [
    ['name', texts.policyName, texts.policyNameHint],
    ['description', texts.policyDescription, texts.policyDescriptionHint],
    ['id', texts.id, texts.idHint],
  ] as const;
  return (
    <div className="columns">
      {fields.map(([member, label, hint]) => (
        <TextField
          key={member}
          label={label}
          hint={hint}
          value={policy[member]}
          findings={findingsAt(findings, member)}
          onChange={(text) => {
            edit((now) => ({ ...now, [member]: text }), member);
          }}
        />
      ))}
    </div>
  );
}

/** Filter list and filter action as they were set up on their own pages. */
function Summaries({ policy }: PolicyProps): ReactElement | null {
  const { rule: texts, protection } = useTexts();
  const { place } = useStores();
  const { at } = useChosenRule();
  const known = useBuild();
  const rule = ruleOf(policy, at);
  if (rule === undefined) return null;
  const { filterList, filterAction } = rule;
  return (
    <dl className="summaries">
      <dt>{texts.filterList}</dt>
      <dd>
        {filterList.name} <span className="hint">{texts.filters(filterList.filters.length)}</span>
      </dd>
      <dd>
        <Button
          aria-label={texts.editFilterList}
          onClick={() => {
            place.go('filter-list');
          }}
        >
          {texts.edit}
        </Button>
      </dd>
      <dt>{texts.filterAction}</dt>
      <dd>
        {filterAction.name}{' '}
        <span className="hint">
          {protection.behaviours[filterAction.kind]}
          {filterAction.kind === 'negotiate-security' &&
            `, ${protection.presets[protectionOf(policy, at, known)].name}, ${texts.methodCount(filterAction.securityMethods.length)}`}
        </span>
      </dd>
      <dd>
        <Button
          aria-label={texts.editFilterAction}
          onClick={() => {
            place.go('filter-action');
          }}
        >
          {texts.edit}
        </Button>
      </dd>
    </dl>
  );
}
