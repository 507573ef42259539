import { Input } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { Finding } from '#contract/finding';
import { readAddress, readAddressText } from '#policy/address-text';
import { useTexts } from '../i18n/texts-context';
import { maskText } from '../wizard/filters';
import { FindingField } from './finding-field';
import { noNumber } from './number-field';

interface ReadMask {
  readonly prefixLength: number;
  readonly finding?: Finding;
}

/** A mask or a prefix length, read as the tail of an address of the right family: that is all a mask depends on. */
function readMask(text: string, address: string): ReadMask {
  // While the address is wrong itself, any address of its family will do.
  const other = familyOf(address) === 4 ? '0.0.0.0' : '::';
  const known = readAddress(address.trim()) === undefined ? other : address.trim();
  const read = readAddressText(`${known}/${text.trim().replace(/^\//u, '')}`);
  if (!read.ok) return { prefixLength: noNumber, finding: read.error };
  return { prefixLength: read.value.kind === 'prefix' ? read.value.prefixLength : noNumber };
}

const familyOf = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4);

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
  const [typed, setTyped] = useState(textOf(prefixLength, familyOf(address)));
  const { finding } = readMask(typed, address);
  return (
    <FindingField label={sheet.mask} hint={sheet.maskHint} findings={finding === undefined ? [] : [finding]}>
      <Input
        value={typed}
        maxLength={60}
        onChange={(_, { value }) => {
          setTyped(value);
          onChange(readMask(value, address).prefixLength);
        }}
      />
    </FindingField>
  );
}
