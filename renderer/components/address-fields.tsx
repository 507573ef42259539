import { Radio, RadioGroup } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import type { IpAddressChoice } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { DnsNameField } from './dns-name-field';
import { FindingLines } from './finding-list';
import { Group } from './group';
import { MaskField } from './mask-field';
import { TextField } from './text-field';

/** What a kind begins with when it is chosen. */
const blank: { readonly [K in IpAddressChoice['kind']]: Extract<IpAddressChoice, { readonly kind: K }> } = {
  'my-ip-address': { kind: 'my-ip-address' },
  any: { kind: 'any' },
  'specific-address': { kind: 'specific-address', address: '' },
  subnet: { kind: 'subnet', address: '', prefixLength: 24 },
  range: { kind: 'range', from: '', to: '' },
  'dns-name': { kind: 'dns-name', dnsName: '', addresses: [] },
};
const kinds = Object.values(blank).map(({ kind }) => kind);

interface AddressFieldsProps {
  readonly title: string;
  readonly choice: IpAddressChoice;
  readonly findings: readonly Finding[];
  readonly onChange: (choice: IpAddressChoice) => void;
}

/** secpol's list of address kinds as radio buttons, with the fields of the chosen one. */
export function AddressFields({ title, choice, findings, onChange }: AddressFieldsProps): ReactElement {
  const { sheet } = useTexts().filter;
  return (
    <Group title={title}>
      <RadioGroup
        aria-label={title}
        value={choice.kind}
        onChange={(_, { value }) => {
          const kind = kinds.find((known) => known === value);
          if (kind !== undefined) onChange(blank[kind]);
        }}
      >
        {kinds.map((kind) => (
          <Radio key={kind} value={kind} label={sheet.kinds[kind]} />
        ))}
      </RadioGroup>
      <div className="inset">
        <ChosenKind choice={choice} findings={findings} onChange={onChange} />
      </div>
    </Group>
  );
}

function ChosenKind({ choice, findings, onChange }: Omit<AddressFieldsProps, 'title'>): ReactElement {
  const { sheet } = useTexts().filter;
  switch (choice.kind) {
    case 'my-ip-address':
    case 'any':
      return <FindingLines findings={findings} />;
    case 'specific-address':
      return (
        <TextField
          label={sheet.address}
          hint={sheet.addressHint}
          value={choice.address}
          findings={findings}
          onChange={(address) => {
            onChange({ ...choice, address });
          }}
        />
      );
    case 'subnet':
      return <SubnetFields choice={choice} findings={findings} onChange={onChange} />;
    case 'range':
      return <RangeFields choice={choice} findings={findings} onChange={onChange} />;
    case 'dns-name':
      return <DnsNameField choice={choice} findings={findings} onChange={onChange} />;
  }
}

interface KindProps<K extends IpAddressChoice['kind']> {
  readonly choice: Extract<IpAddressChoice, { readonly kind: K }>;
  readonly findings: readonly Finding[];
  readonly onChange: (choice: IpAddressChoice) => void;
}

/** A wrong mask is named at the mask; everything else that is wrong with a subnet is its address. */
function SubnetFields({ choice, findings, onChange }: KindProps<'subnet'>): ReactElement {
  const { sheet } = useTexts().filter;
  const ofAddress = findings.filter(({ code }) => code !== 'prefix-invalid' && code !== 'mask-not-contiguous');
  return (
    <>
      <TextField
        label={sheet.subnetAddress}
        hint={sheet.addressHint}
        value={choice.address}
        findings={ofAddress}
        onChange={(address) => {
          onChange({ ...choice, address });
        }}
      />
      <MaskField
        address={choice.address}
        prefixLength={choice.prefixLength}
        onChange={(prefixLength) => {
          onChange({ ...choice, prefixLength });
        }}
      />
    </>
  );
}

function RangeFields({ choice, findings, onChange }: KindProps<'range'>): ReactElement {
  const { sheet } = useTexts().filter;
  return (
    <>
      <TextField
        label={sheet.from}
        hint={sheet.addressHint}
        value={choice.from}
        onChange={(from) => {
          onChange({ ...choice, from });
        }}
      />
      <TextField
        label={sheet.to}
        value={choice.to}
        findings={findings}
        onChange={(to) => {
          onChange({ ...choice, to });
        }}
      />
    </>
  );
}
