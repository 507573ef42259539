import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { PolicyOnComputer } from '#contract/ipc';
import { parsePolicy } from '#policy/parse';
import { isPending } from '../stores/change-store';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { Icon } from './icon';
import { ServerDeeds } from './server-deeds';

/** Policies of this program that are on the computer; nothing where there are none. */
export function PolicyCards(): ReactElement | null {
  const { policies: texts } = useTexts().start;
  const overview = useStore(useStores().computer.state, overviewOf);
  if (overview === undefined || overview.policies.length === 0) return null;
  return (
    <section aria-labelledby="policies-title">
      <h2 id="policies-title">{texts.title}</h2>
      <ul className="policy-cards">
        {overview.policies.map((policy) => (
          <PolicyCard key={`${policy.policyId} ${policy.role}`} policy={policy} />
        ))}
      </ul>
    </section>
  );
}

function PolicyCard({ policy }: { readonly policy: PolicyOnComputer }): ReactElement {
  const { start, date } = useTexts();
  const { policies: texts } = start;
  const bad = policy.level === 'none' || policy.differences.length > 0;
  return (
    <li className="policy-card">
      <h3>{policy.name ?? texts.unnamed(policy.policyId)}</h3>
      <p className={`card-mark ${bad ? 'bad' : 'mind'}`}>
        <Icon name={bad ? 'block' : 'shield'} /> {texts.levels[policy.level]}
        {policy.differences.length > 0 && `, ${texts.differences(policy.differences.length)}`}
      </p>
      <p>{texts.what(policy.role, policy.policyId)}</p>
      <p>{policy.appliedAt === null ? texts.sinceUnknown : texts.since(date(policy.appliedAt))}</p>
      {policy.putAside !== undefined && <p>{texts.putAside(policy.putAside)}</p>}
      <PolicyDeeds policy={policy} />
    </li>
  );
}

function PolicyDeeds({ policy }: { readonly policy: PolicyOnComputer }): ReactElement {
  const { policies: texts } = useTexts().start;
  const { place, draft, change } = useStores();
  const recorded = parsePolicy(policy.policy);
  const name = policy.name ?? policy.policyId;
  const forget = (): void => {
    if (!isPending(change.state.getState())) change.forget();
  };
  const load = (): void => {
    if (!recorded.ok) return;
    forget();
    draft.load(recorded.value);
    place.go('filter-list');
  };
  const remove = (): void => {
    forget();
    place.goRemove(policy);
  };
  return (
    <>
      <div className="buttons">
        <Button
          aria-label={texts.checkName(name)}
          onClick={() => {
            place.goCheck(policy);
          }}
        >
          {texts.check}
        </Button>
        <Button aria-label={texts.changeName(name)} disabledFocusable={!recorded.ok} onClick={load}>
          {texts.change}
        </Button>
        <Button aria-label={texts.removeName(name)} onClick={remove}>
          {texts.remove}
        </Button>
      </div>
      {recorded.ok && policy.role === 'server' && <ServerDeeds policy={recorded.value} />}
      {!recorded.ok && <p className="hint">{texts.notRecorded}</p>}
    </>
  );
}
