import { type ReactElement, useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import type { IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { latestMeaning } from '../stores/meaning-store';
import { useStores } from '../stores/stores-context';
import { type PictureLine, pictureLines } from '../wizard/picture-lines';
import { useMeaning } from '../wizard/use-meaning';
import { useWideWindow } from '../wizard/use-wide-window';
import { IconButton } from './icon-button';
import { PictureDrawing } from './picture-drawing';
import { PictureSentences } from './picture-sentences';

interface PolicyProps {
  readonly policy: IpSecurityPolicy;
}

/** The right panel: who gets through with the policy as it is now. It folds away to a strip. */
export function PicturePanel({ policy }: PolicyProps): ReactElement {
  const { picture: texts } = useTexts();
  const { pictureOpen } = useStores();
  const isWide = useWideWindow();
  const open = useStore(pictureOpen) ?? isWide;
  return (
    <aside className={`picture ${open ? '' : 'picture-folded'}`} aria-label={texts.title}>
      <div className="picture-head">
        {open && <h2>{texts.title}</h2>}
        <IconButton
          icon={open ? 'fold' : 'unfold'}
          label={open ? texts.hide : texts.show}
          onClick={() => {
            pictureOpen.setState(!open, true);
          }}
        />
      </div>
      {open && <Picture policy={policy} />}
    </aside>
  );
}

function Picture({ policy }: PolicyProps): ReactElement {
  const { picture: texts } = useTexts();
  const state = useMeaning(useDeferredValue(policy));
  const meaning = latestMeaning(state);
  const lines = useMemo(() => (meaning === null ? [] : pictureLines(meaning)), [meaning]);
  if (state.kind === 'unready') return <p>{texts.unready}</p>;
  if (state.kind === 'failed') return <p>{texts.failed}</p>;
  if (meaning === null) return <p className="hint">{texts.judging}</p>;
  if (lines.length === 0) return <p>{texts.nothing}</p>;
  return <Drawn lines={lines} />;
}

const Drawn = ({ lines }: { readonly lines: readonly PictureLine[] }): ReactElement => (
  <>
    <PictureDrawing lines={lines} />
    <PictureSentences lines={lines} />
  </>
);
