import { type ReactElement, useState } from 'react';
import type { Finding } from '#contract/finding';
import type { IpFilter, IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { changeFilters, rulePath } from '../wizard/edit-policy';
import { blocking, findingsAt, findingsOf, findingsUnder } from '../wizard/findings';
import { useChosenRule } from '../wizard/use-rule';
import { AddressFields } from './address-fields';
import { FindingLines } from './finding-list';
import { PortFields } from './port-fields';
import { isProtocol, ProtocolField } from './protocol-field';
import { Sheet } from './sheet';
import { SwitchField } from './switch-field';

const pathIn = (rule: number): string => `${rulePath(rule)}.filterList.filters[0]`;

/** What would be said of the policy if this were the rule's only filter: everything that concerns the filter alone. */
const findingsOfFilter = (policy: IpSecurityPolicy, rule: number, filter: IpFilter): readonly Finding[] =>
  findingsUnder(findingsOf(changeFilters(policy, rule, () => [filter])), pathIn(rule));

interface FilterSheetProps {
  readonly policy: IpSecurityPolicy;
  readonly filter: IpFilter;
  readonly isNew: boolean;
  readonly onDone: (filter: IpFilter) => void;
  readonly onCancel: () => void;
}

/** All fields of one IP filter. It is kept only when nothing about it blocks; until then its sentences say why. */
export function FilterSheet({ policy, filter: given, isNew, onDone, onCancel }: FilterSheetProps): ReactElement {
  const { sheet } = useTexts().filter;
  const [filter, setFilter] = useState(given);
  // An empty field that nobody has been to yet is not wrong: its sentence waits until a field was left.
  const [touched, setTouched] = useState(!isNew);
  const { at: rule } = useChosenRule();
  const path = pathIn(rule);
  const findings = findingsOfFilter(policy, rule, filter);
  const change = (part: Partial<IpFilter>): void => {
    setFilter({ ...filter, ...part });
  };
  const at = (field: keyof IpFilter): readonly Finding[] => (touched ? findingsAt(findings, `${path}.${field}`) : []);
  const done = (): void => {
    setTouched(true);
    if (blocking(findings).length === 0 && isProtocol(filter.protocol)) onDone(filter);
  };
  return (
    <Sheet
      title={isNew ? sheet.add : sheet.edit}
      deed={isNew ? sheet.doAdd : sheet.doEdit}
      cancel={sheet.cancel}
      onDone={done}
      onCancel={onCancel}
      onTouched={() => {
        setTouched(true);
      }}
    >
      <FindingLines findings={touched ? findingsAt(findings, path) : []} />
      <AddressFields
        title={sheet.source}
        choice={filter.source}
        findings={at('source')}
        onChange={(source) => {
          change({ source });
        }}
      />
      <AddressFields
        title={sheet.destination}
        choice={filter.destination}
        findings={at('destination')}
        onChange={(destination) => {
          change({ destination });
        }}
      />
      <ProtocolField
        protocol={filter.protocol}
        findings={at('protocol')}
        onChange={(protocol) => {
          change({ protocol });
        }}
      />
      <PortFields
        title={sheet.sourcePort}
        any={sheet.anyPort}
        exact={sheet.thisPort}
        number={sheet.sourcePortNumber}
        port={filter.sourcePort}
        findings={at('sourcePort')}
        onChange={(sourcePort) => {
          change({ sourcePort });
        }}
      />
      <PortFields
        title={sheet.destinationPort}
        any={sheet.anyDestinationPort}
        exact={sheet.thisDestinationPort}
        number={sheet.destinationPortNumber}
        port={filter.destinationPort}
        findings={at('destinationPort')}
        onChange={(destinationPort) => {
          change({ destinationPort });
        }}
      />
      <SwitchField
        label={sheet.mirrored}
        hint={sheet.mirroredHint}
        checked={filter.mirrored}
        findings={at('mirrored')}
        onChange={(mirrored) => {
          change({ mirrored });
        }}
      />
    </Sheet>
  );
}
