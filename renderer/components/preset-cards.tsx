import { type ReactElement, useId, useMemo } from 'react';
import { peersExcludedBy } from '#negotiation/preset-peers';
import type { KeyExchange } from '#policy/model';
import { type Protection, protections } from '#policy/presets';
import { useTexts } from '../i18n/texts-context';
import { Icon } from './icon';

const marks: Readonly<Record<Protection, 'mind' | 'good'>> = {
  article: 'mind',
  recommended: 'good',
  transition: 'mind',
};

interface PresetCardsProps {
  readonly chosen: Protection | 'own';
  readonly keyModule: KeyExchange['keyModule'];
  readonly onChoose: (protection: Protection) => void;
}

/** The presets as cards, of which one is chosen; a policy that is none of them has a card of its own. */
export function PresetCards({ chosen, keyModule, onChoose }: PresetCardsProps): ReactElement {
  const { protection: texts } = useTexts();
  const group = useId();
  return (
    <fieldset className="cards">
      <legend>{texts.presetsLabel}</legend>
      {[...protections, ...(chosen === 'own' ? (['own'] as const) : [])].map((id) => (
        <label key={id} className="card">
          <input
            type="radio"
            name={group}
            checked={chosen === id}
            aria-labelledby={`${group}-${id}-name`}
            aria-describedby={`${group}-${id}-text`}
            onChange={() => {
              if (id !== 'own') onChoose(id);
            }}
          />
          <span id={`${group}-${id}-name`} className="card-title">
            {texts.presets[id].name}
          </span>
          <span id={`${group}-${id}-text`} className="card-text">
            {texts.presets[id].text}
            <span className={`card-mark ${id === 'own' ? 'mind' : marks[id]}`}>
              <Icon name={id === 'recommended' ? 'note' : 'warning'} /> {texts.presets[id].mark}
            </span>
            {id !== 'own' && <ExcludedPeers protection={id} keyModule={keyModule} />}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Whom a preset cannot meet, as the model of negotiations finds; every preset excludes somebody. */
function ExcludedPeers({
  protection,
  keyModule,
}: Pick<PresetCardsProps, 'keyModule'> & { readonly protection: Protection }): ReactElement | null {
  const { protection: texts } = useTexts();
  const excluded = useMemo(() => peersExcludedBy(protection, { keyModule }), [protection, keyModule]);
  if (excluded.length === 0) return null;
  return <span className="card-text">{texts.presetExcludes(excluded)}</span>;
}
