import { Button } from '@fluentui/react-components';
import { type ReactElement, useId } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../components/icon';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import type { FooterDeed, FooterDeeds } from './use-footer';

/** Back, Next and Cancel as in Windows' wizards; undo and redo at the other end. */
export function Footer({ back, next, cancel, history }: FooterDeeds): ReactElement {
  const { frame } = useTexts();
  const why = useId();
  return (
    <footer className="footer" aria-label={frame.commands}>
      {history ? <History /> : <span className="history" />}
      <span id={why} className="footer-why">
        {next?.blocked}
      </span>
      {back !== undefined && <DeedButton deed={back} letter="B" />}
      {next !== undefined && <DeedButton deed={next} letter="N" primary={next.isAside !== true} describedBy={why} />}
      {cancel !== undefined && <DeedButton deed={cancel} letter="C" />}
    </footer>
  );
}

interface DeedButtonProps {
  readonly deed: FooterDeed;
  readonly letter: string;
  readonly primary?: boolean;
  readonly describedBy?: string;
}

function DeedButton({ deed, letter, primary = false, describedBy }: DeedButtonProps): ReactElement {
  return (
    <Button
      appearance={primary ? 'primary' : 'secondary'}
      disabledFocusable={deed.blocked !== undefined}
      aria-keyshortcuts={`Alt+${letter}`}
      {...(describedBy === undefined || deed.blocked === undefined ? {} : { 'aria-describedby': describedBy })}
      onClick={deed.run}
    >
      <span>
        <AccessLetter label={deed.label} letter={letter} />
      </span>
    </Button>
  );
}

/** The letter of Alt underlined, as in Windows, where the label begins with it. */
function AccessLetter({ label, letter }: { readonly label: string; readonly letter: string }): ReactElement {
  if (!label.startsWith(letter)) return <>{label}</>;
  return (
    <>
      <u>{letter}</u>
      {label.slice(1)}
    </>
  );
}

function History(): ReactElement {
  const { frame } = useTexts();
  const { draft } = useStores();
  const canUndo = useStore(draft.state, ({ past }) => past.length > 0);
  const canRedo = useStore(draft.state, ({ future }) => future.length > 0);
  const problem = useStore(draft.state, ({ saveProblem }) => saveProblem);
  return (
    <div className="history">
      <Button
        appearance="subtle"
        icon={<Icon name="undo" />}
        aria-label={frame.undo}
        title={`${frame.undo} (Ctrl+Z)`}
        aria-keyshortcuts="Control+Z"
        disabledFocusable={!canUndo}
        onClick={draft.undo}
      />
      <Button
        appearance="subtle"
        icon={<Icon name="redo" />}
        aria-label={frame.redo}
        title={`${frame.redo} (Ctrl+Y)`}
        aria-keyshortcuts="Control+Y"
        disabledFocusable={!canRedo}
        onClick={draft.redo}
      />
      <span role="status" className="footer-why">
        {problem === null ? '' : frame.draftNotSaved}
      </span>
    </div>
  );
}
