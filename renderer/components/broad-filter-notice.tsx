import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { IpAddressChoice } from '#policy/model';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { narrow, ownSubnets } from '../wizard/filters';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit } from '../wizard/use-wizard';
import { Notice } from './notice';

const textOf = (choice: IpAddressChoice): string =>
  choice.kind === 'subnet' ? `${choice.address}/${choice.prefixLength}` : choice.kind;

/** A broad filter of a server, and what it can be narrowed to at one click. */
export function BroadFilterNotice({ onEnter }: { readonly onEnter: () => void }): ReactElement {
  const { broad } = useTexts().filter;
  const edit = useEdit();
  const { at } = useChosenRule();
  const overview = useStore(useStores().computer.state, overviewOf);
  const addresses = overview?.computer.addresses;
  const subnets = addresses?.available === true ? ownSubnets(addresses.value) : [];
  const limitTo = (choices: readonly IpAddressChoice[]): void => {
    edit((policy) => narrow(policy, at, choices));
  };
  return (
    <Notice tone="mind" title={broad.title}>
      <p>{broad.text}</p>
      <div className="buttons">
        <span>{broad.limitTo}</span>
        {subnets.map((choice) => (
          <Button
            key={textOf(choice)}
            size="small"
            onClick={() => {
              limitTo([choice]);
            }}
          >
            {broad.subnet(textOf(choice))}
          </Button>
        ))}
        {subnets.length > 1 && (
          <Button
            size="small"
            onClick={() => {
              limitTo(subnets);
            }}
          >
            {broad.all}
          </Button>
        )}
        <Button size="small" onClick={onEnter}>
          {broad.enter}
        </Button>
      </div>
    </Notice>
  );
}
