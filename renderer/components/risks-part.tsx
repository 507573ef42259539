import type { ReactElement } from 'react';
import type { Meaning, Risk, Verdict } from '#negotiation/risks';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { pictureLines } from '../wizard/picture-lines';
import { Folded } from './folded';
import { Icon, type IconName } from './icon';

const icons: Readonly<Record<Verdict, IconName>> = { covered: 'check', open: 'warning', untested: 'dash' };

/** The article's risks against the policy as it is: what was tried, and what came of it. */
export function RisksPart({ meaning }: { readonly meaning: Meaning }): ReactElement {
  const { picture } = useTexts();
  const { risks: texts } = picture;
  const { risks } = meaning;
  const open = risks.filter(({ verdict }) => verdict === 'open').map(({ id }) => texts.short[id]);
  const untested = risks.every(({ verdict }) => verdict === 'untested');
  return (
    <Folded title={texts.title} verdict={texts.verdict(open, untested)}>
      <div className="table-frame" tabIndex={0} role="region" aria-label={texts.title}>
        <table className="risks" aria-label={texts.title}>
          <thead>
            <tr>
              {[texts.columns.risk, texts.columns.status, texts.columns.reason].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {risks.map((risk) => (
              <RiskRow key={risk.id} risk={risk} meaning={meaning} />
            ))}
          </tbody>
        </table>
      </div>
    </Folded>
  );
}

function RiskRow({ risk, meaning }: { readonly risk: Risk; readonly meaning: Meaning }): ReactElement {
  const { picture } = useTexts();
  const { negotiation } = useSentences();
  const { risks: texts } = picture;
  const lines = pictureLines({ ...meaning, meetings: [], risks: [risk] });
  return (
    <tr>
      <th scope="row">
        {texts.short[risk.id].split(' ')[0]}: {negotiation.risks[risk.id]}
      </th>
      <td>
        <span className={`mark verdict-${risk.verdict}`}>
          <Icon name={icons[risk.verdict]} />
          <span>{texts.status[risk.verdict]}</span>
        </span>
      </td>
      <td>
        <ul>
          {lines.map((line) => (
            <li key={`${line.actor} ${line.families.join()}`}>{picture.sentence(line)}</li>
          ))}
          {lines.length === 0 && <li>{texts.nobody}</li>}
          {lines.length > 0 && !risk.decidedHere && <li className="hint">{texts.elsewhere}</li>}
        </ul>
      </td>
    </tr>
  );
}
