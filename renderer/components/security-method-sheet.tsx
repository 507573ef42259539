import { type ReactElement, useState } from 'react';
import { encryptions, integrities } from '#policy/algorithms';
import type { IpSecurityPolicy, SecurityMethod } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { changeNegotiation } from '../wizard/edit-policy';
import { blocking, findingsAt, findingsOf, findingsUnder } from '../wizard/findings';
import { ahIntegritiesFor, espEncryptions, espIntegritiesFor, fitted } from '../wizard/method-choices';
import { useChosenRule } from '../wizard/use-rule';
import { ChoiceField } from './choice-field';
import { FindingLines } from './finding-list';
import { NumberField } from './number-field';
import { Sheet } from './sheet';
import { StrengthLine, useAlgorithmChoices } from './strength-line';

interface SecurityMethodSheetProps {
  readonly policy: IpSecurityPolicy;
  readonly method: SecurityMethod;
  readonly isNew: boolean;
  readonly onDone: (method: SecurityMethod) => void;
  readonly onCancel: () => void;
}

/** One security method. Only pairs that Windows takes can be chosen, so nothing here is ever impossible. */
export function SecurityMethodSheet(props: SecurityMethodSheetProps): ReactElement {
  const { policy, method: given, isNew, onDone, onCancel } = props;
  const texts = useTexts().protection;
  const asChoices = useAlgorithmChoices();
  const [method, setMethod] = useState(given);
  const { keyModule } = policy.keyExchange;
  const rule = useChosenRule();
  const path = `${rule.path}.filterAction.securityMethods[0]`;
  const judged = findingsOf(changeNegotiation(policy, rule.at, (action) => ({ ...action, securityMethods: [method] })));
  const change = (part: Parameters<typeof fitted>[1]): void => {
    setMethod(fitted(method, part, keyModule));
  };
  const { sessionKeyLifetime: lifetime } = method;
  return (
    <Sheet
      title={texts.methods.editTitle}
      deed={isNew ? texts.doAdd : texts.doEdit}
      cancel={texts.cancel}
      onCancel={onCancel}
      onDone={() => {
        if (blocking(findingsUnder(judged, path)).length === 0) onDone(method);
      }}
    >
      <ChoiceField
        label={texts.methods.confidentiality}
        hint={texts.methods.confidentialityHint}
        value={method.espConfidentiality}
        choices={asChoices(espEncryptions, encryptions)}
        onChange={(espConfidentiality) => {
          change({ espConfidentiality });
        }}
      />
      <StrengthLine {...encryptions[method.espConfidentiality]} />
      <ChoiceField
        label={texts.methods.espIntegrity}
        hint={texts.methods.espIntegrityHint}
        value={method.espIntegrity}
        choices={asChoices(espIntegritiesFor(method, keyModule), integrities)}
        onChange={(espIntegrity) => {
          change({ espIntegrity });
        }}
      />
      {method.espIntegrity !== 'none' && <StrengthLine {...integrities[method.espIntegrity]} />}
      <ChoiceField
        label={texts.methods.integrity}
        hint={texts.methods.integrityHint}
        value={method.ahIntegrity}
        choices={asChoices(ahIntegritiesFor(method, keyModule), integrities)}
        onChange={(ahIntegrity) => {
          change({ ahIntegrity });
        }}
      />
      {method.ahIntegrity !== 'none' && <StrengthLine {...integrities[method.ahIntegrity]} />}
      <NumberField
        label={texts.methods.kilobytes}
        hint={texts.methods.kilobytesHint}
        value={lifetime.kilobytes}
        findings={findingsAt(judged, `${path}.sessionKeyLifetime.kilobytes`)}
        onChange={(kilobytes) => {
          setMethod({ ...method, sessionKeyLifetime: { ...lifetime, kilobytes } });
        }}
      />
      <NumberField
        label={texts.methods.seconds}
        hint={texts.methods.secondsHint}
        value={lifetime.seconds}
        findings={findingsAt(judged, `${path}.sessionKeyLifetime.seconds`)}
        onChange={(seconds) => {
          setMethod({ ...method, sessionKeyLifetime: { ...lifetime, seconds } });
        }}
      />
      <FindingLines findings={findingsAt(judged, path)} />
    </Sheet>
  );
}
