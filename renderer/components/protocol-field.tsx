import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import type { IpProtocol } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { ChoiceField } from './choice-field';
import { noNumber, NumberField } from './number-field';

const names = ['TCP', 'UDP', 'ICMPv4', 'ICMPv6', 'any'] as const;

interface ProtocolFieldProps {
  readonly protocol: IpProtocol;
  readonly findings: readonly Finding[];
  readonly onChange: (protocol: IpProtocol) => void;
}

export const isProtocol = (protocol: IpProtocol): boolean =>
  typeof protocol !== 'object' || (protocol.number >= 0 && protocol.number <= 255);

export function ProtocolField({ protocol, findings, onChange }: ProtocolFieldProps): ReactElement {
  const { filter } = useTexts();
  const choices = [
    ...names.map((value) => ({ value, text: filter.protocolWord(value) })),
    { value: 'other' as const, text: filter.sheet.other },
  ];
  return (
    <>
      <ChoiceField
        label={filter.sheet.protocol}
        hint={filter.sheet.protocolHint}
        value={typeof protocol === 'object' ? 'other' : protocol}
        choices={choices}
        findings={findings}
        onChange={(value) => {
          onChange(value === 'other' ? { number: noNumber } : value);
        }}
      />
      {typeof protocol === 'object' && (
        <NumberField
          label={filter.sheet.number}
          hint={filter.sheet.numberHint}
          value={protocol.number}
          findings={[]}
          onChange={(number) => {
            onChange({ number: number > 255 ? noNumber : number });
          }}
        />
      )}
    </>
  );
}
