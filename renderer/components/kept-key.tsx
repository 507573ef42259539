import { Button } from '@fluentui/react-components';
import { type ReactElement, useEffect, useRef } from 'react';
import type { KeyAppraisal } from '#contract/ipc';
import { useTexts } from '../i18n/texts-context';
import { FindingLines } from './finding-list';
import { Icon } from './icon';

interface KeptKeyProps {
  readonly appraisal: KeyAppraisal;
  readonly onReplace: () => void;
}

/** What is told of a kept key: that it is there, how strong it is, and words to compare it by. Never the key. */
export function KeptKey({ appraisal, onReplace }: KeptKeyProps): ReactElement {
  const { key: texts } = useTexts().rule;
  // Below that, check words would help to guess the key, so there are none.
  const weak = appraisal.checkWords === null;
  const replace = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The field that had the focus has just gone: who works with the keyboard goes on here.
    if (document.activeElement === document.body) replace.current?.focus();
  }, []);
  return (
    <>
      <div role="status" className="kept">
        <p className="notice-title">
          <Icon name="key" /> {texts.kept}
        </p>
        <p className={weak ? 'card-mark mind' : undefined}>
          {weak && <Icon name="warning" />} {texts.strength(appraisal.bits)}
        </p>
        {weak ? (
          <p className="hint">{texts.noCheckWords}</p>
        ) : (
          <dl className="check-words">
            <dt>{texts.checkWords}</dt>
            <dd>{appraisal.checkWords.join(' - ')}</dd>
          </dl>
        )}
      </div>
      {!weak && <p className="hint">{texts.checkWordsHint}</p>}
      <FindingLines findings={appraisal.findings} />
      <Button
        ref={(button: HTMLButtonElement | null) => {
          replace.current = button;
        }}
        onClick={onReplace}
      >
        {texts.replace}
      </Button>
    </>
  );
}
