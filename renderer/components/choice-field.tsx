import { Select } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import { FindingField } from './finding-field';

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: T;
  /** What is disabled cannot be chosen; the hint says why. */
  readonly choices: readonly { readonly value: T; readonly text: string; readonly disabled?: boolean }[];
  readonly findings?: readonly Finding[];
  readonly onChange: (value: T) => void;
}

/** One of a list. Only what is in the list can come back. */
export function ChoiceField<T extends string>(props: ChoiceFieldProps<T>): ReactElement {
  const { label, hint, value, choices, findings, onChange } = props;
  const choose = (text: string): void => {
    const chosen = choices.find((choice) => choice.value === text);
    if (chosen !== undefined) onChange(chosen.value);
  };
  return (
    <FindingField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(findings === undefined ? {} : { findings })}
    >
      <Select
        value={value}
        onChange={(_, { value: text }) => {
          choose(text);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.text}
          </option>
        ))}
      </Select>
    </FindingField>
  );
}
