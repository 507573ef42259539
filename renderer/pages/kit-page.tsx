import { Button } from '@fluentui/react-components';
import { type ReactElement, useEffect } from 'react';
import { useStore } from 'zustand';
import type { IpSecurityPolicy } from '#policy/model';
import { parsePolicy } from '#policy/parse';
import { isOnRequest } from '#policy/on-request';
import { usesKey } from '#policy/uses-key';
import { ErrorNotice } from '../components/error-notice';
import { KitDone } from '../components/kit-done';
import { KitPassphrase } from '../components/kit-passphrase';
import { KitPlanned } from '../components/kit-planned';
import { Notice } from '../components/notice';
import { Page } from '../components/page';
import { SecretEntry } from '../components/secret-entry';
import { StickChoice } from '../components/stick-choice';
import { Waiting } from '../components/waiting';
import { useStickTexts } from '../i18n/stick-texts';
import { useTexts } from '../i18n/texts-context';
import type { Whose } from '../stores/change-store';
import { createKitStore, type KitState } from '../stores/kit-store';
import { keyFor } from '../stores/key-store';
import { useStores } from '../stores/stores-context';
import { usePolicyOnComputer } from '../wizard/use-policy-on-computer';
import { useComputerName } from '../wizard/use-wizard';
import '../styles/stick.css';

/** Puts the policy of this computer on a stick, for the workstations. */
export function KitPage({ whose }: { readonly whose: Whose }): ReactElement {
  const { kit: texts } = useStickTexts();
  const kit = useStores().made(createKitStore);
  const computer = useComputerName();
  const found = usePolicyOnComputer(whose);
  const parsed = parsePolicy(found?.policy);
  useEffect(() => {
    void kit.look();
    return kit.leave;
  }, [kit]);
  return (
    <Page title={texts.title} lead={texts.lead(found?.name ?? whose.policyId, computer)}>
      {parsed.ok ? <Steps policy={parsed.value} /> : <Notice tone="mind" title={texts.notHere} />}
    </Page>
  );
}

interface PolicyProps {
  readonly policy: IpSecurityPolicy;
}

function Steps({ policy }: PolicyProps): ReactElement {
  const kit = useStores().made(createKitStore);
  const { written, progress } = useStore(kit.state);
  if (written !== null) return <KitDone written={written} onAnother={kit.another} />;
  if (progress !== null) return <Writing progress={progress} />;
  return <Preparing policy={policy} />;
}

function Preparing({ policy }: PolicyProps): ReactElement {
  const { kit: texts } = useStickTexts();
  const kit = useStores().made(createKitStore);
  const state = useStore(kit.state);
  const whose = { policyId: policy.id, role: policy.role };
  return (
    <>
      <section aria-labelledby="kit-stick">
        <h2 id="kit-stick">{texts.stick}</h2>
        <StickChoice
          sticks={state.sticks}
          chosen={state.chosen}
          looking={state.looking}
          noDrives={state.noDrives}
          onChoose={(stick) => void kit.choose(stick, whose)}
          onFolder={() => void kit.chooseFolder(whose)}
          onLook={() => void kit.look()}
        />
      </section>
      {usesKey(policy) && <Key policy={policy} />}
      <KitPassphrase />
      {state.plan !== null && <KitPlanned plan={state.plan} onRequest={isOnRequest(policy)} />}
      {state.problem !== null && <ErrorNotice error={state.problem} />}
      <Deed policy={policy} state={state} />
    </>
  );
}

/** At hand in the vault, or asked for: the program may have been started anew. */
function Key({ policy }: PolicyProps): ReactElement {
  const { kit: texts, settings } = useStickTexts();
  const { key } = useStores();
  const state = useStore(key.state);
  const kept = keyFor(state, policy) !== null;
  return (
    <section aria-labelledby="kit-key">
      <h2 id="kit-key">{texts.key}</h2>
      {kept ? (
        <p role="status">{texts.keyKept}</p>
      ) : (
        <>
          <p>{texts.keyText}</p>
          <SecretEntry
            label={texts.keyField}
            deed={texts.keyTake}
            show={settings.show}
            hide={settings.hide}
            onSend={(text) => void key.keep(text, policy.id)}
          />
          {state.kind === 'refused' && <ErrorNotice error={state.error} />}
        </>
      )}
    </section>
  );
}

/** What is still missing, in the order of the page; undefined when nothing is. */
function missing(policy: IpSecurityPolicy, hasKey: boolean, state: KitState): keyof Needs | undefined {
  const { chosen, plan, passphrase } = state;
  if (chosen === null) return 'stick';
  if (chosen.writeProtected) return 'protected';
  if (usesKey(policy) && !hasKey) return 'key';
  if (passphrase === null) return 'passphrase';
  return plan?.freeBytes != null && plan.freeBytes < plan.neededBytes ? 'space' : undefined;
}
type Needs = ReturnType<typeof useStickTexts>['kit']['needs'];

function Deed({ policy, state }: PolicyProps & { readonly state: KitState }): ReactElement {
  const { kit: texts, sticks } = useStickTexts();
  const stores = useStores();
  const kit = stores.made(createKitStore);
  const key = useStore(stores.key.state, (now) => keyFor(now, policy));
  const need = missing(policy, key !== null, state);
  const where = state.chosen === null ? '...' : sticks.name(state.chosen);
  return (
    <div className="buttons">
      <Button
        appearance="primary"
        disabledFocusable={need !== undefined}
        aria-describedby="kit-need"
        onClick={() => void kit.write({ policyId: policy.id, role: policy.role }, key)}
      >
        {state.problem === null ? texts.deed(where) : texts.retry}
      </Button>
      <span id="kit-need" className="hint">
        {need === undefined ? '' : texts.needs[need]}
      </span>
    </div>
  );
}

function Writing({ progress }: { readonly progress: NonNullable<KitState['progress']> }): ReactElement {
  const { kit: texts } = useStickTexts();
  const { frame } = useTexts();
  const kit = useStores().made(createKitStore);
  const label = progress === 'begun' ? texts.begun : texts.phases[progress.phase];
  return (
    <section aria-label={frame.reading}>
      <Waiting label={label} />
      {progress !== 'begun' && (
        <p className="path elapsed">{texts.progress(label, progress.number, progress.of, progress.path)}</p>
      )}
      <Button onClick={kit.stop}>{texts.stop}</Button>
    </section>
  );
}
