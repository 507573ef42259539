import { Button, Field } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';

interface SecretInputProps {
  readonly label: string;
  readonly shown: boolean;
  readonly inputRef: { current: HTMLInputElement | null };
  readonly onEnter: () => void;
}

/**
 * A field that holds a secret until it is sent, and nothing else does. It is the browser's own input: Fluent's would keep
 * what is typed in a state. Emptied when it leaves the page.
 */
export function SecretInput({ label, shown, inputRef, onEnter }: SecretInputProps): ReactElement {
  useEffect(() => {
    const input = inputRef.current;
    return () => {
      if (input !== null) input.value = '';
    };
  }, [inputRef]);
  const press = (event: KeyboardEvent): void => {
    // Undoing letters is the field's business, not the draft's.
    if (event.ctrlKey) event.stopPropagation();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onEnter();
  };
  return (
    <Field label={label} className="field">
      {(control) => (
        <input
          {...control}
          ref={inputRef}
          className="key-field"
          type={shown ? 'text' : 'password'}
          autoComplete="off"
          spellCheck={false}
          maxLength={4_096}
          onKeyDown={press}
        />
      )}
    </Field>
  );
}

/** Takes the text out of the field, so that nothing but the receiver has it. */
export function taken(field: { current: HTMLInputElement | null }): string {
  const text = field.current?.value ?? '';
  if (field.current !== null) field.current.value = '';
  return text;
}

interface SecretEntryProps {
  readonly label: string;
  readonly deed: string;
  readonly show: string;
  readonly hide: string;
  readonly primary?: boolean;
  readonly focused?: boolean;
  readonly onSend: (text: string) => void;
}

/** One secret, sent once by its button or by Enter. */
export function SecretEntry({ label, deed, show, hide, primary, focused, onSend }: SecretEntryProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (focused === true) field.current?.focus();
  }, [focused]);
  const send = (): void => {
    const text = taken(field);
    setShown(false);
    if (text !== '') onSend(text);
  };
  return (
    <div className="secret-entry">
      <SecretInput label={label} shown={shown} inputRef={field} onEnter={send} />
      <div className="buttons">
        <Button appearance={primary === true ? 'primary' : 'secondary'} onClick={send}>
          {deed}
        </Button>
        <Button
          appearance="subtle"
          aria-pressed={shown}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {shown ? hide : show}
        </Button>
      </div>
    </div>
  );
}
