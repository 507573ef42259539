import type { ReactElement } from 'react';
import type { Strength } from '#policy/algorithms';
import { useTexts } from '../i18n/texts-context';
import { SeverityMark } from './severity-mark';

interface Algorithm {
  readonly secpol: string;
  readonly strength: Strength;
}

interface AlgorithmChoice<T> {
  readonly value: T;
  readonly text: string;
}
type AsChoices = <T extends string>(
  ids: readonly T[],
  table: Readonly<Record<T, Algorithm>>,
) => readonly AlgorithmChoice<T>[];

/** Algorithms as the lines of a list; the old and the broken ones say so before they are chosen. */
export function useAlgorithmChoices(): AsChoices {
  const { protection } = useTexts();
  const word = ({ secpol, strength: { level } }: Algorithm): string =>
    level === 'old' || level === 'broken' ? `${secpol} (${protection[level]})` : secpol;
  return (ids, table) => ids.map((value) => ({ value, text: word(table[value]) }));
}

/** How the chosen algorithm stands today, and who says so. */
export function StrengthLine({ strength: { level, source } }: Algorithm): ReactElement {
  const { strength: texts } = useTexts().rules;
  const weak = level === 'old' || level === 'broken';
  return (
    <p className="strength" role="status">
      {weak && <SeverityMark severity="warning" />} {texts.today}: {texts.levels[level]}. {texts.source(source)}
    </p>
  );
}
