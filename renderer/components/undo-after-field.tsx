import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { countdowns } from '../wizard/countdown';
import { ChoiceField } from './choice-field';

/** How long a change waits to be kept before it undoes itself. */
export function UndoAfterField(): ReactElement {
  const { countdown: texts } = useTexts().unfinished;
  const { undoAfter } = useStores();
  const seconds = useStore(undoAfter);
  return (
    <div className="undo-after">
      <ChoiceField
        label={texts.label}
        hint={texts.hint}
        value={String(seconds)}
        choices={countdowns.map((value) => ({ value: String(value), text: texts.choice(value) }))}
        onChange={(value) => {
          undoAfter.setState(Number(value), true);
        }}
      />
    </div>
  );
}
