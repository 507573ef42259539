import { Button } from '@fluentui/react-components';
import { type ReactElement, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useStickTexts } from '../i18n/stick-texts';
import { createKitStore } from '../stores/kit-store';
import { useStores } from '../stores/stores-context';
import { ErrorNotice } from './error-notice';
import { Icon } from './icon';
import { SecretInput, taken } from './secret-entry';

/** The passphrase of the stick: entered twice, sent once, then only its strength is known here. */
export function KitPassphrase(): ReactElement {
  const { kit: texts } = useStickTexts();
  const kit = useStores().made(createKitStore);
  const kept = useStore(kit.state, ({ passphrase }) => passphrase);
  const weak = kept !== null && texts.isWeak(kept.bits);
  return (
    <section aria-labelledby="kit-passphrase">
      <h2 id="kit-passphrase">{texts.passphrase}</h2>
      {kept === null ? (
        <Entry />
      ) : (
        <>
          <p role="status" className={weak ? 'card-mark mind' : undefined}>
            {weak && <Icon name="warning" />} {texts.kept(kept.bits)}
          </p>
          <Button onClick={kit.forgetPassphrase}>{texts.replace}</Button>
        </>
      )}
    </section>
  );
}

function Entry(): ReactElement {
  const { kit: texts, settings } = useStickTexts();
  const kit = useStores().made(createKitStore);
  const problem = useStore(kit.state, ({ passphraseProblem }) => passphraseProblem);
  const [first, second] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const [shown, setShown] = useState(false);
  const send = (): void => {
    void kit.keepPassphrase(taken(first), taken(second));
  };
  return (
    <>
      <p>{texts.passphraseText}</p>
      <div className="columns">
        <SecretInput label={texts.first} shown={shown} inputRef={first} onEnter={() => second.current?.focus()} />
        <SecretInput label={texts.second} shown={shown} inputRef={second} onEnter={send} />
      </div>
      <div className="buttons">
        <Button onClick={send}>{texts.take}</Button>
        <Button
          appearance="subtle"
          aria-pressed={shown}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {shown ? settings.hide : settings.show}
        </Button>
      </div>
      {problem !== null && <ErrorNotice error={problem} />}
    </>
  );
}
