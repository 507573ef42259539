/** A script of the subset of Windows PowerShell that this program writes into scheduled tasks. */

export type Literal = string | number | boolean | null;

export const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'like', 'notlike'] as const;
export type Comparison = (typeof comparisons)[number];

export type Expression = { readonly line: number } & (
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: Comparison | 'and' | 'or';
      readonly left: Expression;
      readonly right: Expression;
    }
);

export const errorActions = ['Stop', 'Continue', 'SilentlyContinue', 'Ignore'] as const;
export type ErrorAction = (typeof errorActions)[number];

/** A call of a cmdlet by named parameters; `true` is a switch that stands alone. */
export interface Call {
  readonly line: number;
  readonly cmdlet: string;
  readonly parameters: readonly (readonly [name: string, value: Expression | true])[];
  /** Only the few commands that touch no store take these. */
  readonly positional: readonly Expression[];
  readonly errorAction?: ErrorAction;
}

export type Statement = { readonly line: number } & (
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'assign'; readonly name: string; readonly adds: boolean; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Statement[] }
  | { readonly kind: 'try'; readonly body: readonly Statement[]; readonly handler: readonly Statement[] }
  | { readonly kind: 'foreach'; readonly name: string; readonly items: Expression; readonly body: readonly Statement[] }
  | { readonly kind: 'exit'; readonly code: Expression | undefined }
  | { readonly kind: 'throw'; readonly what: Expression }
);

export interface Branch {
  readonly condition: Expression;
  readonly body: readonly Statement[];
}

/** Commands beside NetSecurity and ScheduledTasks that are understood: they change nothing on the computer. */
export const harmless = [
  ...['Set-StrictMode', 'Import-Module', 'Start-Sleep'],
  ...['Write-Output', 'Write-Verbose', 'Write-Warning', 'Write-Host'],
];
