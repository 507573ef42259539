import type { ReactElement, ReactNode } from 'react';

interface GroupProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** Fields that belong together. */
export const Group = ({ title, hint, children }: GroupProps): ReactElement => (
  <fieldset className="group">
    <legend>{title}</legend>
    {hint !== undefined && <p className="hint">{hint}</p>}
    {children}
  </fieldset>
);
