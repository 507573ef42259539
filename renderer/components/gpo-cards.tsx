import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { PolicyInGpo } from '#contract/ipc';
import { parsePolicy } from '#policy/parse';
import { isPending } from '../stores/change-store';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { Icon } from './icon';

/** Policies that were put into Group Policy objects from this computer; nothing where there are none. */
export function GpoCards(): ReactElement | null {
  const { cards: texts } = useTexts().groupPolicy;
  const overview = useStore(useStores().computer.state, overviewOf);
  if (overview === undefined || overview.inGroupPolicy.length === 0) return null;
  return (
    <section aria-labelledby="gpo-policies-title">
      <h2 id="gpo-policies-title">{texts.title}</h2>
      <ul className="policy-cards">
        {overview.inGroupPolicy.map((policy) => (
          <GpoCard key={`${policy.target.gpo} ${policy.policyId} ${policy.role}`} policy={policy} />
        ))}
      </ul>
    </section>
  );
}

interface PolicyProps {
  readonly policy: PolicyInGpo;
}

function GpoCard({ policy }: PolicyProps): ReactElement {
  const { groupPolicy, date } = useTexts();
  const { cards: texts } = groupPolicy;
  return (
    <li className="policy-card">
      <h3>{policy.name}</h3>
      <p className="card-mark mind">
        <Icon name="note" /> {texts.level}
      </p>
      <p>{texts.what(policy.role, policy.policyId, policy.target.gpo)}</p>
      <p>{texts.since(date(policy.appliedAt))}</p>
      <GpoDeeds policy={policy} />
    </li>
  );
}

function GpoDeeds({ policy }: PolicyProps): ReactElement {
  const { start, groupPolicy } = useTexts();
  const { cards: texts } = groupPolicy;
  const { place, draft, change } = useStores();
  const { name, target } = policy;
  const recorded = parsePolicy(policy.policy);
  const forget = (): void => {
    if (!isPending(change.state.getState())) change.forget();
  };
  const load = (): void => {
    if (!recorded.ok) return;
    forget();
    draft.load(recorded.value, target);
    place.go('filter-list');
  };
  const remove = (): void => {
    forget();
    place.goRemove(policy);
  };
  return (
    <div className="buttons">
      <Button
        aria-label={texts.checkName(name, target.gpo)}
        onClick={() => {
          place.goCheck(policy);
        }}
      >
        {start.policies.check}
      </Button>
      <Button aria-label={texts.changeName(name, target.gpo)} disabledFocusable={!recorded.ok} onClick={load}>
        {start.policies.change}
      </Button>
      <Button aria-label={texts.removeName(name, target.gpo)} onClick={remove}>
        {start.policies.remove}
      </Button>
    </div>
  );
}
