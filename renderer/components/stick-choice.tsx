import { Button } from '@fluentui/react-components';
import { type ReactElement, useId } from 'react';
import type { StickFound } from '#contract/stick';
import { useStickTexts } from '../i18n/stick-texts';
import { Icon } from './icon';

interface StickChoiceProps {
  readonly sticks: readonly StickFound[];
  readonly chosen: StickFound | null;
  readonly looking: boolean;
  readonly noDrives: string | null;
  readonly onChoose: (stick: StickFound) => void;
  readonly onFolder: () => void;
  readonly onLook: () => void;
}

/** Removable drives, and any folder on demand. */
export function StickChoice(props: StickChoiceProps): ReactElement {
  const { sticks, chosen, looking, noDrives, onChoose, onFolder, onLook } = props;
  const { sticks: texts } = useStickTexts();
  const isElsewhere = chosen !== null && !sticks.some(({ path }) => path === chosen.path);
  const shown = isElsewhere ? [...sticks, chosen] : sticks;
  return (
    <>
      {looking && sticks.length === 0 && <p role="status">{texts.looking}</p>}
      {noDrives !== null && <p>{texts.notListed(noDrives)}</p>}
      {!looking && noDrives === null && sticks.length === 0 && <p>{texts.none}</p>}
      <Choices sticks={shown} chosen={chosen} onChoose={onChoose} />
      <div className="buttons">
        <Button onClick={onFolder}>{texts.folder}</Button>
        <Button icon={<Icon name="refresh" />} onClick={onLook}>
          {texts.again}
        </Button>
      </div>
    </>
  );
}

function Choices({
  sticks,
  chosen,
  onChoose,
}: Pick<StickChoiceProps, 'sticks' | 'chosen' | 'onChoose'>): ReactElement | null {
  const { sticks: texts, kit } = useStickTexts();
  const name = useId();
  if (sticks.length === 0) return null;
  return (
    <fieldset className="stick-list" aria-label={kit.stick}>
      {sticks.map((stick) => (
        <label key={stick.path} className="card">
          <input
            type="radio"
            name={name}
            checked={chosen?.path === stick.path}
            onChange={() => {
              onChoose(stick);
            }}
          />
          <span className="path">
            {texts.name(stick)}
            <span className="hint">
              {' '}
              {texts.free(stick)}
              {stick.writeProtected && `, ${texts.protected}`}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
