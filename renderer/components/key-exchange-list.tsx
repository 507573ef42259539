import { type ReactElement, useState } from 'react';
import { encryptions, groups, integrities, mainModeSpelling } from '#policy/algorithms';
import type { IpSecurityPolicy, KeyExchangeMethod } from '#policy/model';
import { limits } from '#policy/parse';
import { useTexts } from '../i18n/texts-context';
import { changeKeyExchange, move, removeAt, replaceAt } from '../wizard/edit-policy';
import { findingsAt, findingsUnder } from '../wizard/findings';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { AlgorithmWord } from './algorithm-word';
import { FindingLines } from './finding-list';
import { KeyExchangeSheet } from './key-exchange-sheet';
import { OrderedTable } from './ordered-table';

const path = 'keyExchange.methods';
const todaysMethod: KeyExchangeMethod = { encryption: 'AES-256', integrity: 'SHA-256', group: 'DH14' };

/** secpol's "key exchange security methods". */
export function KeyExchangeList({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const texts = useTexts().protection;
  const edit = useEdit();
  const findings = useFindings();
  const [opened, setOpened] = useState<{ readonly at: number; readonly method: KeyExchangeMethod }>();
  const { methods } = policy.keyExchange;
  const change = (next: (methods: readonly KeyExchangeMethod[]) => readonly KeyExchangeMethod[]): void => {
    edit((now) => changeKeyExchange(now, (old) => ({ ...old, methods: next(old.methods) })));
  };
  const open = (at: number): void => {
    // A new line takes the group of the others: one group for all is the rule.
    const method = methods[at] ?? { ...todaysMethod, group: methods[0]?.group ?? todaysMethod.group };
    setOpened({ at, method });
  };
  return (
    <>
      <OrderedTable
        title={texts.exchange.title}
        columns={[texts.exchange.encryption, texts.exchange.integrity, texts.exchange.group]}
        rows={methods.map((method, at) => ({
          name: mainModeSpelling(method),
          cells: [
            <AlgorithmWord key="cipher" {...encryptions[method.encryption]} />,
            <AlgorithmWord key="integrity" {...integrities[method.integrity]} />,
            <AlgorithmWord key="group" {...groups[method.group]} />,
          ],
          findings: findingsUnder(findings, `${path}[${at}]`),
        }))}
        empty={texts.exchange.none}
        add={texts.exchange.add}
        canAdd={methods.length < limits.methods}
        onAdd={() => {
          open(methods.length);
        }}
        onEdit={open}
        onRemove={(at) => {
          change((old) => removeAt(old, at));
        }}
        onMove={(at, by) => {
          change((old) => move(old, at, by));
        }}
      />
      <FindingLines findings={findingsAt(findings, path)} />
      {opened !== undefined && (
        <KeyExchangeSheet
          method={opened.method}
          isNew={opened.at === methods.length}
          others={methods.length - (opened.at < methods.length ? 1 : 0)}
          onCancel={() => {
            setOpened(undefined);
          }}
          onDone={(method) => {
            change((old) =>
              (opened.at < old.length ? replaceAt(old, opened.at, method) : [...old, method]).map((one) => ({
                ...one,
                group: method.group,
              })),
            );
            setOpened(undefined);
          }}
        />
      )}
    </>
  );
}
