import type { ReactElement } from 'react';
import type { Difference } from '#contract/store-object';
import type { Finding } from '#contract/finding';
import type { ObjectName, Preview } from '#contract/ipc';
import { objectWords } from '#texts/object-words.en';
import { useTexts } from '../i18n/texts-context';
import { blocking } from '../wizard/findings';
import { DifferenceTable } from './difference-table';
import { FindingList } from './finding-list';
import { Folded } from './folded';
import { RemedyButton } from './remedy-button';

/** What the check of policy and computer found, the blocking ones first. */
export function FindingsPart({ findings }: { readonly findings: readonly Finding[] }): ReactElement {
  const { findings: texts } = useTexts().review;
  const of = (severity: Finding['severity']): readonly Finding[] => findings.filter((one) => one.severity === severity);
  const verdict = texts.verdict(of('block').length, of('warning').length, of('note').length);
  return (
    <Folded title={texts.title} verdict={verdict} open={blocking(findings).length > 0}>
      {findings.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <FindingList
          findings={[...of('block'), ...of('warning'), ...of('note')]}
          remedy={(finding) => <RemedyButton finding={finding} />}
        />
      )}
    </Folded>
  );
}

const deeds = ['create', 'change', 'keep', 'remove'] as const;

/** Objects that are created, changed, kept and removed, by their names in Windows. */
export function ChangesPart({ preview }: { readonly preview: Preview }): ReactElement {
  const { changes: texts } = useTexts().review;
  const { create, change, keep, remove } = preview.difference;
  return (
    <Folded title={texts.title} verdict={texts.verdict(create.length, change.length, keep.length, remove.length)}>
      {deeds.map((deed) => (
        <ObjectNames key={deed} title={texts[deed]} objects={preview.difference[deed]} />
      ))}
      <Drift drift={preview.drift} />
    </Folded>
  );
}

function ObjectNames({
  title,
  objects,
}: {
  readonly title: string;
  readonly objects: readonly ObjectName[];
}): ReactElement | null {
  if (objects.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="object-names">
        {objects.map(objectWords).map(({ kind, name }) => (
          <li key={`${kind} ${name}`}>
            <code>{name}</code> <span className="hint">{kind}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Objects that are simply not there yet are named above; here is what differs in what is there. */
function Drift({ drift }: { readonly drift: readonly Difference[] }): ReactElement | null {
  const { changes: texts } = useTexts().review;
  const differing = drift.filter(({ property }) => property !== '(the object)');
  if (differing.length === 0) return null;
  return (
    <>
      <h3>{texts.drift}</h3>
      <DifferenceTable label={texts.drift} differences={differing} />
    </>
  );
}
