import { Field } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { worst } from '../wizard/findings';

interface FindingFieldProps {
  /** Absent where the control has its own, as a check box does. */
  readonly label?: string;
  /** One short line under the field. */
  readonly hint?: string;
  /** The rest of the explanation, for who asks. */
  readonly more?: string;
  readonly findings?: readonly Finding[];
  /** What is wrong with the text before it can be judged as a value. */
  readonly problem?: string | undefined;
  readonly children: ReactElement;
}

/** One field with its explanation, and its sentence when it is wrong. */
export function FindingField({ label, hint, more, findings = [], problem, children }: FindingFieldProps): ReactElement {
  const sentences = useSentences();
  const found = problem === undefined ? worst(findings) : undefined;
  const said = found === undefined ? undefined : sentences.finding(found);
  const message = problem ?? (said === undefined ? undefined : `${said.happened} ${said.whatNext}`);
  const wrong = problem !== undefined || found?.severity === 'block';
  return (
    <div className="field">
      <Field
        {...(label === undefined ? {} : { label })}
        {...(hint === undefined ? {} : { hint })}
        validationState={message === undefined ? 'none' : wrong ? 'error' : 'warning'}
        {...(message === undefined ? {} : { validationMessage: message })}
      >
        {children}
      </Field>
      {more !== undefined && label !== undefined && <More about={label} text={more} />}
    </div>
  );
}

/** The rest of an explanation, folded. */
export function More({ about, text }: { readonly about: string; readonly text: string }): ReactElement {
  const { frame } = useTexts();
  return (
    <details className="more">
      <summary aria-label={frame.moreAbout(about)}>{frame.more}</summary>
      <p>{text}</p>
    </details>
  );
}
