import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { Icon, type IconName } from './icon';

interface IconButtonProps {
  readonly icon: IconName;
  /** Says the deed and what it is done to: the picture is only for the eye. */
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

export const IconButton = ({ icon, label, disabled = false, onClick }: IconButtonProps): ReactElement => (
  <Button
    appearance="subtle"
    size="small"
    icon={<Icon name={icon} />}
    aria-label={label}
    title={label}
    disabledFocusable={disabled}
    onClick={onClick}
  />
);
