import type { ReactElement, ReactNode } from 'react';
import type { Sentences } from '#contract/finding';
import { Icon, type IconName } from './icon';

export type Tone = 'good' | 'mind' | 'bad' | 'plain';

const icons: Readonly<Record<Tone, IconName>> = { good: 'check', mind: 'warning', bad: 'block', plain: 'note' };

interface NoticeProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly children?: ReactNode;
  /** Said at once by screen readers, for what appears while the page is open. */
  readonly live?: boolean;
}

/** A framed message: colour, form and words say the same. */
export const Notice = ({ tone, title, children, live = false }: NoticeProps): ReactElement => (
  <div className={`notice notice-${tone}`} {...(live ? { role: 'status' } : {})}>
    <Icon name={icons[tone]} />
    <div className="notice-text">
      {title !== undefined && <p className="notice-title">{title}</p>}
      {children}
    </div>
  </div>
);

/** What happened; what state the computer is in; what to do next. */
export const ThreeSentences = ({ sentences }: { readonly sentences: Sentences }): ReactElement => (
  <>
    <p className="notice-title">{sentences.happened}</p>
    <p>{sentences.stateNow}</p>
    <p>{sentences.whatNext}</p>
  </>
);

export const inOneText = ({ happened, stateNow, whatNext }: Sentences): string =>
  `${happened}\n${stateNow}\n${whatNext}`;
