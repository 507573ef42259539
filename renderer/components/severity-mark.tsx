import type { ReactElement } from 'react';
import type { Severity } from '#contract/finding';
import { useTexts } from '../i18n/texts-context';
import { Icon, type IconName } from './icon';

const icons: Readonly<Record<Severity, IconName>> = { block: 'block', warning: 'warning', note: 'note' };

/** Severity by colour, by form and by word. */
export function SeverityMark({ severity }: { readonly severity: Severity }): ReactElement {
  const { frame } = useTexts();
  return (
    <span className={`mark mark-${severity}`}>
      <Icon name={icons[severity]} />
      <span>{frame.severity[severity]}</span>
    </span>
  );
}
