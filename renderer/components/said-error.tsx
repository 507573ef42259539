import type { ReactElement, ReactNode } from 'react';
import type { AppError } from '#contract/app-error';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { CopyButton } from './copy-button';
import { inOneText, Notice, ThreeSentences } from './notice';

export interface SaidErrorProps {
  readonly error: AppError;
  readonly children?: ReactNode;
}

/** What a technician copies into a mail: the sentences, the code and its blanks. Errors never hold a secret. */
const errorDetails = (sentences: string, error: AppError): string =>
  `${sentences}\n\n${error.code}\n${JSON.stringify(error.context, null, 2)}`;

/** An error, with its details to copy. */
export function SaidError({ error, children }: SaidErrorProps): ReactElement {
  const texts = useTexts();
  const sentences = useSentences().error(error);
  return (
    <Notice tone="bad" live>
      <ThreeSentences sentences={sentences} />
      <div className="buttons">
        {children}
        <CopyButton label={texts.change.copyDetails} text={() => errorDetails(inOneText(sentences), error)} />
      </div>
    </Notice>
  );
}
