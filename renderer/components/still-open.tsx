import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { doorIds, doors, securedDoor } from '#policy/doors';
import type { IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';

/** The other doors to the backup files that this policy leaves as they are, with the way to where they are secured. */
export function StillOpen({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { outcome: words } = useTexts().change;
  const { place } = useStores();
  const open = doorIds.filter((door) => securedDoor(policy, door) === undefined);
  return (
    <>
      <h2>{words.stillOpen}</h2>
      <p>{open.length === 0 ? words.nothingOpen : words.stillOpenText(open.map((door) => doors[door].name))}</p>
      <Button
        onClick={() => {
          place.go('filter-list', 'doors');
        }}
      >
        {words.secureOthers}
      </Button>
    </>
  );
}
