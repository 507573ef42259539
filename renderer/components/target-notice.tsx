import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { groupPolicyTexts } from '#texts/group-policy.en';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { AdministratorPart } from './administrator-part';
import { Folded } from './folded';
import { Notice } from './notice';

/** On Review: where the policy goes, that nothing undoes it by itself there, and what is left to do. */
export function TargetNotice({ gpo }: { readonly gpo: string }): ReactElement {
  const { groupPolicy } = useTexts();
  const { review: texts, duties } = groupPolicy;
  const { place } = useStores();
  const steps = groupPolicyTexts.administrator(gpo);
  return (
    <>
      <Notice tone="mind" title={texts.title(gpo)}>
        <p>{texts.commit}</p>
        <p>{texts.reach}</p>
        <Button
          size="small"
          onClick={() => {
            place.go('security-rule');
          }}
        >
          {texts.edit}
        </Button>
      </Notice>
      <Folded title={duties.title} verdict={duties.verdict(steps.length)}>
        <AdministratorPart steps={steps} />
      </Folded>
    </>
  );
}
