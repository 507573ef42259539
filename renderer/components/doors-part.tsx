import { type ReactElement, useEffect, useRef } from 'react';
import { doorIds, securedDoor } from '#policy/doors';
import type { IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { DoorCard } from './door-card';
import { Folded } from './folded';

interface DoorsPartProps {
  readonly policy: IpSecurityPolicy;
  /** Whether the person came for this part: it is open then, and has the focus. */
  readonly wanted: boolean;
}

/** SMB, FTP, iSCSI and Remote Desktop: each secured by one click, or a word why not. */
export function DoorsPart({ policy, wanted }: DoorsPartProps): ReactElement {
  const { doors: texts } = useTexts().rules;
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    // After the page has put the focus on its title.
    const later = setTimeout(() => part.current?.querySelector('summary')?.focus());
    return () => {
      clearTimeout(later);
    };
  }, [wanted]);
  const secured = doorIds.filter((door) => securedDoor(policy, door) !== undefined).length;
  return (
    <div ref={part}>
      <Folded title={texts.title} verdict={texts.verdict(secured, doorIds.length)} open={wanted}>
        <p>{texts.lead}</p>
        {policy.role === 'workstation' && <p>{texts.leadWorkstation}</p>}
        <ul className="doors">
          {doorIds.map((door) => (
            <DoorCard key={door} policy={policy} door={door} />
          ))}
        </ul>
      </Folded>
    </div>
  );
}
