import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { IpSecurityPolicy } from '#policy/model';
import { useStickTexts } from '../i18n/stick-texts';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { sidesIn } from '../wizard/side-for-computer';
import { takeSide } from '../wizard/take-side';
import { Notice } from './notice';

/** On Review: that all of this came from a settings file, which side it is, and the way to the other one. */
export function FromStick({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement | null {
  const { settings: texts } = useStickTexts();
  const { date } = useTexts();
  const stores = useStores();
  const state = useStore(stores.settings.state);
  if (state.kind !== 'open') return null;
  const sides = sidesIn(state.opened.policies);
  if (!sides.some(({ id }) => id === policy.id)) return null;
  const other = sides.find(({ role }) => role !== policy.role);
  return (
    <Notice tone="plain" title={texts.side(policy.role)}>
      <p>
        {texts.opened(state.file.name)}. {texts.made(date(state.opened.createdAt))}
        {state.opened.signedLater > 0 && ` ${texts.signedLater(state.opened.signedLater)}`}
        {!state.opened.hasLedger && ` ${texts.noLedger}`}
      </p>
      {other !== undefined && (
        <Button
          onClick={() => {
            takeSide(state.opened, stores, other.role);
          }}
        >
          {texts.otherSide(other.role)}
        </Button>
      )}
    </Notice>
  );
}
