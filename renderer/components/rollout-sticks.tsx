import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { useStickTexts } from '../i18n/stick-texts';
import { createRolloutStore } from '../stores/rollout-store';
import { useStores } from '../stores/stores-context';
import { Icon } from './icon';
import { Notice } from './notice';
import { useSentences } from '../i18n/sentences';

/** The sticks whose ledgers are read together. */
export function RolloutSticks(): ReactElement {
  const { rollout: texts, sticks: words } = useStickTexts();
  const store = useStores().made(createRolloutStore);
  const { drives, noDrives, sticks } = useStore(store.state);
  const others = drives.filter(({ path }) => !sticks.some((stick) => stick.path === path));
  return (
    <section aria-labelledby="rollout-sticks">
      <h2 id="rollout-sticks">{texts.sticks}</h2>
      <p>{texts.sticksText}</p>
      {noDrives !== null && <p>{words.notListed(noDrives)}</p>}
      {sticks.length > 0 && (
        <ul className="object-names">
          {sticks.map((stick) => (
            <li key={stick.path} className="path">
              {words.name(stick)}{' '}
              <Button
                size="small"
                aria-label={texts.remove(words.name(stick))}
                icon={<Icon name="remove" />}
                onClick={() => void store.remove(stick)}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        {others.map((stick) => (
          <Button key={stick.path} onClick={() => void store.add(stick)}>
            {texts.add(words.name(stick))}
          </Button>
        ))}
        <Button onClick={() => void store.chooseFolder()}>{words.folder}</Button>
        <Button icon={<Icon name="refresh" />} onClick={() => void store.look()}>
          {words.again}
        </Button>
      </div>
      <Merge />
    </section>
  );
}

function Merge(): ReactElement | null {
  const { rollout: texts } = useStickTexts();
  const { error } = useSentences();
  const store = useStores().made(createRolloutStore);
  const { sticks, rollout, merged } = useStore(store.state);
  if (sticks.length < 2 || rollout === null) return null;
  return (
    <>
      <Button onClick={() => void store.merge()}>{texts.merge}</Button>
      {merged !== null && (
        <Notice tone={merged.some((one) => one.error !== null) ? 'bad' : 'good'} live>
          {merged.map(({ path, entries, error: problem }) => (
            <p key={path} className="path">
              {problem === null ? texts.merged(path, entries) : Object.values(error(problem)).join(' ')}
            </p>
          ))}
        </Notice>
      )}
    </>
  );
}
