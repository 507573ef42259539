import '../styles/certificates.css';
import { Button } from '@fluentui/react-components';
import { type ReactElement, useId } from 'react';
import { useStore } from 'zustand';
import type { Attempt } from '#contract/facts';
import type { Role } from '#policy/model';
import { useCertificateTexts } from '../i18n/certificate-texts';
import { useStores } from '../stores/stores-context';
import { someFits, type CertificateChoice } from '../wizard/certificate-choices';
import { Icon } from './icon';
import { Notice } from './notice';
import { Waiting } from './waiting';

interface CertificatePickerProps {
  /** Undefined while the computer is not known. */
  readonly choices: Attempt<readonly CertificateChoice[]> | undefined;
  readonly role: Role;
  /** Nobody has named an authority yet: then none can be missing. */
  readonly named: boolean;
  readonly onChoose: (fills: CertificateChoice['fills']) => void;
}

/** This computer's certificates; which of them can be used, and for those that cannot, why. */
export function CertificatePicker({ choices, role, named, onChoose }: CertificatePickerProps): ReactElement {
  const texts = useCertificateTexts();
  const { computer } = useStores();
  const reading = useStore(
    computer.state,
    (state) => state.kind === 'reading' || (state.kind === 'known' && state.again),
  );
  return (
    <section className="certificates" aria-label={texts.title}>
      <div className="section-head">
        <h3 className="small-title">{texts.title}</h3>
        <Button size="small" icon={<Icon name="refresh" />} onClick={() => void computer.refresh()}>
          {texts.readAgain}
        </Button>
      </div>
      {reading && <Waiting label={texts.readAgain} />}
      {choices?.available === false && <p className="hint">{texts.unreadable(choices.reason)}</p>}
      {choices?.available === true && <Offered choices={choices.value} role={role} named={named} onChoose={onChoose} />}
    </section>
  );
}

interface OfferedProps extends Omit<CertificatePickerProps, 'choices'> {
  readonly choices: readonly CertificateChoice[];
}

function Offered({ choices, role, named, onChoose }: OfferedProps): ReactElement {
  const texts = useCertificateTexts();
  const missing = choices.length === 0 || (named && !someFits(choices));
  return (
    <>
      {choices.length > 0 && (
        <>
          <p className="hint">{texts.hint}</p>
          <ul className="certificate-list">
            {choices.map((choice) => (
              <CertificateCard
                key={choice.certificate.thumbprint}
                choice={choice}
                onChoose={() => {
                  onChoose(choice.fills);
                }}
              />
            ))}
          </ul>
        </>
      )}
      <div role="status">
        {missing && (
          <Notice tone="mind" title={choices.length === 0 ? texts.none : texts.noneFits}>
            <p>{texts.whatToDo(role)}</p>
            <p>{texts.elsewhere}</p>
          </Notice>
        )}
      </div>
    </>
  );
}

interface CertificateCardProps {
  readonly choice: CertificateChoice;
  readonly onChoose: () => void;
}

/** What cannot be used stays readable, and says why; it cannot be chosen. */
function CertificateCard({ choice, onChoose }: CertificateCardProps): ReactElement {
  const { certificate, faults, chosen, usable } = choice;
  const id = useId();
  const icon = usable ? (faults.length > 0 ? 'warning' : chosen ? 'check' : 'open') : 'block';
  return (
    <li>
      <button
        type="button"
        className="certificate"
        aria-pressed={chosen && usable}
        aria-disabled={!usable}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-text`}
        onClick={() => {
          if (usable) onChoose();
        }}
      >
        <span id={`${id}-name`} className="certificate-name">
          <Icon name={icon} /> {certificate.subject}
        </span>
        <span id={`${id}-text`} className="certificate-text">
          <CertificateLines {...choice} />
        </span>
      </button>
    </li>
  );
}

function CertificateLines({ certificate, faults, chosen, usable }: CertificateChoice): ReactElement {
  const texts = useCertificateTexts();
  const { root, issuer, purposes, notBefore, notAfter, hasPrivateKey } = certificate;
  const words = purposes.length === 0 ? [texts.noPurpose] : purposes.map((purpose) => texts.purposes[purpose]);
  const lines = [
    root === null ? texts.noChain(issuer) : texts.authority(root),
    texts.purpose(words),
    `${texts.valid(texts.date(notBefore), texts.date(notAfter))}. ${hasPrivateKey ? texts.keyHere : texts.keyless}.`,
  ];
  return (
    <>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {faults.length > 0 && (
        <span className={usable ? 'certificate-mind' : 'certificate-fault'}>
          {texts.because(
            usable,
            faults.map((fault) => texts.faults[fault]),
          )}
        </span>
      )}
      {chosen && usable && <span className="certificate-chosen">{texts.chosen}</span>}
    </>
  );
}
