import { Input, Textarea } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import { FindingField } from './finding-field';

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly more?: string;
  readonly value: string;
  readonly findings?: readonly Finding[];
  readonly lines?: number;
  readonly onChange: (value: string) => void;
}

/** A text of the policy. Longer ones than any limit are cut off at the keyboard, before anybody looks at them. */
export function TextField({ label, hint, more, value, findings, lines, onChange }: TextFieldProps): ReactElement {
  const shared = { value, maxLength: 2_000, spellCheck: false } as const;
  return (
    <FindingField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(more === undefined ? {} : { more })}
      {...(findings === undefined ? {} : { findings })}
    >
      {lines === undefined ? (
        <Input
          {...shared}
          onChange={(_, { value: text }) => {
            onChange(text);
          }}
        />
      ) : (
        <Textarea
          {...shared}
          rows={lines}
          onChange={(_, { value: text }) => {
            onChange(text);
          }}
        />
      )}
    </FindingField>
  );
}
