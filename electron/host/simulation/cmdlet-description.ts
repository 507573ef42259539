/** One parameter as the reference describes it. `type` is the .NET type without `[]`. */
export interface ParameterDescription {
  readonly type: string;
  readonly isArray?: true;
  readonly isSwitch?: true;
  readonly aliases?: readonly string[];
  readonly acceptedValues?: readonly string[];
}

export interface ParameterSetDescription {
  readonly mandatory: readonly string[];
  readonly optional: readonly string[];
}

/**
 * One cmdlet as the reference describes it: enough to bind a call as PowerShell's own binder would. The parameters of
 * every CIM cmdlet (`AsJob`, `CimSession`, `ThrottleLimit`) are not in it: a call that uses them is refused.
 */
export interface CmdletDescription {
  /** Null: the call itself must decide for a set. */
  readonly defaultParameterSet: string | null;
  readonly parameterSets: Readonly<Record<string, ParameterSetDescription>>;
  readonly parameters: Readonly<Record<string, ParameterDescription>>;
}
