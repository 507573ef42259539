import { Checkbox } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import { FindingField, More } from './finding-field';

interface SwitchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly more?: string;
  readonly checked: boolean;
  readonly findings?: readonly Finding[];
  readonly onChange: (checked: boolean) => void;
}

/** secpol's check box, with its explanation. */
export const SwitchField = ({ label, hint, more, checked, findings, onChange }: SwitchFieldProps): ReactElement => (
  <div className="switch-field">
    <FindingField hint={hint} {...(findings === undefined ? {} : { findings })}>
      <Checkbox
        label={label}
        checked={checked}
        onChange={(_, data) => {
          onChange(data.checked === true);
        }}
      />
    </FindingField>
    {more !== undefined && <More about={label} text={more} />}
  </div>
);
