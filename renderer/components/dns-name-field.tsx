import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { Finding } from '#contract/finding';
import type { IpAddressChoice } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { ErrorNotice } from './error-notice';
import { TextField } from './text-field';

type DnsName = Extract<IpAddressChoice, { readonly kind: 'dns-name' }>;

interface DnsNameFieldProps {
  readonly choice: DnsName;
  readonly findings: readonly Finding[];
  readonly onChange: (choice: DnsName) => void;
}

/** A name and the addresses behind it, which are what counts; another name has none until it is resolved. */
export function DnsNameField({ choice, findings, onChange }: DnsNameFieldProps): ReactElement {
  const { sheet } = useTexts().filter;
  const { names } = useStores();
  const state = useStore(names.state);
  const resolve = async (): Promise<void> => {
    const addresses = await names.resolve(choice.dnsName);
    onChange({ ...choice, addresses: addresses.slice(0, 64) });
  };
  const failed = state.kind === 'failed' && state.dnsName === choice.dnsName ? state.error : undefined;
  return (
    <>
      <TextField
        label={sheet.dnsName}
        hint={sheet.dnsHint}
        value={choice.dnsName}
        findings={findings}
        onChange={(dnsName) => {
          onChange({ kind: 'dns-name', dnsName, addresses: [] });
        }}
      />
      <div className="buttons">
        <Button
          disabledFocusable={choice.dnsName.trim() === '' || state.kind === 'resolving'}
          onClick={() => void resolve()}
        >
          {sheet.resolve}
        </Button>
        <span role="status">
          {state.kind === 'resolving'
            ? sheet.resolving
            : choice.addresses.length === 0
              ? sheet.unresolved
              : sheet.resolved(choice.addresses)}
        </span>
      </div>
      {failed !== undefined && <ErrorNotice error={failed} />}
    </>
  );
}
