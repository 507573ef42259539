import { Button } from '@fluentui/react-components';
import { type ReactElement, useId, useState } from 'react';
import type { IpSecurityPolicy, SecurityRule } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { ruleOf, rulePath } from '../wizard/edit-policy';
import { blocking, findingsAt, findingsUnder } from '../wizard/findings';
import { actionKinds, addRule, canAddRule, duplicateRule, removeRule } from '../wizard/rules';
import { useChooseRule, useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { FindingLines } from './finding-list';
import { Folded } from './folded';
import { Icon } from './icon';
import { IconButton } from './icon-button';
import { useFocusKept } from './use-focus-kept';

interface PolicyProps {
  readonly policy: IpSecurityPolicy;
}

/** secpol's tab "IP Security Rules": which rules the policy has, and which of them the pages show. */
export function SecurityRules({ policy }: PolicyProps): ReactElement {
  const { rules: texts } = useTexts();
  const { at } = useChosenRule();
  const findings = useFindings();
  const [said, setSaid] = useState('');
  // Once open it stays so: whoever removes the second rule is still at work here.
  const [several] = useState(policy.rules.length !== 1);
  const { rules } = policy;
  return (
    <Folded
      title={texts.title}
      verdict={texts.verdict(rules.length, ruleOf(policy, at)?.filterList.name ?? '')}
      open={several}
    >
      {rules.length === 0 ? <p>{texts.none}</p> : <RuleTable policy={policy} onSaid={setSaid} />}
      <FindingLines findings={findingsAt(findings, 'rules')} />
      <AddButtons policy={policy} onSaid={setSaid} />
      <p role="status">{said}</p>
    </Folded>
  );
}

interface SayingProps extends PolicyProps {
  /** Said to screen readers as well: the table alone changes without a word. */
  readonly onSaid: (said: string) => void;
}

function AddButtons({ policy, onSaid }: SayingProps): ReactElement {
  const { rules: texts } = useTexts();
  const edit = useEdit();
  const choose = useChooseRule();
  return (
    <div className="buttons">
      {actionKinds.map((kind) => (
        <Button
          key={kind}
          size="small"
          icon={<Icon name="add" />}
          disabledFocusable={!canAddRule(policy)}
          onClick={() => {
            edit((now) => addRule(now, kind));
            choose(policy.rules.length);
            onSaid(texts.added(addRule(policy, kind).rules.at(-1)?.filterList.name ?? ''));
          }}
        >
          {texts.add[kind]}
        </Button>
      ))}
    </div>
  );
}

function RuleTable({ policy, onSaid }: SayingProps): ReactElement {
  const { rules: texts } = useTexts();
  const group = useId();
  const table = useFocusKept<HTMLDivElement>(policy.rules.length, 'input:checked');
  const { columns } = texts;
  return (
    <>
      <p className="hint">{texts.hint}</p>
      <div ref={table} className="table-frame">
        <table aria-label={texts.title}>
          <thead>
            <tr>
              {[columns.choose, columns.filterList, columns.filterAction, columns.authentication].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col" className="deeds">
                {columns.deeds}
              </th>
            </tr>
          </thead>
          <tbody>
            {policy.rules.map((rule, at) => (
              <RuleRow key={at} policy={policy} rule={rule} at={at} group={group} onSaid={onSaid} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface RuleRowProps extends SayingProps {
  readonly rule: SecurityRule;
  readonly at: number;
  /** The radio buttons of one table are one group. */
  readonly group: string;
}

function RuleRow({ policy, rule, at, group, onSaid }: RuleRowProps): ReactElement {
  const { rules: texts, protection, filter } = useTexts();
  const chosen = useChosenRule();
  const choose = useChooseRule();
  const { filterList, filterAction } = rule;
  const name = filterList.name === '' ? texts.unnamed : filterList.name;
  return (
    <tr className={at === chosen.at ? 'chosen' : undefined}>
      <td>
        <input
          type="radio"
          name={group}
          aria-label={texts.choose(name)}
          checked={at === chosen.at}
          onChange={() => {
            choose(at);
          }}
        />
      </td>
      <td>
        {name} <span className="mask">{filter.count(filterList.filters.length)}</span>
        <Problems at={at} />
      </td>
      <td>
        {filterAction.name} <span className="mask">{protection.behaviours[filterAction.kind]}</span>
      </td>
      <td>
        <Authentication rule={rule} />
      </td>
      <td className="deeds">
        <RowDeeds policy={policy} at={at} name={name} onSaid={onSaid} />
      </td>
    </tr>
  );
}

function Authentication({ rule }: { readonly rule: SecurityRule }): ReactElement {
  const { rules: texts, rule: words } = useTexts();
  const { filterAction, authenticationMethods } = rule;
  if (filterAction.kind !== 'negotiate-security') return <span className="hint">{texts.notUsed}</span>;
  return <>{authenticationMethods.map(({ kind }) => words.methods.kinds[kind]).join(', ')}</>;
}

/** How much of the rule is still wrong, on whichever page it can be mended. */
function Problems({ at }: { readonly at: number }): ReactElement | null {
  const { rules: texts } = useTexts();
  const count = blocking(findingsUnder(useFindings(), rulePath(at))).length;
  if (count === 0) return null;
  return (
    <span className="mark mark-block">
      <Icon name="block" /> {texts.problems(count)}
    </span>
  );
}

interface RowDeedsProps extends SayingProps {
  readonly at: number;
  readonly name: string;
}

function RowDeeds({ policy, at, name, onSaid }: RowDeedsProps): ReactElement {
  const { rules: texts } = useTexts();
  const edit = useEdit();
  const chosen = useChosenRule();
  const choose = useChooseRule();
  const only = policy.rules.length === 1;
  return (
    <>
      <IconButton
        icon="copy"
        label={texts.duplicate(name)}
        disabled={!canAddRule(policy)}
        onClick={() => {
          edit((now) => duplicateRule(now, at));
          choose(at + 1);
          onSaid(texts.added(duplicateRule(policy, at).rules[at + 1]?.filterList.name ?? ''));
        }}
      />
      <IconButton
        icon="remove"
        label={only ? texts.last : texts.remove(name)}
        disabled={only}
        onClick={() => {
          edit((now) => removeRule(now, at));
          if (at < chosen.at) choose(chosen.at - 1);
          onSaid(texts.removed(name));
        }}
      />
    </>
  );
}
