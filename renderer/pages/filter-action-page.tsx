import { Radio, RadioGroup } from '@fluentui/react-components';
import type { ComponentProps, ReactElement } from 'react';
import type { FilterAction, IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { ClearTextGroup } from '../components/clear-text-group';
import { FindingLines } from '../components/finding-list';
import { Group } from '../components/group';
import { KeyExchangeGroup } from '../components/key-exchange-group';
import { Page } from '../components/page';
import { PresetCards } from '../components/preset-cards';
import { SecurityMethodList } from '../components/security-method-list';
import { TextField } from '../components/text-field';
import { useTexts } from '../i18n/texts-context';
import { changeAction, ruleOf } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { protectionOf, withProtection } from '../wizard/protection-of';
import { useEdit, useFindings } from '../wizard/use-wizard';

const path = 'rules[0].filterAction';
const kinds = ['permit', 'block', 'negotiate-security'] as const;

/** The action of another kind under the same name; negotiating begins with the article's methods. */
function asKind(action: FilterAction, kind: FilterAction['kind']): FilterAction {
  if (kind === action.kind) return action;
  const { name, description } = action;
  if (kind !== 'negotiate-security') return { kind, name, description };
  const preset = ruleOf(presetPolicy({ role: 'server' }))?.filterAction ?? action;
  return { ...preset, name, description };
}

/** How the connections are protected. */
export function FilterActionPage({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement | null {
  const { protection: texts } = useTexts();
  const edit = useEdit();
  const action = ruleOf(policy)?.filterAction;
  if (action === undefined) return null;
  return (
    <Page title={texts.title} lead={texts.lead}>
      <ActionNames action={action} />
      <Behaviour action={action} />
      {action.kind === 'negotiate-security' && (
        <>
          <PresetCards
            chosen={protectionOf(policy)}
            onChoose={(protection) => {
              edit((now) => withProtection(now, protection));
            }}
          />
          <SecurityMethodList policy={policy} action={action} />
          <ClearTextGroup action={action} />
          <KeyExchangeGroup policy={policy} />
        </>
      )}
    </Page>
  );
}

function ActionNames({ action }: { readonly action: FilterAction }): ReactElement {
  const { protection: texts } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  const field = (
    member: 'name' | 'description',
  ): Pick<ComponentProps<typeof TextField>, 'value' | 'findings' | 'onChange'> => ({
    value: action[member],
    findings: findingsAt(findings, `${path}.${member}`),
    onChange: (text) => {
      edit((now) => changeAction(now, (old) => ({ ...old, [member]: text })), `${path}.${member}`);
    },
  });
  return (
    <div className="columns">
      <TextField label={texts.name} hint={texts.nameHint} {...field('name')} />
      <TextField label={texts.description} hint={texts.descriptionHint} {...field('description')} />
    </div>
  );
}

function Behaviour({ action }: { readonly action: FilterAction }): ReactElement {
  const { protection: texts } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  return (
    <Group title={texts.behaviour}>
      <RadioGroup
        layout="horizontal"
        aria-label={texts.behaviour}
        value={action.kind}
        onChange={(_, { value }) => {
          const kind = kinds.find((known) => known === value);
          if (kind !== undefined) edit((now) => changeAction(now, (old) => asKind(old, kind)));
        }}
      >
        {kinds.map((kind) => (
          <Radio key={kind} value={kind} label={texts.behaviours[kind]} />
        ))}
      </RadioGroup>
      <FindingLines findings={findingsAt(findings, `${path}.kind`)} />
    </Group>
  );
}
