import { Button } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useTexts } from '../i18n/texts-context';
import { Icon } from './icon';

/** For windows whose clipboard permission is denied: what is selected can always be copied. */
function copySelected(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without the permission; it is not going away
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string;
}

/** Copies, and says so. */
export function CopyButton({ label, text }: CopyButtonProps): ReactElement {
  const { frame } = useTexts();
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    setSaid((await copyText(text())) ? frame.copied : frame.copyFailed);
  };
  return (
    <span className="with-word">
      <Button icon={<Icon name="copy" />} onClick={() => void copy()}>
        {label}
      </Button>
      <span role="status" className="said">
        {said}
      </span>
    </span>
  );
}
