import type { ReactElement } from 'react';
import { useTexts } from '../i18n/texts-context';
import type { PictureLine } from '../wizard/picture-lines';
import { Icon } from './icon';
import { markOf } from './picture-drawing';

/** The picture in words: its text alternative, and for whoever would rather read. */
export function PictureSentences({ lines }: { readonly lines: readonly PictureLine[] }): ReactElement {
  const { picture: texts } = useTexts();
  return (
    <ul className="picture-sentences" aria-label={texts.sentences}>
      {lines.map((line) => (
        <li key={`${line.actor} ${line.families.join()}`} className={`look-${line.look} tone-${line.tone}`}>
          <Icon name={markOf(line)} />
          <span>{texts.sentence(line)}</span>
        </li>
      ))}
    </ul>
  );
}
