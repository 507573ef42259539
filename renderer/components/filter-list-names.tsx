import type { ComponentProps, ReactElement } from 'react';
import type { IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { changeFilterList, ruleOf } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { TextField } from './text-field';

type Bound = Pick<ComponentProps<typeof TextField>, 'value' | 'findings' | 'onChange'>;

/** Name and description of the IP filter list, on one row. */
export function FilterListNames({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { filter: texts } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  const rule = useChosenRule();
  const path = `${rule.path}.filterList`;
  const list = ruleOf(policy, rule.at)?.filterList;
  const field = (member: 'name' | 'description'): Bound => ({
    value: list?.[member] ?? '',
    findings: findingsAt(findings, `${path}.${member}`),
    onChange: (text) => {
      edit((now) => changeFilterList(now, rule.at, (old) => ({ ...old, [member]: text })), `${path}.${member}`);
    },
  });
  return (
    <div className="columns">
      <TextField label={texts.name} hint={texts.nameHint} {...field('name')} />
      <TextField label={texts.description} hint={texts.descriptionHint} {...field('description')} />
    </div>
  );
}
