import type { ReactElement } from 'react';
import type { KitPlan } from '#contract/stick';
import { useStickTexts } from '../i18n/stick-texts';
import { Icon } from './icon';

interface KitPlannedProps {
  readonly plan: KitPlan;
  /** The server still lets clear text pass. */
  readonly onRequest: boolean;
}

/** What will be written, and whether there is room for it. */
export function KitPlanned({ plan, onRequest }: KitPlannedProps): ReactElement {
  const { kit: texts, size } = useStickTexts();
  const { files, neededBytes, freeBytes, withProgram, replaces } = plan;
  const fits = freeBytes === null || freeBytes >= neededBytes;
  return (
    <section aria-labelledby="kit-what">
      <h2 id="kit-what">{texts.what}</h2>
      <p>
        {texts.planned(files.length, neededBytes, freeBytes)} {texts.replaces[replaces]}
      </p>
      {onRequest && <p>{texts.onRequire}</p>}
      {!fits && (
        <p className="card-mark bad">
          <Icon name="block" /> {texts.noSpace}
        </p>
      )}
      {withProgram ? (
        <p>{texts.withProgram}</p>
      ) : (
        <p className="card-mark mind">
          <Icon name="warning" /> {texts.scriptOnly}
        </p>
      )}
      <details className="more">
        <summary>{texts.files}</summary>
        <ul className="kit-files">
          {files.map(({ path, size: bytes }) => (
            <li key={path}>
              {path}, {size(bytes)}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
