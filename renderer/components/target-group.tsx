import '../styles/group-policy.css';
import { type ReactElement, useId } from 'react';
import { useStore } from 'zustand';
import type { Attempt } from '#contract/facts';
import { gpoParts, mostLettersOfGpoName } from '#contract/gpo-name';
import { here, type Target } from '#contract/store-object';
import { usesKey } from '#policy/uses-key';
import { useTexts } from '../i18n/texts-context';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { findingsAt } from '../wizard/findings';
import { useComputerName, useFindings, usePolicy, useTarget } from '../wizard/use-wizard';
import { TextField } from './text-field';

/** This computer, or a Group Policy object of its domain. */
export function TargetGroup(): ReactElement {
  const { target: texts } = useTexts().groupPolicy;
  const { draft } = useStores();
  const target = useTarget();
  const computer = useComputerName();
  const { domain, why } = useDomain();
  return (
    <section className="target-group">
      <fieldset className="cards two-cards">
        <legend>{texts.title}</legend>
        <TargetCard
          title={texts.local}
          text={texts.localText(computer)}
          chosen={target.kind === 'local'}
          onChoose={() => {
            draft.aim(here);
          }}
        />
        <TargetCard
          title={texts.gpo}
          text={why ?? texts.gpoText}
          chosen={target.kind === 'gpo'}
          disabled={domain === undefined}
          onChoose={() => {
            if (domain !== undefined) draft.aim({ kind: 'gpo', gpo: `${domain}\\` });
          }}
        />
      </fieldset>
      {target.kind === 'gpo' ? <GpoFields target={target} /> : <p className="hint">{texts.hint}</p>}
    </section>
  );
}

interface TargetCardProps {
  readonly title: string;
  readonly text: string;
  readonly chosen: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

function TargetCard({ title, text, chosen, disabled = false, onChoose }: TargetCardProps): ReactElement {
  const id = useId();
  return (
    <label className="card">
      <input
        type="radio"
        name="where-it-goes"
        checked={chosen}
        disabled={disabled && !chosen}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        onChange={onChoose}
      />
      <span id={`${id}-title`} className="card-title">
        {title}
      </span>
      <span id={`${id}-text`} className="card-text">
        {text}
      </span>
    </label>
  );
}

/** The domain is this computer's; an object of another one is for the command line. */
function GpoFields({ target }: { readonly target: Extract<Target, { readonly kind: 'gpo' }> }): ReactElement {
  const { target: texts } = useTexts().groupPolicy;
  const { draft } = useStores();
  const findings = useFindings();
  const { domain, name } = gpoParts(target.gpo);
  const policy = usePolicy();
  const hasKey = policy !== null && usesKey(policy);
  return (
    <>
      <TextField
        label={texts.name}
        hint={texts.nameHint}
        value={name}
        findings={findingsAt(findings, 'target')}
        onChange={(text) => {
          draft.aim({ kind: 'gpo', gpo: `${domain}\\${text.slice(0, mostLettersOfGpoName + 1)}` });
        }}
      />
      <dl className="target-facts">
        <dt>{texts.domain}</dt>
        <dd>{domain}</dd>
        <dt>{texts.controller}</dt>
        <dd>{useController()}</dd>
      </dl>
      {hasKey && <p className="hint">{texts.noKey}</p>}
    </>
  );
}

const valueOf = <T,>(attempt: Attempt<T> | undefined): T | undefined =>
  attempt?.available === true ? attempt.value : undefined;

function useController(): string {
  const { target: texts } = useTexts().groupPolicy;
  const overview = useStore(useStores().computer.state, overviewOf);
  const name = valueOf(overview?.computer.domainController)?.writableController;
  return name === undefined ? texts.noWritable : texts.writable(name);
}

/** The domain of this computer, or why there is none to choose. */
function useDomain(): { readonly domain?: string; readonly why?: string } {
  const { target: texts } = useTexts().groupPolicy;
  const attempt = useStore(useStores().computer.state, overviewOf)?.computer.domain;
  if (attempt === undefined) return { why: texts.reading };
  if (!attempt.available) return { why: texts.unread(attempt.reason) };
  return attempt.value === null ? { why: texts.noDomain } : { domain: attempt.value };
}
