import type { ReactElement } from 'react';
import type { Strength } from '#policy/algorithms';
import { useTexts } from '../i18n/texts-context';

/** An algorithm by secpol's word; an old or broken one says so. */
export function AlgorithmWord({
  secpol,
  strength,
}: {
  readonly secpol: string;
  readonly strength: Strength;
}): ReactElement {
  const { protection } = useTexts();
  const weak = strength.level === 'old' || strength.level === 'broken' ? protection[strength.level] : undefined;
  return (
    <span>
      {secpol}
      {weak !== undefined && <span className="weak"> ({weak})</span>}
    </span>
  );
}
