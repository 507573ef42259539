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
import { useFocusBack } from '../components/use-focus-back';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';

/** Asks before a change is left: the draft waits, or it goes. */
export function LeaveDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { leave } = useTexts().frame;
  const { change, draft, key, place } = useStores();
  useFocusBack();
  const keep = (): void => {
    onClose();
    change.forget();
    place.go('start');
  };
  const discard = (): void => {
    draft.discard();
    key.forget();
    keep();
  };
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
          <DialogTitle>{leave.title}</DialogTitle>
          <DialogContent>{leave.text}</DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={keep}>
              {leave.keep}
            </Button>
            <Button onClick={discard}>{leave.discard}</Button>
            <Button onClick={onClose}>{leave.stay}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
