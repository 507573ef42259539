import { type ReactElement, useId, useMemo } from 'react';
import { peersExcludedBy } from '#negotiation/preset-peers';
import type { KeyExchange } from '#policy/model';
import { presetAdaptation, type PresetSurroundings, type Protection, protections } from '#policy/presets';
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
  /** Of the Windows that the policy is for; undefined where it is not known. */
  readonly build: number | undefined;
  readonly onChoose: (protection: Protection) => void;
}

/** The presets as cards, of which one is chosen; a policy that is none of them has a card of its own. */
export function PresetCards({ chosen, keyModule, build, onChoose }: PresetCardsProps): ReactElement {
  const { protection: texts } = useTexts();
  const group = useId();
  const surroundings = useMemo(() => ({ keyModule, ...(build === undefined ? {} : { build }) }), [keyModule, build]);
  return (
    <fieldset className="cards">
      <legend>{texts.presetsLabel}</legend>
      {[...protections, ...(chosen === 'own' ? (['own'] as const) : [])].map((id) => (
        <label key={id} className="card">
          <input
            type="radio"
            name={group}
            checked={chosen === id}
            disabled={id !== 'own' && presetAdaptation(id, surroundings).isEmpty}
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
            {id !== 'own' && <Adapted protection={id} surroundings={surroundings} />}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface AdaptedProps {
  readonly protection: Protection;
  readonly surroundings: PresetSurroundings;
}

/** What became of a preset on this Windows and over this key module, and whom it cannot meet. */
function Adapted({ protection, surroundings }: AdaptedProps): ReactElement {
  const { protection: texts } = useTexts();
  const { leftOut, isEmpty, byKeyModule } = presetAdaptation(protection, surroundings);
  const { build } = surroundings;
  if (isEmpty && build !== undefined) {
    return (
      <span className="card-mark mind">
        <Icon name="warning" /> {texts.presetEmpty(build)}
      </span>
    );
  }
  return (
    <>
      {byKeyModule && <span className="card-text">{texts.presetOverIkev2} </span>}
      {leftOut.length > 0 && build !== undefined && (
        <span className="card-text">{texts.presetLeavesOut(build, leftOut)} </span>
      )}
      <ExcludedPeers protection={protection} surroundings={surroundings} />
    </>
  );
}

/** Whom a preset cannot meet, as the model of negotiations finds; every preset excludes somebody. */
function ExcludedPeers({ protection, surroundings }: AdaptedProps): ReactElement | null {
  const { protection: texts } = useTexts();
  const excluded = useMemo(() => peersExcludedBy(protection, surroundings), [protection, surroundings]);
  if (excluded.length === 0) return null;
  return <span className="card-text">{texts.presetExcludes(excluded)}</span>;
}
