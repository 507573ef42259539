import { Button, Field } from '@fluentui/react-components';
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { AppError } from '#contract/app-error';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';

interface KeyEntryProps {
  readonly refusal: AppError | undefined;
  readonly sending: boolean;
  /** Takes the typed key; the field is empty by then. */
  readonly onKeep: (text: string) => void;
  /** Answers the text of a new key, to be shown once. */
  readonly onGenerate: () => Promise<string | undefined>;
  readonly onWrittenDown: () => void;
}

/** Takes the text out of the field, so that nothing but the receiver has it. */
function taken(field: HTMLInputElement | null): string {
  const text = field?.value ?? '';
  if (field !== null) field.value = '';
  return text;
}

/** A typed key that nobody sent goes along when the page is left, as it would by Tab. */
function useSendOnLeave(field: RefObject<HTMLInputElement | null>, send: (text: string) => void): void {
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    const input = field.current;
    return () => {
      latest.current(taken(input));
    };
  }, [field]);
}

/**
 * The one field that ever holds the key, cleared when the key is sent. It is the browser's own input: Fluent's would keep
 * what is typed in a state.
 */
export function KeyEntry({ refusal, sending, onKeep, onGenerate, onWrittenDown }: KeyEntryProps): ReactElement {
  const texts = useTexts();
  const sentencesOf = useSentences();
  const { key: words } = texts.rule;
  const field = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const [generated, setGenerated] = useState(false);

  const send = (text: string): void => {
    // A generated key is kept already; what stands in the field is only there to be written down.
    if (text !== '' && !generated) onKeep(text);
  };
  useSendOnLeave(field, send);
  const leave = (event: FocusEvent): void => {
    // Looking the key up in another window is no leaving; neither is a button of this card.
    if (!document.hasFocus() || event.currentTarget.contains(event.relatedTarget)) return;
    if (!generated) send(taken(field.current));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey) event.stopPropagation();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (!generated) send(taken(field.current));
  };
  const generate = async (): Promise<void> => {
    setGenerated(true);
    const text = await onGenerate();
    if (field.current !== null && text !== undefined) field.current.value = text;
    setGenerated(text !== undefined);
    setShown(text !== undefined);
  };
  const writtenDown = (): void => {
    taken(field.current);
    setGenerated(false);
    onWrittenDown();
  };

  const said = refusal === undefined ? undefined : sentencesOf.error(refusal);
  return (
    <div className="key-entry" onBlur={leave}>
      <Field
        label={words.label}
        hint={generated ? words.generated : words.hint}
        validationState={said === undefined ? 'none' : 'error'}
        {...(said === undefined ? {} : { validationMessage: `${said.happened} ${said.whatNext}` })}
      >
        {(control) => (
          <input
            {...control}
            ref={field}
            type={shown ? 'text' : 'password'}
            className="key-field"
            autoComplete="off"
            spellCheck={false}
            maxLength={20_000}
            readOnly={generated}
            onKeyDown={press}
          />
        )}
      </Field>
      <div className="buttons">
        <Button
          onClick={() => {
            setShown(!shown);
          }}
        >
          {shown ? words.hide : words.show}
        </Button>
        {generated ? (
          <Button appearance="primary" onClick={writtenDown}>
            {words.clear}
          </Button>
        ) : (
          <>
            <Button
              onClick={() => {
                send(taken(field.current));
              }}
            >
              {words.use}
            </Button>
            <Button onClick={() => void generate()}>{words.generate}</Button>
          </>
        )}
        <span role="status">{sending ? words.sending : ''}</span>
      </div>
    </div>
  );
}
