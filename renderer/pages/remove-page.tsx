import { Button } from '@fluentui/react-components';
import { type ReactElement, useEffect } from 'react';
import { useStore } from 'zustand';
import type { ObjectName, Preview } from '#contract/ipc';
import { here } from '#contract/store-object';
import { groupPolicyTexts } from '#texts/group-policy.en';
import { objectWords } from '#texts/object-words.en';
import { AdministratorPart } from '../components/administrator-part';
import { ChangeProgress } from '../components/change-progress';
import { ErrorNotice } from '../components/error-notice';
import { FindingList } from '../components/finding-list';
import { Notice } from '../components/notice';
import { Page } from '../components/page';
import { PendingPanel } from '../components/pending-panel';
import { Waiting } from '../components/waiting';
import { useTexts } from '../i18n/texts-context';
import { isWhose, type Whose } from '../stores/change-store';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { isInPlace } from '../stores/change-store';
import { useComputerName } from '../wizard/use-wizard';
import { usePolicyOnComputer } from '../wizard/use-policy-on-computer';

/** Says what goes, takes it away, and says that it is gone. */
export function RemovePage({ whose }: { readonly whose: Whose }): ReactElement {
  const { change: texts, groupPolicy } = useTexts();
  const stores = useStores();
  const state = useStore(stores.change.state);
  const unfinished = useStore(stores.unfinished.state);
  const policy = usePolicyOnComputer(whose);
  const computer = useComputerName();
  const own = state.kind !== 'none' && state.deed.kind === 'remove' && isWhose(whose, state.deed) ? state : undefined;
  const waiting = own !== undefined && own.kind !== 'running' && unfinished.kind === 'waiting' ? unfinished : undefined;
  const name = policy?.name ?? (own?.deed.kind === 'remove' ? own.deed.name : null) ?? whose.policyId;
  const nothing = own?.kind === 'ended' && own.end.outcome === 'unchanged';
  const gpo = whose.target?.kind === 'gpo' ? whose.target.gpo : undefined;
  const words = gpo === undefined ? texts.remove : groupPolicy.remove;
  const removedText = nothing ? texts.remove.nothing : words.removed(name, gpo ?? computer);
  return (
    <Page title={texts.remove.title(name)} lead={words.lead}>
      {own === undefined && <Question whose={whose} name={name} />}
      {waiting !== undefined && <PendingPanel waiting={waiting} />}
      {own !== undefined && isInPlace(own) && <Notice tone="good" title={removedText} live />}
      {own !== undefined && isInPlace(own) && gpo !== undefined && (
        <AdministratorPart steps={groupPolicyTexts.removedAdministrator(gpo)} />
      )}
      {own !== undefined && <ChangeProgress state={own} />}
    </Page>
  );
}

interface QuestionProps {
  readonly whose: Whose;
  readonly name: string;
}

/** What goes is read first, and only what was read is removed. */
function Question({ whose, name }: QuestionProps): ReactElement {
  const { policyId, role, target = here } = whose;
  const { remove: texts } = useTexts().change;
  const { remove: inGpo } = useTexts().groupPolicy;
  const { change, removal } = useStores();
  const computer = useComputerName();
  const state = useStore(removal.state);
  const obstacle = useRemovalObstacle();
  const alone = role === 'server' ? texts.warning.server(computer) : texts.warning.workstation;
  useEffect(() => {
    void removal.look({ policyId, role, target });
    return removal.forget;
  }, [removal, policyId, role, target]);
  const preview = state.kind === 'known' && isWhose(whose, state.whose) ? state.preview : undefined;
  const assignsAgain = preview?.steps.some(({ cmdlet }) => cmdlet === 'Set-ItemProperty') === true;
  const local = assignsAgain ? texts.warning.secpol : alone;
  const remove = (): void => {
    if (preview !== undefined) void change.remove({ policyId, role, target }, name, preview.fingerprint);
  };
  return (
    <>
      <Notice tone="mind" title={target.kind === 'gpo' ? inGpo.warning : texts.warning.title}>
        <p>{target.kind === 'gpo' ? inGpo.warningText : local}</p>
      </Notice>
      <section>
        <h2>{texts.objects}</h2>
        {state.kind === 'reading' && <Waiting label={texts.reading} />}
        {state.kind === 'refused' && <ErrorNotice error={state.error} />}
        {preview !== undefined && <Objects preview={preview} />}
      </section>
      {obstacle}
      <Button appearance="primary" disabledFocusable={obstacle !== undefined || preview === undefined} onClick={remove}>
        {target.kind === 'gpo' ? inGpo.deed(name, target.gpo) : texts.deed(name, computer)}
      </Button>
    </>
  );
}

/** Why nothing can be removed now; undefined where it can. */
function useRemovalObstacle(): ReactElement | undefined {
  const { change, frame, review } = useTexts();
  const { computer, unfinished, place } = useStores();
  const rights = useStore(computer.state, overviewOf)?.computer.elevated;
  const waits = useStore(unfinished.state, ({ kind }) => kind === 'waiting');
  if (waits) {
    return (
      <Notice tone="mind" title={frame.obstacle.unfinished}>
        <Button onClick={place.goRecover}>{review.remedies.recover}</Button>
      </Notice>
    );
  }
  return rights?.available === true && !rights.value ? <p>{change.remove.notElevated}</p> : undefined;
}

/** Calls by which a removal puts back into use what is not ours. */
const givingBack: readonly string[] = ['Set-ItemProperty', 'Enable-NetFirewallRule'];

/** Every object of the policy, whether it is as it should be or not; and what was put aside for it and comes back. */
function Objects({ preview: { difference, steps, findings } }: { readonly preview: Preview }): ReactElement {
  const { remove: texts } = useTexts().change;
  const again = steps.filter(({ cmdlet }) => givingBack.includes(cmdlet));
  return (
    <>
      <Names objects={difference.remove} />
      {again.length > 0 && (
        <>
          <h3>{texts.inUseAgain}</h3>
          <ul>
            {again.map(({ id, because }) => (
              <li key={id}>{because}</li>
            ))}
          </ul>
        </>
      )}
      {findings.length > 0 && <FindingList findings={findings} />}
    </>
  );
}

const Names = ({ objects }: { readonly objects: readonly ObjectName[] }): ReactElement => (
  <ul className="object-names">
    {objects.map(objectWords).map(({ kind, name }) => (
      <li key={`${kind} ${name}`}>
        <code>{name}</code> <span className="hint">{kind}</span>
      </li>
    ))}
  </ul>
);
