import { Button, Checkbox } from '@fluentui/react-components';
import { type ChangeEvent, type ReactElement, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { appError } from '#contract/app-error';
import type { Rollout } from '#contract/stick';
import { parsePolicy } from '#policy/parse';
import { ErrorNotice } from '../components/error-notice';
import { Notice } from '../components/notice';
import { Page } from '../components/page';
import { LedgerProblems, RolloutTable } from '../components/rollout-table';
import { RolloutGate } from '../components/rollout-gate';
import { RolloutSticks } from '../components/rollout-sticks';
import { SecretEntry } from '../components/secret-entry';
import { Waiting } from '../components/waiting';
import { useStickTexts } from '../i18n/stick-texts';
import { overviewOf } from '../stores/computer-store';
import { createRolloutStore } from '../stores/rollout-store';
import { useStores } from '../stores/stores-context';
import '../styles/stick.css';

const mostListBytes = 1024 * 1024;

/** What the sticks bring back: who is done, who is missing, and whether the server can refuse clear text. */
export function RolloutPage(): ReactElement {
  const { rollout: texts } = useStickTexts();
  const stores = useStores();
  const store = stores.made(createRolloutStore);
  const { rollout, reading, problem, sticks } = useStore(store.state);
  const simulated = useStore(stores.computer.state, (state) => overviewOf(state)?.host === 'simulated');
  useEffect(() => {
    void store.look();
  }, [store]);
  useEffect(() => {
    // Where nothing is real, everything is a demonstration, and it says so.
    if (simulated) void store.setDemo(true);
  }, [store, simulated]);
  return (
    <Page title={texts.title} lead={texts.lead}>
      <RolloutSticks />
      <List />
      {sticks.length > 0 && rollout === null && !reading && <Passphrase />}
      {reading && rollout === null && <Waiting label={texts.reading} />}
      {problem !== null && <ErrorNotice error={problem} />}
      {rollout !== null && <Result rollout={rollout} />}
    </Page>
  );
}

function Passphrase(): ReactElement {
  const { rollout: texts, settings } = useStickTexts();
  const store = useStores().made(createRolloutStore);
  return (
    <SecretEntry
      label={texts.passphrase}
      deed={texts.read}
      show={settings.show}
      hide={settings.hide}
      primary
      onSend={(text) => void store.read(text)}
    />
  );
}

function List(): ReactElement {
  const { rollout: texts } = useStickTexts();
  const store = useStores().made(createRolloutStore);
  const list = useStore(store.state, (state) => state.list);
  const input = useRef<HTMLInputElement>(null);
  const chosen = ({ currentTarget }: ChangeEvent<HTMLInputElement>): void => {
    const file = currentTarget.files?.[0];
    if (file !== undefined) void read(file);
    // So that the same file, written anew, can be chosen again.
    currentTarget.value = '';
  };
  const read = async (file: File): Promise<void> => {
    if (file.size > mostListBytes) {
      const problem = appError('list-unusable', { file: file.name, problem: 'it is larger than 1 MB' });
      store.state.setState({ problem });
    } else await store.takeList({ name: file.name, text: await file.text() });
  };
  return (
    <section aria-labelledby="rollout-list">
      <h2 id="rollout-list">{texts.list}</h2>
      <p>{list === null ? texts.listText : texts.listed(list.name)}</p>
      <div className="buttons">
        <input ref={input} type="file" hidden accept=".csv,.txt" aria-label={texts.list} onChange={chosen} />
        <Button onClick={() => input.current?.click()}>{texts.chooseList}</Button>
        {list !== null && <Button onClick={() => void store.takeList(null)}>{texts.forgetList}</Button>}
      </div>
    </section>
  );
}

function Result({ rollout }: { readonly rollout: Rollout }): ReactElement {
  return (
    <>
      <Demo rollout={rollout} />
      <Gate rollout={rollout} />
      <LedgerProblems rollout={rollout} />
      <RolloutTable rollout={rollout} />
    </>
  );
}

function Demo({ rollout }: { readonly rollout: Rollout }): ReactElement | null {
  const { rollout: texts } = useStickTexts();
  const store = useStores().made(createRolloutStore);
  const wanted = useStore(store.state, ({ demo }) => demo);
  if (rollout.simulatedLines === 0 && !rollout.demo) return null;
  return (
    <Notice tone="mind" title={rollout.demo ? texts.demoMark : texts.simulatedTitle}>
      {!rollout.demo && <p>{texts.simulated(rollout.simulatedLines)}</p>}
      <Checkbox
        label={texts.demo}
        checked={wanted}
        onChange={(_, { checked }) => void store.setDemo(checked === true)}
      />
    </Notice>
  );
}

function Gate({ rollout }: { readonly rollout: Rollout }): ReactElement {
  const overview = useStore(useStores().computer.state, overviewOf);
  const own = overview?.policies.find(({ role, policyId }) => role === 'server' && policyId === rollout.policyId);
  const parsed = parsePolicy(own?.policy);
  return <RolloutGate rollout={rollout} server={parsed.ok ? parsed.value : undefined} />;
}
