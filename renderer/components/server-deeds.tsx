import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { isOnRequest } from '#policy/on-request';
import { Icon } from './icon';

/** The server goes first, and the workstations come with a stick. */
export function ServerDeeds({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { policies: texts } = useTexts().start;
  const { place } = useStores();
  return (
    <>
      {isOnRequest(policy) && (
        <p className="card-mark mind">
          <Icon name="warning" /> {texts.onRequest}
        </p>
      )}
      <div className="buttons">
        <Button
          onClick={() => {
            place.goKit({ policyId: policy.id, role: policy.role });
          }}
        >
          {texts.kit}
        </Button>
        <Button onClick={place.goRollout}>{texts.rollout}</Button>
      </div>
    </>
  );
}
