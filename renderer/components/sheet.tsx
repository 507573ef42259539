import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  OverlayDrawer,
} from '@fluentui/react-components';
import type { KeyboardEvent, ReactElement, ReactNode, SyntheticEvent } from 'react';
import { useFocusBack } from './use-focus-back';

interface SheetProps {
  readonly title: string;
  readonly deed: string;
  readonly cancel: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  /** A field was left: from now on its sentence may be shown. */
  readonly onTouched?: () => void;
  readonly children: ReactNode;
}

/** Undo of the browser belongs to the fields of the sheet; the draft's undo waits outside. */
const keepInside = (event: KeyboardEvent): void => {
  if (event.ctrlKey) event.stopPropagation();
};

/** Where the deed was refused, the first field that says why; once the sentences stand there. */
function focusWrongField(form: HTMLFormElement): void {
  setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

/** The side sheet for editing one line of a table. Enter does its deed, Esc leaves it. */
export function Sheet({ title, deed, cancel, onDone, onCancel, onTouched, children }: SheetProps): ReactElement {
  useFocusBack();
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    onDone();
    focusWrongField(event.currentTarget);
  };
  return (
    <OverlayDrawer
      open
      position="end"
      size="medium"
      onKeyDown={keepInside}
      onOpenChange={(_, { open }) => {
        if (!open) onCancel();
      }}
    >
      <form className="sheet" onSubmit={submit} onBlur={onTouched} noValidate>
        <DrawerHeader>
          <DrawerHeaderTitle heading={{ as: 'h2' }}>{title}</DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody className="sheet-body">{children}</DrawerBody>
        <DrawerFooter>
          <Button type="submit" appearance="primary">
            {deed}
          </Button>
          <Button onClick={onCancel}>{cancel}</Button>
        </DrawerFooter>
      </form>
    </OverlayDrawer>
  );
}
