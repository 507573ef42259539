import { Button } from '@fluentui/react-components';
import { type ReactElement, useEffect } from 'react';
import { useStore } from 'zustand';
import type { ObjectName, PolicyOnComputer, Preview } from '#contract/ipc';
import { parsePolicy } from '#policy/parse';
import { ChangeProgress } from '../components/change-progress';
import { Notice } from '../components/notice';
import { Page } from '../components/page';
import { useTexts } from '../i18n/texts-context';
import type { Whose } from '../stores/change-store';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { isInPlace } from '../stores/change-store';
import { useComputerName } from '../wizard/use-wizard';
import { isWhose, usePolicyOnComputer } from '../wizard/use-policy-on-computer';

/** Says what goes, takes it away, and says that it is gone. */
export function RemovePage({ whose }: { readonly whose: Whose }): ReactElement {
  const { change: texts } = useTexts();
  const state = useStore(useStores().change.state);
  const policy = usePolicyOnComputer(whose);
  const computer = useComputerName();
  const own = state.kind !== 'none' && state.deed.kind === 'remove' && isWhose(whose, state.deed) ? state : undefined;
  const name = policy?.name ?? (own?.deed.kind === 'remove' ? own.deed.name : null) ?? whose.policyId;
  const nothing = own?.kind === 'ended' && own.end.outcome === 'unchanged';
  const removedText = nothing ? texts.remove.nothing : texts.remove.removed(name, computer);
  return (
    <Page title={texts.remove.title(name)} lead={texts.remove.lead}>
      {own === undefined && <Question whose={whose} name={name} policy={policy} />}
      {own !== undefined && isInPlace(own) && <Notice tone="good" title={removedText} live />}
      {own !== undefined && <ChangeProgress state={own} />}
    </Page>
  );
}

interface QuestionProps {
  readonly whose: Whose;
  readonly name: string;
  readonly policy: PolicyOnComputer | undefined;
}

function Question({ whose, name, policy }: QuestionProps): ReactElement {
  const { remove: texts } = useTexts().change;
  const { change, computer: computers } = useStores();
  const computer = useComputerName();
  const rights = useStore(computers.state, overviewOf)?.computer.elevated;
  const notElevated = rights?.available === true && !rights.value;
  return (
    <>
      <Notice tone="mind" title={texts.warning.title}>
        <p>{whose.role === 'server' ? texts.warning.server(computer) : texts.warning.workstation}</p>
      </Notice>
      <section>
        <h2>{texts.objects}</h2>
        <Objects whose={whose} policy={policy} />
      </section>
      {notElevated && <p>{texts.notElevated}</p>}
      <Button appearance="primary" disabledFocusable={notElevated} onClick={() => void change.remove(whose, name)}>
        {texts.deed(name, computer)}
      </Button>
    </>
  );
}

/** What is there of the policy now, whether it is as it should be or not. */
const present = ({ difference: { keep, change, remove } }: Preview): readonly ObjectName[] => [
  ...keep,
  ...change,
  ...remove,
];

function Objects({
  whose,
  policy,
}: {
  readonly whose: Whose;
  readonly policy: PolicyOnComputer | undefined;
}): ReactElement {
  const { remove: texts } = useTexts().change;
  const { removal } = useStores();
  const state = useStore(removal.state);
  const recorded = policy?.policy;
  useEffect(() => {
    const parsed = parsePolicy(recorded);
    if (parsed.ok) void removal.review({ policy: parsed.value, key: null });
    return removal.forget;
  }, [removal, recorded]);
  if (state.kind === 'reading') return <p role="status">{texts.reading}</p>;
  const objects = state.kind === 'known' ? present(state.preview) : [];
  if (objects.length === 0) {
    return (
      <p>
        {texts.objectsUnknown} <code>{`ipsecbw-${whose.policyId}-${whose.role}-`}</code>
      </p>
    );
  }
  return (
    <ul className="object-names">
      {objects.map(({ kind, name }) => (
        <li key={`${kind} ${name}`}>
          <code>{name}</code> <span className="hint">{kind}</span>
        </li>
      ))}
    </ul>
  );
}
