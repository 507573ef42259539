import { Button } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { AppError } from '#contract/app-error';
import type { Rollout, WorkstationDone } from '#contract/stick';
import { useStickTexts } from '../i18n/stick-texts';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { rolloutCsv } from '../wizard/rollout-gate';
import { ErrorNotice } from './error-notice';
import { Icon } from './icon';
import { Notice } from './notice';

const mostProblems = 20;

/** What is wrong with the ledgers, one sentence each; or that nothing is. */
export function LedgerProblems({ rollout }: { readonly rollout: Rollout }): ReactElement {
  const { rollout: texts } = useStickTexts();
  const { problems, entries, chains, torn, foreign } = rollout;
  return (
    <>
      {problems.length === 0 ? (
        <p>{texts.whole(entries, chains)}</p>
      ) : (
        <Notice tone="bad" title={texts.notWhole}>
          <ul className="evidence">
            {problems.slice(0, mostProblems).map((problem) => (
              <li key={problem}>{texts.problem(problem)}</li>
            ))}
          </ul>
          {problems.length > mostProblems && <p>{texts.more(problems.length - mostProblems)}</p>}
          <p>{texts.notWholeText}</p>
        </Notice>
      )}
      {torn && <p>{texts.torn}</p>}
      {foreign > 0 && <p>{texts.foreign(foreign)}</p>}
    </>
  );
}

/** Every workstation with its state; those that are missing come first. */
export function RolloutTable({ rollout }: { readonly rollout: Rollout }): ReactElement {
  const { rollout: texts } = useStickTexts();
  const { workstations, unlisted, listed } = rollout;
  const sorted = [
    ...workstations.filter(({ state }) => state !== 'done'),
    ...workstations.filter(({ state }) => state === 'done'),
  ];
  return (
    <section aria-labelledby="rollout-table">
      <h2 id="rollout-table">{texts.table}</h2>
      {!listed && <p>{texts.noList}</p>}
      {sorted.length === 0 ? <p>{texts.empty}</p> : <Table workstations={sorted} />}
      {unlisted.length > 0 && <p>{texts.unlisted(unlisted)}</p>}
      <Export rollout={rollout} />
    </section>
  );
}

function Table({ workstations }: { readonly workstations: readonly WorkstationDone[] }): ReactElement {
  const { rollout: texts } = useStickTexts();
  const headings = [texts.computer, texts.state, texts.level, texts.when, texts.remarks];
  return (
    <div className="table-frame">
      <table>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {workstations.map((one) => (
            <Row key={one.computer} workstation={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ workstation }: { readonly workstation: WorkstationDone }): ReactElement {
  const { rollout: texts } = useStickTexts();
  const { date } = useTexts();
  const { computer, state, level, at, remarks, simulated } = workstation;
  const marks = [...(simulated ? [texts.simulatedMark] : []), ...remarks.map(texts.remark)];
  return (
    <tr>
      <th scope="row">{computer}</th>
      <td className={`state-${state}`}>
        <Icon name={state === 'done' ? 'check' : 'warning'} /> {texts.stateOf(workstation)}
      </td>
      <td>{texts.levelOf(level)}</td>
      <td>{at === null ? '' : date(at)}</td>
      <td>{marks.join(', ')}</td>
    </tr>
  );
}

function Export({ rollout }: { readonly rollout: Rollout }): ReactElement {
  const { rollout: texts } = useStickTexts();
  const { frame } = useTexts();
  const { texts: files } = useStores();
  const [saved, setSaved] = useState<string>();
  const [problem, setProblem] = useState<AppError>();
  const save = async (): Promise<void> => {
    const answer = await files.save(texts.exportName, rolloutCsv(rollout, texts));
    setProblem(answer.ok ? undefined : answer.error);
    setSaved(answer.ok ? answer.value?.file : undefined);
  };
  return (
    <>
      <Button onClick={() => void save()}>{texts.export}</Button>
      <p role="status">{saved === undefined ? '' : frame.saved(saved)}</p>
      {problem !== undefined && <ErrorNotice error={problem} />}
    </>
  );
}
