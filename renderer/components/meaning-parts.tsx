import type { ReactElement } from 'react';
import type { IpSecurityPolicy } from '#policy/model';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { meaningOfPolicy } from '../stores/meaning-store';
import { useMeaning } from '../wizard/use-meaning';
import { RisksPart } from './risks-part';
import { Waiting } from './waiting';

interface PolicyProps {
  readonly policy: IpSecurityPolicy;
}

/** The one sentence on top of Review: of exactly this policy, or none. */
export function Headline({ policy }: PolicyProps): ReactElement | null {
  const { picture } = useTexts();
  const { negotiation } = useSentences();
  const state = useMeaning(policy);
  const meaning = meaningOfPolicy(state, policy);
  if (meaning !== undefined) return <p className="headline">{negotiation.headline(meaning.headline)}</p>;
  return state.kind === 'judging' ? <Waiting label={picture.judging} /> : null;
}

/** What protects against what, once it is known. */
export function Risks({ policy }: PolicyProps): ReactElement | null {
  const meaning = meaningOfPolicy(useMeaning(policy), policy);
  return meaning === undefined ? null : <RisksPart meaning={meaning} />;
}
