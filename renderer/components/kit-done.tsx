import { Button } from '@fluentui/react-components';
import { type ReactElement, useEffect, useRef } from 'react';
import type { KitWritten } from '#contract/stick';
import { useStickTexts } from '../i18n/stick-texts';
import { useStores } from '../stores/stores-context';
import { Notice } from './notice';

interface KitDoneProps {
  readonly written: KitWritten;
  readonly onAnother: () => void;
}

/** What is on the stick, and what to do with it. */
export function KitDone({ written, onAnother }: KitDoneProps): ReactElement {
  const { kit: texts, size } = useStickTexts();
  const { place } = useStores();
  const another = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that was pressed is gone: who works with the keyboard goes on here.
    if (document.activeElement === document.body) another.current?.focus();
  }, []);
  return (
    <>
      <Notice tone="good" title={texts.doneTitle(written.folder)} live>
        <p>
          {texts.doneText(written.files.length)} {written.keyInside ? texts.keyInside : texts.noKey}
        </p>
        <p>{written.withProgram ? texts.withProgram : texts.scriptOnly}</p>
        {written.removed.length > 0 && <p>{texts.formerRemoved(written.removed)}</p>}
        {written.ledger === 'continues' && <p>{texts.continues}</p>}
      </Notice>
      {written.ledger === 'other' && (
        <Notice tone="mind">
          <p>{written.ledgerSetAside === null ? texts.otherLedger : texts.setAside(written.ledgerSetAside)}</p>
        </Notice>
      )}
      {written.kept.length > 0 && (
        <Notice tone="mind">
          <p>{texts.formerKept(written.kept)}</p>
        </Notice>
      )}
      <section aria-labelledby="kit-at">
        <h2 id="kit-at">{texts.at}</h2>
        <ol className="kit-steps">
          {texts.steps(written.withProgram).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <details className="more">
        <summary>{texts.files}</summary>
        <ul className="kit-files">
          {written.files.map(({ path, size: bytes, sha256 }) => (
            <li key={path} className="path">
              {path}, {size(bytes)}, {sha256}
            </li>
          ))}
        </ul>
      </details>
      <div className="buttons">
        <Button
          ref={(button: HTMLButtonElement | null) => {
            another.current = button;
          }}
          onClick={onAnother}
        >
          {texts.another}
        </Button>
        <Button onClick={place.goRollout}>{texts.rollout}</Button>
      </div>
    </>
  );
}
