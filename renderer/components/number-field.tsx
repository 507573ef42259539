import { Input } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { Finding } from '#contract/finding';
import { useTexts } from '../i18n/texts-context';
import { FindingField } from './finding-field';

/** Stands in the policy for a text that is no number: out of every range, so that it blocks like a wrong number. */
export const noNumber = -1;

const readNumber = (text: string): number => (/^\d{1,15}$/u.test(text.trim()) ? Number(text) : noNumber);
const textOf = (value: number): string => (value === noNumber ? '' : String(value));

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly findings?: readonly Finding[];
  readonly onChange: (value: number) => void;
}

/** A whole number, kept as it is typed; what is no number is named in the field's own words. */
export function NumberField({ label, hint, value, findings, onChange }: NumberFieldProps): ReactElement {
  const { frame } = useTexts();
  const [typed, setTyped] = useState(textOf(value));
  // Undo, a preset or another page may have changed the value behind the text.
  const text = readNumber(typed) === value ? typed : textOf(value);
  return (
    <FindingField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(findings === undefined ? {} : { findings })}
      problem={readNumber(text) === noNumber ? frame.wholeNumber(text.slice(0, 40)) : undefined}
    >
      <Input
        value={text}
        inputMode="numeric"
        maxLength={40}
        onChange={(_, { value: next }) => {
          setTyped(next);
          onChange(readNumber(next));
        }}
      />
    </FindingField>
  );
}
