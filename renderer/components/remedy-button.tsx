import { Button } from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { AppError } from '#contract/app-error';
import type { Finding } from '#contract/finding';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { remedyOf } from '../wizard/remedies';
import { useEnterKey, useShowFinding } from '../wizard/use-rule';
import { usePolicy, useReviewed } from '../wizard/use-wizard';
import { ErrorNotice } from './error-notice';

/** The remedy of a finding as a button, where the program can do it. */
export function RemedyButton({ finding }: { readonly finding: Finding }): ReactElement | null {
  const { review, frame } = useTexts();
  const { remedies: texts } = review;
  const { computer } = useStores();
  const canElevate = useStore(computer.state, (state) => overviewOf(state)?.canElevate === true);
  const again = useReviewAgain();
  const show = useShowFinding();
  const enterKey = useEnterKey();
  const remedy = remedyOf(finding, canElevate);
  switch (remedy?.kind) {
    case undefined:
      return null;
    case 'restart':
      return <RestartButton />;
    case 'wait':
      return <WaitButton count={remedy.count} />;
    case 'enter-key':
      return <GoButton label={texts.enterKey} go={enterKey} />;
    case 'page':
      return <GoButton label={texts.show(frame.steps[remedy.step])} go={() => { show(finding); }} />; // prettier-ignore
    case 'again':
      return <GoButton label={texts.again} go={again.loudly} />;
  }
}

const GoButton = ({ label, go }: { readonly label: string; readonly go: () => void }): ReactElement => (
  <Button size="small" onClick={go}>
    {label}
  </Button>
);

/** The check of the draft once more: with a new page, or behind the one that stands. */
function useReviewAgain(): { readonly loudly: () => void; readonly quietly: () => Promise<void> } {
  const { review } = useStores();
  const policy = usePolicy();
  const { key, target, consent } = useReviewed();
  return {
    loudly: () => {
      if (policy !== null) void review.review({ policy, target, key, consent }, true);
    },
    quietly: async () => {
      if (policy !== null) await review.reviewQuietly({ policy, target, key, consent });
    },
  };
}

function RestartButton(): ReactElement {
  const { remedies: texts } = useTexts().review;
  const { computer } = useStores();
  const [problem, setProblem] = useState<AppError>();
  const restart = async (): Promise<void> => {
    setProblem(await computer.restartAsAdministrator());
  };
  return (
    <>
      <GoButton label={texts.restart} go={() => void restart()} />
      {problem !== undefined && <ErrorNotice error={problem} />}
    </>
  );
}

const lookEveryMs = 4_000;

/** Looks every few seconds for as long as the finding stands; it goes away with the finding. */
function WaitButton({ count }: { readonly count: number }): ReactElement {
  const { remedies: texts } = useTexts().review;
  const { quietly } = useReviewAgain();
  const [waiting, setWaiting] = useState(false);
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => {
      void quietly().then(() => {
        setLooks(looks + 1);
      });
    }, lookEveryMs);
    return () => {
      clearTimeout(timer);
    };
    // Each look is followed by the next one; what it asks for is what is shown.
  }, [waiting, looks, quietly]);
  return (
    <span className="with-word">
      <GoButton
        label={waiting ? texts.stopWaiting : texts.wait}
        go={() => {
          setWaiting(!waiting);
        }}
      />
      <span role="status">{waiting ? texts.waiting(count) : ''}</span>
    </span>
  );
}
