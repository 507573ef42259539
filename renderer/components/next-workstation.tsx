import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { ChangeEnd } from '#contract/ipc';
import type { IpSecurityPolicy } from '#policy/model';
import { useStickTexts } from '../i18n/stick-texts';
import { useStores } from '../stores/stores-context';
import { Notice } from './notice';

interface NextWorkstationProps {
  readonly end: ChangeEnd;
  readonly policy: IpSecurityPolicy;
}

/** On Outcome: what became of the line in the ledger, and the end of the work at this computer. */
export function NextWorkstation({ end, policy }: NextWorkstationProps): ReactElement | null {
  const texts = useStickTexts();
  const { change, draft, key, place, settings } = useStores();
  const open = useStore(settings.state, ({ kind }) => kind === 'open');
  const line = end.ledger === undefined ? undefined : texts.ledger(end.ledger);
  if (line === undefined && !open) return null;
  const done = (): void => {
    draft.discard();
    key.forget();
    settings.close();
    change.forget();
    place.go('start');
  };
  return (
    <>
      {line !== undefined && (
        <Notice tone={line.tone}>
          <p>{line.text}</p>
        </Notice>
      )}
      {open && policy.role === 'workstation' && (
        <section className="stick-card" aria-labelledby="next-workstation">
          <h2 id="next-workstation">{texts.next.title}</h2>
          <p>{texts.next.text}</p>
          <Button appearance="primary" onClick={done}>
            {texts.next.deed}
          </Button>
        </section>
      )}
    </>
  );
}
