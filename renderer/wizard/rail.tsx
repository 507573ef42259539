import { type ReactElement, useId } from 'react';
import { useStore } from 'zustand';
import { Icon, type IconName } from '../components/icon';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { progress, type StepState } from './progress';
import { isEditingStep, stepGroups, type WizardStep } from './steps';
import { useMend } from './use-rule';
import { useSituation } from './use-wizard';

const icons: Readonly<Record<StepState['kind'], IconName>> = {
  open: 'open',
  complete: 'check',
  attention: 'warning',
  blocked: 'lock',
};

/** The left rail: five groups, a line for each page with its state and why. */
export function Rail(): ReactElement {
  const { frame } = useTexts();
  return (
    <nav className="rail" aria-label={frame.navigation}>
      {stepGroups.map(({ group, steps }) => (
        <div key={group} className="rail-group">
          <h2>{frame.groups[group]}</h2>
          <ul>
            {steps.map((step) => (
              <RailLine key={step} step={step} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function RailLine({ step }: { readonly step: WizardStep }): ReactElement {
  const { frame } = useTexts();
  const { place } = useStores();
  const current = useStore(place.state, (now) => now.kind === 'step' && now.step === step);
  const mend = useMend();
  const state = progress(step, useSituation());
  const { word, why } = frame.state(state);
  const explanation = useId();
  const blocked = state.kind === 'blocked';
  return (
    <li>
      <button
        type="button"
        className={`rail-line rail-${state.kind}`}
        aria-disabled={blocked}
        aria-describedby={explanation}
        {...(current ? { 'aria-current': 'step' as const } : {})}
        onClick={() => {
          if (state.kind === 'attention' && isEditingStep(step)) mend(step);
          else if (!blocked) place.go(step);
        }}
      >
        <Icon name={icons[state.kind]} />
        <span>{frame.steps[step]}</span>
      </button>
      <span id={explanation} className="rail-why">
        {word}
        {why !== '' && `: ${why}`}
      </span>
    </li>
  );
}
