import type { ReactElement, ReactNode } from 'react';
import type { AppError } from '#contract/app-error';
import { useTexts } from '../i18n/texts-context';
import { CopyButton } from './copy-button';
import { inOneText, Notice, ThreeSentences } from './notice';

interface ErrorNoticeProps {
  readonly error: AppError;
  readonly children?: ReactNode;
}

/** What a technician copies into a mail: the sentences, the code and its blanks. Errors never hold a secret. */
export const errorDetails = (sentences: string, error: AppError): string =>
  `${sentences}\n\n${error.code}\n${JSON.stringify(error.context, null, 2)}`;

/** An error, with its details to copy. */
export function ErrorNotice({ error, children }: ErrorNoticeProps): ReactElement {
  const texts = useTexts();
  const sentences = texts.error(error);
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
