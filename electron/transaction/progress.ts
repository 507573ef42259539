/** Where a change is: shown live, in these words, by the command line and the window. */
export type Phase = 'snapshot' | 'arm' | 'apply' | 'read-back' | 'enforcement' | 'keep' | 'record' | 'retire' | 'undo';

export type StepState = 'done' | 'failed' | 'unknown' | 'undone' | 'not-undone' | 'not-reached';

export type Progress =
  | { readonly kind: 'phase'; readonly phase: Phase }
  | {
      readonly kind: 'step';
      readonly id: string;
      readonly cmdlet: string;
      readonly number: number;
      readonly of: number;
    }
  | { readonly kind: 'step-ended'; readonly id: string; readonly state: StepState };

export type OnProgress = (progress: Progress) => void;
