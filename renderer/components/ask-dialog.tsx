import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useFocusBack } from './use-focus-back';

interface AskDialogProps {
  readonly title: string;
  readonly text: string;
  /** The deed that is asked about. */
  readonly deed: string;
  /** The safe answer; it has the focus, and Esc means it. */
  readonly safe: string;
  readonly onDeed: () => void;
  readonly onClose: () => void;
}

/** Asks in words before something that cannot be taken back by another click. */
export function AskDialog({ title, text, deed, safe, onDeed, onClose }: AskDialogProps): ReactElement {
  useFocusBack();
  return (
    <Dialog
      open
      modalType="alert"
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{text}</DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={onClose}>
              {safe}
            </Button>
            <Button onClick={onDeed}>{deed}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
