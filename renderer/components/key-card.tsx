import { type ReactElement, useState } from 'react';
import { useStore } from 'zustand';
import type { IpSecurityPolicy } from '#policy/model';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { Icon } from './icon';
import { KeptKey } from './kept-key';
import { KeyEntry } from './key-entry';

/** The pre-shared key: a field until it is kept, then what the vault tells of it. */
export function KeyCard({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { key: texts } = useTexts().rule;
  const { key } = useStores();
  const state = useStore(key.state);
  const [generating, setGenerating] = useState(false);
  const kept = state.kind === 'kept' && state.policyId === policy.id && !generating ? state.appraisal : undefined;
  const generate = async (): Promise<string | undefined> => {
    setGenerating(true);
    const text = await key.generate(policy.id);
    if (text === undefined) setGenerating(false);
    return text;
  };
  return (
    <>
      <p className="card-mark mind">
        <Icon name="warning" /> {texts.forTests}
      </p>
      {state.kind === 'kept' && state.policyId !== policy.id && <p role="status">{texts.otherPolicy}</p>}
      {kept === undefined ? (
        <KeyEntry
          refusal={state.kind === 'refused' ? state.error : undefined}
          sending={state.kind === 'sending'}
          onKeep={(text) => void key.keep(text, policy.id)}
          onGenerate={generate}
          onWrittenDown={() => {
            setGenerating(false);
          }}
        />
      ) : (
        <KeptKey appraisal={kept} onReplace={key.forget} />
      )}
    </>
  );
}
