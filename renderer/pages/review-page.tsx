import { Button } from '@fluentui/react-components';
import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Preview } from '#contract/ipc';
import type { IpSecurityPolicy } from '#policy/model';
import { AllowRulesConsent } from '../components/allow-rules-consent';
import { ConsentPart } from '../components/consent-part';
import { CopyButton } from '../components/copy-button';
import { ElevationNotice } from '../components/elevation-notice';
import { ErrorNotice } from '../components/error-notice';
import { FromStick } from '../components/from-stick';
import { Icon } from '../components/icon';
import { Headline, Risks } from '../components/meaning-parts';
import { Notice } from '../components/notice';
import { Page } from '../components/page';
import { PowerShellPart } from '../components/powershell-part';
import { ChangesPart, FindingsPart } from '../components/review-parts';
import { TargetNotice } from '../components/target-notice';
import { UndoAfterField } from '../components/undo-after-field';
import { Waiting } from '../components/waiting';
import { useTexts } from '../i18n/texts-context';
import { shownOf } from '../stores/review-store';
import { useStores } from '../stores/stores-context';
import { obstacles } from '../wizard/progress';
import { useEnterKey } from '../wizard/use-rule';
import { useReviewed, useSituation } from '../wizard/use-wizard';

interface PolicyProps {
  readonly policy: IpSecurityPolicy;
}

/** What will be, before anything is. */
export function ReviewPage({ policy }: PolicyProps): ReactElement {
  const { review: texts, groupPolicy } = useTexts();
  const { review } = useStores();
  const { key, target, consent } = useReviewed();
  const state = useStore(review.state);
  const shown = shownOf(state, { policy, target, key });
  const reading = target.kind === 'gpo' ? groupPolicy.review.reading(target.gpo) : texts.reading;
  useEffect(() => {
    // The computer may have changed since the page was last seen, so every visit asks anew.
    void review.review({ policy, target, key, consent }, true);
  }, [review, policy, target, key, consent]);
  return (
    <Page title={texts.title} lead={texts.lead}>
      <FromStick policy={policy} />
      <Headline policy={policy} />
      <Obstacles />
      {target.kind === 'gpo' ? <TargetNotice gpo={target.gpo} /> : <UndoAfterField />}
      <Risks policy={policy} />
      {state.kind === 'reading' && <Waiting label={reading} />}
      {state.kind === 'refused' && <ErrorNotice error={state.error} />}
      {shown !== undefined && <Parts policy={policy} preview={shown} />}
      <div className="buttons">
        <Button
          icon={<Icon name="refresh" />}
          onClick={() => void review.review({ policy, target, key, consent }, true)}
        >
          {texts.again}
        </Button>
        <Compare policy={policy} />
      </div>
    </Page>
  );
}

// Opened by few, and it brings Fluent's drawer along.
const CompareSheet = lazy(async () => ({ default: (await import('../components/compare-sheet')).CompareSheet }));

function Compare({ policy }: PolicyProps): ReactElement {
  const { comparison: texts } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={<Icon name="compare" />}
        onClick={() => {
          setOpen(true);
        }}
      >
        {texts.open}
      </Button>
      <Suspense fallback={null}>
        {open && (
          <CompareSheet
            policy={policy}
            onClose={() => {
              setOpen(false);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

function Parts({ policy, preview }: PolicyProps & { readonly preview: Preview }): ReactElement {
  const { review: texts, frame } = useTexts();
  return (
    <>
      <ConsentPart findings={preview.findings} />
      <AllowRulesConsent findings={preview.findings} />
      <FindingsPart findings={preview.findings} />
      <ChangesPart preview={preview} />
      <PowerShellPart policy={policy} preview={preview} />
      <dl className="fingerprint">
        <dt>{texts.fingerprint}</dt>
        <dd>
          <code>{preview.fingerprint}</code>
          <CopyButton label={frame.copy} text={() => preview.fingerprint} />
        </dd>
        <dd className="hint">{texts.fingerprintHint}</dd>
      </dl>
    </>
  );
}

/** Why the policy cannot be assigned yet, with the way to the page where that is mended. */
function Obstacles(): ReactElement | null {
  const { review: texts, frame } = useTexts();
  const { place } = useStores();
  const enterKey = useEnterKey();
  const found = obstacles(useSituation()).filter((obstacle) => obstacle !== 'not-checked');
  if (found.length === 0) return null;
  return (
    <>
      {found.includes('preflight') && <ElevationNotice />}
      <Notice tone="mind" title={texts.notYet}>
        {found.map((obstacle) => (
          <p key={obstacle}>{frame.obstacle[obstacle]}</p>
        ))}
        {found.includes('unfinished') && <Button onClick={place.goRecover}>{texts.remedies.recover}</Button>}
        {found.includes('key-missing') && (
          <Button onClick={enterKey}>{texts.show(frame.steps['security-rule'])}</Button>
        )}
      </Notice>
    </>
  );
}
