import { type ReactElement, useState } from 'react';
import { encryptions, integrities, quickModeSpelling } from '#policy/algorithms';
import type { IpSecurityPolicy, NegotiateSecurity, SecurityMethod } from '#policy/model';
import { limits } from '#policy/parse';
import { presetPolicy } from '#policy/presets';
import { useTexts } from '../i18n/texts-context';
import { changeNegotiation, move, removeAt, replaceAt, ruleOf } from '../wizard/edit-policy';
import { findingsAt, findingsUnder } from '../wizard/findings';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { AlgorithmWord } from './algorithm-word';
import { FindingLines } from './finding-list';
import { Group } from './group';
import { OrderedTable } from './ordered-table';
import { SecurityMethodSheet } from './security-method-sheet';

/** A new line begins with today's method. */
function todaysMethod(): SecurityMethod | undefined {
  const action = ruleOf(presetPolicy({ role: 'server', protection: 'recommended' }))?.filterAction;
  return action?.kind === 'negotiate-security' ? action.securityMethods[0] : undefined;
}

interface SecurityMethodListProps {
  readonly policy: IpSecurityPolicy;
  readonly action: NegotiateSecurity;
}

/** secpol's "security method preference order". */
export function SecurityMethodList({ policy, action }: SecurityMethodListProps): ReactElement {
  const texts = useTexts().protection;
  const edit = useEdit();
  const findings = useFindings();
  const rule = useChosenRule();
  const path = `${rule.path}.filterAction.securityMethods`;
  const [opened, setOpened] = useState<{ readonly at: number; readonly method: SecurityMethod }>();
  const { securityMethods } = action;
  const change = (next: (methods: readonly SecurityMethod[]) => readonly SecurityMethod[]): void => {
    edit((now) => changeNegotiation(now, rule.at, (old) => ({ ...old, securityMethods: next(old.securityMethods) })));
  };
  const open = (at: number, method: SecurityMethod | undefined): void => {
    if (method !== undefined) setOpened({ at, method });
  };
  return (
    <Group title={texts.methods.title} hint={texts.methods.hint}>
      <OrderedTable
        title={texts.methods.title}
        columns={[
          texts.methods.integrity,
          texts.methods.confidentiality,
          texts.methods.espIntegrity,
          texts.methods.lifetime,
        ]}
        rows={securityMethods.map((method, at) => ({
          name: quickModeSpelling(method),
          cells: [
            <AlgorithmWord key="ah" {...integrities[method.ahIntegrity]} />,
            <AlgorithmWord key="cipher" {...encryptions[method.espConfidentiality]} />,
            <AlgorithmWord key="integrity" {...integrities[method.espIntegrity]} />,
            `${method.sessionKeyLifetime.kilobytes} / ${method.sessionKeyLifetime.seconds}`,
          ],
          findings: findingsUnder(findings, `${path}[${at}]`),
        }))}
        empty={texts.methods.none}
        add={texts.methods.add}
        canAdd={securityMethods.length < limits.methods}
        onAdd={() => {
          open(securityMethods.length, todaysMethod());
        }}
        onEdit={(at) => {
          open(at, securityMethods[at]);
        }}
        onRemove={(at) => {
          change((methods) => removeAt(methods, at));
        }}
        onMove={(at, by) => {
          change((methods) => move(methods, at, by));
        }}
      />
      <FindingLines findings={findingsAt(findings, path)} />
      {opened !== undefined && (
        <SecurityMethodSheet
          policy={policy}
          method={opened.method}
          isNew={opened.at === securityMethods.length}
          onCancel={() => {
            setOpened(undefined);
          }}
          onDone={(method) => {
            change((methods) =>
              opened.at < methods.length ? replaceAt(methods, opened.at, method) : [...methods, method],
            );
            setOpened(undefined);
          }}
        />
      )}
    </Group>
  );
}
