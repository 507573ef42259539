import '../styles/group-policy.css';
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTexts } from '../i18n/texts-context';
import { CopyButton } from './copy-button';
import { printPart } from '../wizard/print-part';

interface AdministratorPartProps {
  readonly steps: readonly string[];
}

const onPaper = 'administrator-steps';

/** What of a Group Policy object is not this program's to do: to read, to copy, to print. */
export function AdministratorPart({ steps }: AdministratorPartProps): ReactElement {
  const { duties: texts } = useTexts().groupPolicy;
  const asText = (): string => steps.map((step, at) => `${at + 1}. ${step}`).join('\n');
  return (
    <section className="administrator">
      <div className="administrator-steps">
        <h2>{texts.title}</h2>
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <div className="buttons">
        <CopyButton label={texts.copy} text={asText} />
        <Button
          onClick={() => {
            printPart(onPaper);
          }}
        >
          {texts.print}
        </Button>
      </div>
    </section>
  );
}
