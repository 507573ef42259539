import { Button } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { Preview } from '#contract/ipc';
import { standAloneScript } from '#compiler/script';
import type { IpSecurityPolicy } from '#policy/model';
import { usesKey } from '#policy/uses-key';
import { useStores } from '../stores/stores-context';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { useReviewed, useTarget } from '../wizard/use-wizard';
import { CopyButton } from './copy-button';
import { Folded } from './folded';
import { Icon } from './icon';
import { PowerShellListing } from './powershell-listing';

const comment = (text: string): string => `# ${text.replaceAll(/[\r\n]+/gu, ' ')}`;

/** Each call under its reason, as it will run; the key is masked by the main process already. */
const listingOf = ({ steps, retire }: Preview, retireTitle: string): readonly string[] => [
  ...steps.flatMap(({ because, powershell }) => [comment(because), powershell, '']),
  ...(retire.length === 0 ? [] : [comment(retireTitle), ...retire]),
];

interface PowerShellPartProps {
  readonly policy: IpSecurityPolicy;
  readonly preview: Preview;
}

/** The calls of the plan to read and to copy, and the same policy as a script that stands alone. */
export function PowerShellPart({ policy, preview }: PowerShellPartProps): ReactElement {
  const texts = useTexts();
  const sentencesOf = useSentences();
  const { powershell: words } = texts.review;
  const stores = useStores();
  const target = useTarget();
  const { consent } = useReviewed();
  const [said, setSaid] = useState('');
  const withKey = usesKey(policy);
  const lines = listingOf(preview, words.retire);
  const save = async (): Promise<void> => {
    const saved = await stores.texts.save(words.fileName(policy.id, policy.role), standAloneScript(policy, target));
    if (!saved.ok) setSaid(sentencesOf.error(saved.error).happened);
    else setSaid(saved.value === null ? '' : texts.frame.saved(saved.value.file));
  };
  return (
    <Folded title={words.title} verdict={words.verdict(preview.steps.length, withKey)}>
      {lines.length > 0 && <PowerShellListing label={words.listing} lines={lines} />}
      <div className="buttons">
        {lines.length > 0 && <CopyButton label={words.copy} text={() => lines.join('\n')} />}
        <Button icon={<Icon name="down" />} onClick={() => void save()}>
          {words.saveScript}
        </Button>
        <span role="status">{said}</span>
      </div>
      <p className="hint">{words.saveScriptHint(withKey)}</p>
      {(consent.allowRules || consent.assignedPolicy) && <p className="hint">{words.notInScript}</p>}
    </Folded>
  );
}
