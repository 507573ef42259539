import { type ReactElement, useState } from 'react';
import { encryptions, groupIds, groups, integrities } from '#policy/algorithms';
import type { KeyExchangeMethod } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { mainModeEncryptions, mainModeIntegrities } from '../wizard/method-choices';
import { ChoiceField } from './choice-field';
import { Sheet } from './sheet';
import { StrengthLine, useAlgorithmChoices } from './strength-line';

interface KeyExchangeSheetProps {
  readonly method: KeyExchangeMethod;
  readonly isNew: boolean;
  /** How many methods stand beside it, which share its group. */
  readonly others: number;
  readonly onDone: (method: KeyExchangeMethod) => void;
  readonly onCancel: () => void;
}

/** One key exchange method, of algorithms that main mode takes. */
export function KeyExchangeSheet({
  method: given,
  isNew,
  others,
  onDone,
  onCancel,
}: KeyExchangeSheetProps): ReactElement {
  const texts = useTexts().protection;
  const { rules } = useTexts();
  const asChoices = useAlgorithmChoices();
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
        choices={asChoices(mainModeEncryptions, encryptions)}
        onChange={(encryption) => {
          setMethod({ ...method, encryption });
        }}
      />
      <StrengthLine {...encryptions[method.encryption]} />
      <ChoiceField
        label={texts.exchange.integrity}
        hint={texts.exchange.integrityHint}
        value={method.integrity}
        choices={asChoices(mainModeIntegrities, integrities)}
        onChange={(integrity) => {
          setMethod({ ...method, integrity });
        }}
      />
      <StrengthLine {...integrities[method.integrity]} />
      <ChoiceField
        label={texts.exchange.group}
        hint={texts.exchange.groupHint}
        value={method.group}
        choices={asChoices(groupIds, groups)}
        onChange={(group) => {
          setMethod({ ...method, group });
        }}
      />
      <StrengthLine {...groups[method.group]} />
      {others > 0 && method.group !== given.group && <p role="status">{rules.oneGroup(others)}</p>}
    </Sheet>
  );
}
