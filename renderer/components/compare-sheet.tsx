import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  OverlayDrawer,
} from '@fluentui/react-components';
import { type ChangeEvent, type ReactElement, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { IpSecurityPolicy } from '#policy/model';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import type { FileProblem } from '../wizard/other-side-file';
import { ComparisonResult } from './comparison-result';
import { Icon } from './icon';
import { MatchingSide } from './matching-side';
import { Notice, ThreeSentences } from './notice';
import { useFocusBack } from './use-focus-back';
import { Waiting } from './waiting';

interface CompareSheetProps {
  readonly policy: IpSecurityPolicy;
  readonly onClose: () => void;
}

/** The policy on the screen against the one of the other computer, before anything is changed. */
export function CompareSheet({ policy, onClose }: CompareSheetProps): ReactElement {
  useFocusBack();
  const { comparison: texts } = useTexts();
  const { comparison } = useStores();
  useEffect(() => comparison.forget, [comparison]);
  return (
    <OverlayDrawer
      open
      position="end"
      size="medium"
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle heading={{ as: 'h2' }}>{texts.title}</DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className="sheet-body">
        <p>{texts.lead}</p>
        <FileChoice policy={policy} />
        <Result policy={policy} />
        <MatchingSide policy={policy} />
      </DrawerBody>
      <DrawerFooter>
        <Button appearance="primary" onClick={onClose}>
          {texts.close}
        </Button>
      </DrawerFooter>
    </OverlayDrawer>
  );
}

function FileChoice({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { comparison: texts } = useTexts();
  const { comparison } = useStores();
  const input = useRef<HTMLInputElement>(null);
  const chosen = ({ currentTarget }: ChangeEvent<HTMLInputElement>): void => {
    const file = currentTarget.files?.[0];
    if (file !== undefined) void comparison.compare(policy, file);
    // So that the same file, written anew, can be chosen again.
    currentTarget.value = '';
  };
  return (
    <div className="buttons">
      <input ref={input} type="file" hidden aria-label={texts.file} onChange={chosen} />
      <Button icon={<Icon name="compare" />} onClick={() => input.current?.click()}>
        {texts.choose}
      </Button>
    </div>
  );
}

function Result({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const state = useStore(useStores().comparison.state);
  const { comparison: texts } = useTexts();
  return (
    <div role="status">
      {state.kind === 'reading' && <Waiting label={texts.reading(state.file)} />}
      {state.kind === 'refused' && <Problem problem={state.problem} />}
      {state.kind === 'not-known' && (
        <Notice tone="mind">
          <ThreeSentences sentences={texts.notKnown} />
        </Notice>
      )}
      {state.kind === 'compared' && <ComparisonResult policy={policy} compared={state} />}
    </div>
  );
}

function Problem({ problem }: { readonly problem: FileProblem }): ReactElement {
  const texts = useTexts();
  const sentencesOf = useSentences();
  const sentences =
    problem.kind === 'sealed' ? texts.comparison.sealed(problem.file) : sentencesOf.error(problem.error);
  return (
    <Notice tone="mind">
      <ThreeSentences sentences={sentences} />
    </Notice>
  );
}
