import { Checkbox, Field, Textarea } from '@fluentui/react-components';
import { type ReactElement, useDeferredValue, useMemo, useState } from 'react';
import type { IpAddressChoice, IpSecurityPolicy } from '#policy/model';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { ruleOf } from '../wizard/edit-policy';
import { isBroad } from '../wizard/filters';
import { useChosenRule } from '../wizard/use-rule';
import { longestPaste, type NotUnderstood, readPastedAddresses } from '../wizard/paste';
import { Notice } from './notice';
import { Sheet } from './sheet';

const shownAtMost = 20;

interface PasteSheetProps {
  readonly policy: IpSecurityPolicy;
  readonly onDone: (choices: readonly IpAddressChoice[], replaceBroad: boolean) => void;
  readonly onCancel: () => void;
}

/** A list of addresses from anywhere, read while it is typed: what was understood is added, what was not is named. */
export function PasteSheet({ policy, onDone, onCancel }: PasteSheetProps): ReactElement {
  const { pasting } = useTexts().filter;
  const { at } = useChosenRule();
  const [text, setText] = useState('');
  const [replaceBroad, setReplaceBroad] = useState(true);
  const judged = useDeferredValue(text);
  const read = useMemo(() => readPastedAddresses(judged), [judged]);
  const hasBroad = ruleOf(policy, at)?.filterList.filters.some((filter) => isBroad(policy.role, filter)) ?? false;
  const done = (): void => {
    const { choices } = readPastedAddresses(text);
    if (choices.length > 0) onDone(choices, hasBroad && replaceBroad);
  };
  return (
    <Sheet
      title={pasting.title}
      deed={pasting.add(read.choices.length)}
      cancel={pasting.cancel}
      onDone={done}
      onCancel={onCancel}
    >
      <Field label={pasting.label(policy.role)} hint={pasting.hint}>
        <Textarea
          rows={12}
          value={text}
          maxLength={longestPaste + 1}
          spellCheck={false}
          onChange={(_, { value }) => {
            setText(value);
          }}
        />
      </Field>
      <p role="status">
        {pasting.found(read.choices.length)}
        {read.repeated > 0 && `, ${pasting.repeated(read.repeated)}`}
        {read.notUnderstood.length > 0 && `, ${pasting.notUnderstood(read.notUnderstood.length)}`}
      </p>
      {read.tooMany && (
        <Notice tone="mind">
          <p>{pasting.tooMany}</p>
        </Notice>
      )}
      <NotUnderstoodList pieces={read.notUnderstood} />
      {hasBroad && (
        <Checkbox
          label={pasting.replaceBroad}
          checked={replaceBroad}
          onChange={(_, { checked }) => {
            setReplaceBroad(checked === true);
          }}
        />
      )}
    </Sheet>
  );
}

function NotUnderstoodList({ pieces }: { readonly pieces: readonly NotUnderstood[] }): ReactElement | null {
  const texts = useTexts();
  const sentencesOf = useSentences();
  const { pasting } = texts.filter;
  if (pieces.length === 0) return null;
  return (
    <ul className="not-understood">
      {pieces.slice(0, shownAtMost).map(({ line, finding }, at) => (
        <li key={at}>
          {pasting.line(line)} {sentencesOf.finding(finding).happened}
        </li>
      ))}
      {pieces.length > shownAtMost && <li>{pasting.andMore(pieces.length - shownAtMost)}</li>}
    </ul>
  );
}
