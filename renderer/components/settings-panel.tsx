import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { AppError } from '#contract/app-error';
import type { SettingsFileFound, SettingsOpened } from '#contract/stick';
import { useStickTexts } from '../i18n/stick-texts';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { sidesIn } from '../wizard/side-for-computer';
import { takeSide } from '../wizard/take-side';
import '../styles/stick.css';
import { ErrorNotice } from './error-notice';
import { Icon } from './icon';
import { SecretEntry } from './secret-entry';
import { Waiting } from './waiting';

/** A settings file from where it is found until the wizard is filled in with it. */
export function SettingsPanel(): ReactElement {
  const { settings: texts } = useStickTexts();
  const state = useStore(useStores().settings.state);
  const beside = state.kind !== 'none' && state.file.foundBeside;
  return (
    <section className="stick-card" aria-labelledby="settings-title">
      <h2 id="settings-title">
        <Icon name="key" /> {beside ? texts.titleBeside : texts.title}
      </h2>
      {state.kind === 'none' && state.problem !== null && <NotTaken problem={state.problem} />}
      {state.kind !== 'none' && <p>{texts.where(state.file.name, state.file.folder)}</p>}
      {state.kind === 'found' && <ToOpen file={state.file} problem={state.problem} />}
      {state.kind === 'opening' && <Waiting label={texts.opening} />}
      {state.kind === 'open' && <Opened opened={state.opened} />}
    </section>
  );
}

function NotTaken({ problem }: { readonly problem: AppError }): ReactElement {
  const { settings: texts } = useStickTexts();
  const { settings } = useStores();
  return (
    <ErrorNotice error={problem}>
      <Button onClick={() => void settings.choose()}>{texts.other}</Button>
      <Button onClick={settings.close}>{texts.aside}</Button>
    </ErrorNotice>
  );
}

interface ToOpenProps {
  readonly file: SettingsFileFound;
  readonly problem: AppError | null;
}

function ToOpen({ file, problem }: ToOpenProps): ReactElement {
  const { settings: texts } = useStickTexts();
  const stores = useStores();
  const open = async (passphrase: string | null): Promise<void> => {
    const opened = await stores.settings.open(passphrase);
    if (opened !== undefined) takeSide(opened, stores);
  };
  return (
    <>
      <p>{file.sealed ? texts.sealed : texts.plain}</p>
      {file.sealed ? (
        <SecretEntry
          label={texts.passphrase}
          deed={texts.open}
          show={texts.show}
          hide={texts.hide}
          primary
          focused={!file.foundBeside || problem !== null}
          onSend={(text) => void open(text)}
        />
      ) : (
        <Button appearance="primary" onClick={() => void open(null)}>
          {texts.open}
        </Button>
      )}
      {problem !== null && <ErrorNotice error={problem} />}
      <div className="buttons">
        <Button onClick={() => void stores.settings.choose()}>{texts.other}</Button>
        <Button onClick={stores.settings.close}>{texts.aside}</Button>
      </div>
    </>
  );
}

function Opened({ opened }: { readonly opened: SettingsOpened }): ReactElement {
  const { settings: texts } = useStickTexts();
  const { date } = useTexts();
  const stores = useStores();
  const sides = sidesIn(opened.policies);
  const close = (): void => {
    stores.key.forget();
    stores.settings.close();
  };
  return (
    <>
      <p>
        {texts.facts(
          sides.map(({ name }) => name),
          sides.map(({ role }) => role),
        )}{' '}
        {texts.made(date(opened.createdAt))}
      </p>
      {opened.signedLater > 0 && <p>{texts.signedLater(opened.signedLater)}</p>}
      {!opened.hasLedger && <p>{texts.noLedger}</p>}
      <div className="buttons">
        <Button
          appearance="primary"
          onClick={() => {
            takeSide(opened, stores);
          }}
        >
          {texts.toReview}
        </Button>
        <Button onClick={close}>{texts.close}</Button>
      </div>
    </>
  );
}
