import { Button } from '@fluentui/react-components';
import { lazy, type ReactElement, Suspense, useId } from 'react';
import { useStore } from 'zustand';
import type { Role } from '#policy/model';
import { ElevationNotice } from '../components/elevation-notice';
import { FactTable } from '../components/fact-table';
import { GpoCards } from '../components/gpo-cards';
import { Page } from '../components/page';
import { PolicyCards } from '../components/policy-cards';
import { RoleDrawing } from '../components/role-drawing';
import { SettingsCard, SettingsPlace } from '../components/settings-card';
import { UnfinishedCard } from '../components/unfinished-card';
import { ErrorNotice } from '../components/error-notice';
import { useTexts } from '../i18n/texts-context';
import { isAssigned, isPending } from '../stores/change-store';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { usePolicy, useTarget } from '../wizard/use-wizard';

/** Seldom needed, and it knows every error by name: Start stands without it. */
const LeftUndoCard = lazy(async () => ({ default: (await import('../components/left-undo-card')).LeftUndoCard }));

const roles: readonly Role[] = ['server', 'workstation'];

/** What this computer is, what is known of it, and what of ours is on it. */
export function StartPage(): ReactElement {
  const { start: texts } = useTexts();
  return (
    <Page title={texts.title} lead={texts.lead}>
      <UnfinishedCard />
      <LeftUndos />
      <ElevationNotice />
      <DraftNotice />
      <SettingsPlace />
      <LoadProblem />
      <div className="role-cards" role="group" aria-label={texts.roles.label}>
        {roles.map((role) => (
          <RoleCard key={role} role={role} />
        ))}
        <SettingsCard />
      </div>
      <PolicyCards />
      <GpoCards />
      <FactTable />
    </Page>
  );
}

function LeftUndos(): ReactElement | null {
  const names = useStore(useStores().computer.state, (state) => overviewOf(state)?.leftUndos);
  if (names === undefined || names.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <LeftUndoCard names={names} />
    </Suspense>
  );
}

function RoleCard({ role }: { readonly role: Role }): ReactElement {
  const { roles: texts } = useTexts().start;
  const { draft, place, change } = useStores();
  const chosen = usePolicy()?.role === role;
  const text = useId();
  const choose = (): void => {
    if (!isPending(change.state.getState())) change.forget();
    draft.begin(role);
    place.go('filter-list');
  };
  return (
    <button type="button" className="role-card" aria-pressed={chosen} aria-describedby={text} onClick={choose}>
      <RoleDrawing role={role} />
      <span className="card-title">{texts[role]}</span>
      <span id={text} className="card-text" aria-hidden="true">
        {role === 'server' ? texts.serverText : texts.workstationText}
      </span>
    </button>
  );
}

/** A draft that was put aside, by Cancel or by closing the window. */
function DraftNotice(): ReactElement | null {
  const { draft: texts } = useTexts().start;
  const { change, draft, place, key } = useStores();
  const policy = usePolicy();
  const pending = useStore(change.state, isPending);
  const target = useTarget();
  const assigned = useStore(change.state, (state) => isAssigned(state, policy, target));
  const step = useStore(draft.state, (state) => state.step);
  // What waits to be kept is on the computer: whether it is a draft again shows when that has ended.
  if (policy === null || assigned || pending) return null;
  const discard = (): void => {
    draft.discard();
    key.forget();
  };
  return (
    <section className="draft-card" aria-label={texts.title}>
      <div>
        <h2>{texts.title}</h2>
        <p>{texts.text(policy.name, policy.role)}</p>
      </div>
      <div className="buttons">
        <Button
          onClick={() => {
            place.go(step === 'start' ? 'filter-list' : step);
          }}
        >
          {texts.resume}
        </Button>
        <Button onClick={discard}>{texts.discard}</Button>
      </div>
    </section>
  );
}

/** A draft that was put aside and cannot be read: said, not passed over. */
function LoadProblem(): ReactElement | null {
  const { draft: texts } = useTexts().start;
  const { draft } = useStores();
  const problem = useStore(draft.state, (state) => state.loadProblem);
  if (problem === null) return null;
  return (
    <section aria-label={texts.notLoaded}>
      <h2>{texts.notLoaded}</h2>
      <ErrorNotice error={problem}>
        <Button onClick={draft.forgetLoadProblem}>{texts.understood}</Button>
      </ErrorNotice>
    </section>
  );
}
