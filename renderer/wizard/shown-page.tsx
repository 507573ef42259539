import { lazy, type ReactElement, Suspense } from 'react';
import type { IpSecurityPolicy } from '#policy/model';
import type { Place } from '../stores/place-store';
import { StartPage } from '../pages/start-page';
import { preloadErrors } from '../components/error-notice';
import { preloadPicture } from './picture-place';
import type { WizardStep } from './steps';
import { usePolicy } from './use-wizard';

const loaders = {
  filterList: async () => ({ default: (await import('../pages/filter-list-page')).FilterListPage }),
  filterAction: async () => ({ default: (await import('../pages/filter-action-page')).FilterActionPage }),
  securityRule: async () => ({ default: (await import('../pages/security-rule-page')).SecurityRulePage }),
  review: async () => ({ default: (await import('../pages/review-page')).ReviewPage }),
  assign: async () => ({ default: (await import('../pages/assign-page')).AssignPage }),
  outcome: async () => ({ default: (await import('../pages/outcome-page')).OutcomePage }),
  check: async () => ({ default: (await import('../pages/check-page')).CheckPage }),
  remove: async () => ({ default: (await import('../pages/remove-page')).RemovePage }),
  kit: async () => ({ default: (await import('../pages/kit-page')).KitPage }),
  rollout: async () => ({ default: (await import('../pages/rollout-page')).RolloutPage }),
  recover: async () => ({ default: (await import('../pages/recover-page')).RecoverPage }),
};

const FilterListPage = lazy(loaders.filterList);
const FilterActionPage = lazy(loaders.filterAction);
const SecurityRulePage = lazy(loaders.securityRule);
const ReviewPage = lazy(loaders.review);
const AssignPage = lazy(loaders.assign);
const OutcomePage = lazy(loaders.outcome);
const CheckPage = lazy(loaders.check);
const RemovePage = lazy(loaders.remove);
const RecoverPage = lazy(loaders.recover);
const KitPage = lazy(loaders.kit);
const RolloutPage = lazy(loaders.rollout);

/** Fetches the other pages once the first one stands, so that no page is waited for. */
export function preloadPages(): void {
  for (const load of Object.values(loaders)) void load();
  preloadPicture();
  preloadErrors();
}

/** The page of a place. The key makes two places two pages, so that the focus moves to the title of the new one. */
export function ShownPage({ place }: { readonly place: Place }): ReactElement {
  const policy = usePolicy();
  return (
    <Suspense fallback={null}>
      {place.kind === 'step' && <StepPage key={place.step} step={place.step} policy={policy} />}
      {place.kind === 'check' && <CheckPage whose={place} />}
      {place.kind === 'remove' && <RemovePage whose={place} />}
      {place.kind === 'recover' && <RecoverPage />}
      {place.kind === 'kit' && <KitPage whose={place} />}
      {place.kind === 'rollout' && <RolloutPage />}
    </Suspense>
  );
}

interface StepPageProps {
  readonly step: WizardStep;
  readonly policy: IpSecurityPolicy | null;
}

/** Without a policy there is nothing to edit: whoever undid the choice of the role is about to be led back to Start. */
function StepPage({ step, policy }: StepPageProps): ReactElement {
  if (step === 'assign') return <AssignPage />;
  if (step === 'outcome') return <OutcomePage />;
  if (policy === null) return <StartPage />;
  switch (step) {
    case 'start':
      return <StartPage />;
    case 'filter-list':
      return <FilterListPage policy={policy} />;
    case 'filter-action':
      return <FilterActionPage policy={policy} />;
    case 'security-rule':
      return <SecurityRulePage policy={policy} />;
    case 'review':
      return <ReviewPage policy={policy} />;
  }
}
