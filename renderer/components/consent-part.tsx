import { Checkbox } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { useReviewed } from '../wizard/use-wizard';

/** The policy of secpol.msc that a tick would un-assign, or has; undefined where nothing is to be decided. */
function unassignable(findings: readonly Finding[], agreed: boolean): string | undefined {
  const found = findings.find(
    (finding) =>
      (finding.code === 'legacy-policy' && finding.context.canUnassign === true) ||
      (finding.code === 'legacy-policy-put-aside' && agreed),
  );
  return found !== undefined && 'name' in found.context ? found.context.name : undefined;
}

/** What is not ours is put aside by the person's own word only. Each tick is another preview. */
export function ConsentPart({ findings }: { readonly findings: readonly Finding[] }): ReactElement | null {
  const { consent: texts } = useTexts().review;
  const { consent: store } = useStores();
  const { consent } = useReviewed();
  const policy = unassignable(findings, consent.assignedPolicy);
  if (policy === undefined) return null;
  return (
    <section className="consent">
      <h2>{texts.assignedPolicy(policy)}</h2>
      <Checkbox
        label={texts.unassign}
        checked={consent.assignedPolicy}
        onChange={(_, { checked }) => {
          store.setState({ assignedPolicy: checked === true });
        }}
      />
    </section>
  );
}
