import { type ReactElement, useState } from 'react';
import { encryptions, groupIds, groups, integrities } from '#policy/algorithms';
import type { KeyExchangeMethod } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { mainModeEncryptions, mainModeIntegrities } from '../wizard/method-choices';
import { ChoiceField } from './choice-field';
import { Sheet } from './sheet';

interface KeyExchangeSheetProps {
  readonly method: KeyExchangeMethod;
  readonly isNew: boolean;
  readonly onDone: (method: KeyExchangeMethod) => void;
  readonly onCancel: () => void;
}

/** One key exchange method, of algorithms that main mode takes. */
export function KeyExchangeSheet({ method: given, isNew, onDone, onCancel }: KeyExchangeSheetProps): ReactElement {
  const texts = useTexts().protection;
  const [method, setMethod] = useState(given);
  return (
    <Sheet
      title={texts.exchange.editTitle}
      deed={isNew ? texts.doAdd : texts.doEdit}
      cancel={texts.cancel}
      onDone={() => {
        onDone(method);
      }}
      onCancel={onCancel}
    >
      <ChoiceField
        label={texts.exchange.encryption}
        hint={texts.exchange.encryptionHint}
        value={method.encryption}
        choices={mainModeEncryptions.map((value) => ({ value, text: encryptions[value].secpol }))}
        onChange={(encryption) => {
          setMethod({ ...method, encryption });
        }}
      />
      <ChoiceField
        label={texts.exchange.integrity}
        hint={texts.exchange.integrityHint}
        value={method.integrity}
        choices={mainModeIntegrities.map((value) => ({ value, text: integrities[value].secpol }))}
        onChange={(integrity) => {
          setMethod({ ...method, integrity });
        }}
      />
      <ChoiceField
        label={texts.exchange.group}
        hint={texts.exchange.groupHint}
        value={method.group}
        choices={groupIds.map((value) => ({ value, text: groups[value].secpol }))}
        onChange={(group) => {
          setMethod({ ...method, group });
        }}
      />
    </Sheet>
  );
}
