import { Radio, RadioGroup } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import type { IpPort } from '#policy/model';
import { Group } from './group';
import { noNumber, NumberField } from './number-field';

interface PortFieldsProps {
  readonly title: string;
  readonly any: string;
  readonly exact: string;
  readonly number: string;
  readonly port: IpPort;
  readonly findings: readonly Finding[];
  readonly onChange: (port: IpPort) => void;
}

/** secpol's pair: from any port, or from this port. */
export const PortFields = ({ title, any, exact, number, port, findings, onChange }: PortFieldsProps): ReactElement => (
  <Group title={title}>
    <RadioGroup
      aria-label={title}
      value={port.kind}
      onChange={(_, { value }) => {
        onChange(value === 'port' ? { kind: 'port', port: noNumber } : { kind: 'any' });
      }}
    >
      <Radio value="any" label={any} />
      <Radio value="port" label={exact} />
    </RadioGroup>
    {port.kind === 'port' && (
      <div className="inset">
        <NumberField
          label={number}
          value={port.port}
          findings={findings}
          onChange={(value) => {
            onChange({ kind: 'port', port: value });
          }}
        />
      </div>
    )}
  </Group>
);
