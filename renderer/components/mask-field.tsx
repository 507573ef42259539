import { Input } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { Finding } from '#contract/finding';
import { readAddressText } from '#policy/address-text';
import { useTexts } from '../i18n/texts-context';
import { maskText } from '../wizard/filters';
import { FindingField } from './finding-field';
import { noNumber } from './number-field';

interface ReadMask {
  readonly prefixLength: number;
  readonly finding?: Finding;
}

/** A mask or a prefix length, read as the tail of an address of the right family: that is all a mask depends on. */
function readMask(text: string, family: 4 | 6): ReadMask {
  const read = readAddressText(`${family === 4 ? '0.0.0.0' : '::'}/${text.trim().replace(/^\//u, '')}`);
  if (!read.ok) return { prefixLength: noNumber, finding: read.error };
  return { prefixLength: read.value.kind === 'prefix' ? read.value.prefixLength : noNumber };
}

const textOf = (prefixLength: number, family: 4 | 6): string => {
  if (prefixLength === noNumber) return '';
  return family === 4 && prefixLength <= 32 ? maskText(prefixLength) : String(prefixLength);
};

interface MaskFieldProps {
  readonly address: string;
  readonly prefixLength: number;
  readonly onChange: (prefixLength: number) => void;
}

/** secpol's subnet mask, which may be written as a prefix length as well. */
export function MaskField({ address, prefixLength, onChange }: MaskFieldProps): ReactElement {
  const { sheet } = useTexts().filter;
  const family = address.includes(':') ? 6 : 4;
  const [typed, setTyped] = useState(textOf(prefixLength, family));
  const { finding } = readMask(typed, family);
  return (
    <FindingField label={sheet.mask} hint={sheet.maskHint} findings={finding === undefined ? [] : [finding]}>
      <Input
        value={typed}
        maxLength={60}
        onChange={(_, { value }) => {
          setTyped(value);
          onChange(readMask(value, family).prefixLength);
        }}
      />
    </FindingField>
  );
}
