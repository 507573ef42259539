import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ConnectionType, IpSecurityPolicy } from '#policy/model';
import { AuthenticationList } from '../components/authentication-list';
import { ChoiceField } from '../components/choice-field';
import { Page } from '../components/page';
import { SwitchField } from '../components/switch-field';
import { TextField } from '../components/text-field';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { changeRule, ruleOf } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { protectionOf } from '../wizard/protection-of';
import { useEdit, useFindings } from '../wizard/use-wizard';

const connectionTypes: readonly ConnectionType[] = ['all', 'lan', 'remote-access'];

interface PolicyProps {
  readonly policy: IpSecurityPolicy;
}

/** Joins the parts, and says how the computers prove who they are. */
export function SecurityRulePage({ policy }: PolicyProps): ReactElement {
  const { rule: texts } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  return (
    <Page title={texts.title} lead={texts.lead}>
      <PolicyNames policy={policy} />
      <Summaries policy={policy} />
      <AuthenticationList policy={policy} />
      <ChoiceField
        label={texts.connectionType}
        hint={texts.connectionTypeHint}
        value={ruleOf(policy)?.connectionType ?? 'all'}
        choices={connectionTypes.map((value) => ({ value, text: texts.connectionTypes[value] }))}
        findings={findingsAt(findings, 'rules[0].connectionType')}
        onChange={(connectionType) => {
          edit((now) => changeRule(now, (rule) => ({ ...rule, connectionType })));
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
  const rule = ruleOf(policy);
  if (rule === undefined) return null;
  const { filterList, filterAction } = rule;
  const methods = filterAction.kind === 'negotiate-security' ? filterAction.securityMethods.length : 0;
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
          {protection.behaviours[filterAction.kind]}, {protection.presets[protectionOf(policy)].name},{' '}
          {texts.methodCount(methods)}
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
