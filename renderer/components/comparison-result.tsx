import type { ReactElement } from 'react';
import type { Mismatch, MismatchEffect } from '#negotiation/mismatches';
import type { Outcome } from '#negotiation/outcome';
import type { IpSecurityPolicy } from '#policy/model';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import type { ComparisonState } from '../stores/comparison-store';
import { Icon, type IconName } from './icon';
import { Notice, ThreeSentences, type Tone } from './notice';

type Compared = Extract<ComparisonState, { readonly kind: 'compared' }>;

interface ComparisonResultProps {
  readonly policy: IpSecurityPolicy;
  readonly compared: Compared;
}

/** What happens between the two, and every difference with what it does. */
export function ComparisonResult({ policy, compared }: ComparisonResultProps): ReactElement {
  const { comparison: texts } = useTexts();
  const { comparison, file, role } = compared;
  const { outcome, otherwise, keys, mismatches } = comparison;
  return (
    <section className="compared" aria-label={texts.result}>
      <p className="hint">{texts.who(policy.role, role, file)}</p>
      <OutcomeNotice outcome={outcome} />
      {otherwise.length > 0 && <p>{texts.otherwise}</p>}
      {otherwise.map((other) => (
        <OutcomeNotice key={JSON.stringify(other)} outcome={other} />
      ))}
      <p>
        {texts.keys[keys]} {texts.aloud}
      </p>
      <h3>{texts.mismatches}</h3>
      {mismatches.length === 0 ? <p>{texts.none}</p> : <Mismatches mismatches={mismatches} />}
    </section>
  );
}

const tones: Readonly<Record<Outcome['kind'], Tone>> = { secured: 'good', refused: 'mind', 'clear-text': 'bad' };

function OutcomeNotice({ outcome }: { readonly outcome: Outcome }): ReactElement {
  const { comparison: texts } = useTexts();
  const { negotiation } = useSentences();
  const { happened, stateNow, whatNext } = negotiation.outcome(outcome);
  return (
    <Notice tone={tones[outcome.kind]} title={texts.outcomes[outcome.kind]}>
      <p>{happened}</p>
      <p>{stateNow}</p>
      <p>{whatNext}</p>
    </Notice>
  );
}

const marks: Readonly<Record<MismatchEffect, readonly [IconName, string]>> = {
  decides: ['block', 'mark-block'],
  hidden: ['warning', 'mark-warning'],
  harmless: ['note', 'mark-note'],
  elsewhere: ['warning', 'mark-warning'],
};

function Mismatches({ mismatches }: { readonly mismatches: readonly Mismatch[] }): ReactElement {
  const { comparison: texts } = useTexts();
  const { negotiation } = useSentences();
  return (
    <ul className="mismatches">
      {mismatches.map((mismatch) => {
        const [icon, mark] = marks[mismatch.effect];
        return (
          <li key={`${mismatch.about ?? ''} ${mismatch.code}`}>
            <span className={`mark ${mark}`}>
              <Icon name={icon} />
              <span>{texts.effects[mismatch.effect]}</span>
            </span>
            <ThreeSentences sentences={negotiation.mismatch(mismatch)} />
          </li>
        );
      })}
    </ul>
  );
}
