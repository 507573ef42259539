import { Radio, RadioGroup } from '@fluentui/react-components';
import type { ComponentProps, ReactElement } from 'react';
import type { FilterAction, IpSecurityPolicy } from '#policy/model';
import { ClearTextGroup } from '../components/clear-text-group';
import { FindingLines } from '../components/finding-list';
import { Group } from '../components/group';
import { KeyExchangeGroup } from '../components/key-exchange-group';
import { Page } from '../components/page';
import { PresetCards } from '../components/preset-cards';
import { SecurityMethodList } from '../components/security-method-list';
import { SecurityRules } from '../components/security-rules';
import { TextField } from '../components/text-field';
import { useTexts } from '../i18n/texts-context';
import { changeAction, ruleOf, rulesSharingAction } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { protectionOf, withProtection } from '../wizard/protection-of';
import { withKind } from '../wizard/rules';
import { useBuild } from '../wizard/use-build';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';

const kinds = ['permit', 'block', 'negotiate-security'] as const;

interface PolicyProps {
  readonly policy: IpSecurityPolicy;
}

/** How the connections of the chosen rule are protected. */
export function FilterActionPage({ policy }: PolicyProps): ReactElement {
  const { protection: texts } = useTexts();
  const { at } = useChosenRule();
  const action = ruleOf(policy, at)?.filterAction;
  return (
    <Page title={texts.title} lead={texts.lead}>
      <SecurityRules policy={policy} />
      {action !== undefined && (
        <>
          <ActionNames action={action} />
          <Behaviour action={action} />
        </>
      )}
      {action?.kind === 'negotiate-security' && <Protection policy={policy} action={action} />}
    </Page>
  );
}

interface ProtectionProps extends PolicyProps {
  readonly action: Extract<FilterAction, { readonly kind: 'negotiate-security' }>;
}

function Protection({ policy, action }: ProtectionProps): ReactElement {
  const edit = useEdit();
  const { rules: texts } = useTexts();
  const { at } = useChosenRule();
  const known = useBuild();
  const sharing = rulesSharingAction(policy, at).length;
  return (
    <>
      {sharing > 1 && <p>{texts.shared(action.name, sharing)}</p>}
      <PresetCards
        chosen={protectionOf(policy, at, known)}
        keyModule={policy.keyExchange.keyModule}
        build={known.build}
        onChoose={(protection) => {
          edit((now) => withProtection(now, at, protection, known));
        }}
      />
      <SecurityMethodList policy={policy} action={action} />
      <ClearTextGroup action={action} />
      <KeyExchangeGroup policy={policy} />
    </>
  );
}

function ActionNames({ action }: { readonly action: FilterAction }): ReactElement {
  const { protection: texts } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  const rule = useChosenRule();
  const path = `${rule.path}.filterAction`;
  const field = (
    member: 'name' | 'description',
  ): Pick<ComponentProps<typeof TextField>, 'value' | 'findings' | 'onChange'> => ({
    value: action[member],
    findings: findingsAt(findings, `${path}.${member}`),
    onChange: (text) => {
      edit((now) => changeAction(now, rule.at, (old) => ({ ...old, [member]: text })), `${path}.${member}`);
    },
  });
  return (
    <div className="columns">
      <TextField label={texts.name} hint={texts.nameHint} {...field('name')} />
      <TextField label={texts.description} hint={texts.descriptionHint} {...field('description')} />
    </div>
  );
}

/** What permits or blocks can stand against another rule: said here, where the behaviour is chosen, and at the filters. */
const aboutBehaviour: readonly string[] = ['block-covers-rule', 'rules-contradict'];

function Behaviour({ action }: { readonly action: FilterAction }): ReactElement {
  const { protection: texts, rules } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  const { at, path } = useChosenRule();
  const meaning = rules.behaviourTexts[action.kind];
  const contradicting = findingsAt(findings, `${path}.filterList.filters`).filter(({ code }) =>
    aboutBehaviour.includes(code),
  );
  return (
    <Group title={texts.behaviour}>
      <RadioGroup
        layout="horizontal"
        aria-label={texts.behaviour}
        value={action.kind}
        onChange={(_, { value }) => {
          const kind = kinds.find((known) => known === value);
          if (kind !== undefined) edit((now) => withKind(now, at, kind));
        }}
      >
        {kinds.map((kind) => (
          <Radio key={kind} value={kind} label={texts.behaviours[kind]} />
        ))}
      </RadioGroup>
      <div role="status">{meaning !== '' && <p className="meaning">{meaning}</p>}</div>
      <FindingLines findings={[...findingsAt(findings, `${path}.filterAction.kind`), ...contradicting]} />
    </Group>
  );
}
