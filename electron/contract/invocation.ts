/** The one secret that a plan can speak of. The plan holds this name; only a gateway knows the value behind it. */
export type SecretName = 'pre-shared-key';

/** The outcome of an earlier step of the same plan, by the id of that step. */
export interface FromStep {
  readonly fromStep: string;
}

/** A secret by its name: shown as `***`, resolved by the gateway alone. */
export interface FromSecret {
  readonly secret: SecretName;
}

/** The one object that a reading cmdlet answers, for parameters that take an object (`-AssociatedNetIPsecRule`). */
export interface FromRead {
  readonly read: Invocation;
}

/** `true` and `false` are switches and Booleans; enumerations are their words (`'True'` for `-Enabled`). */
export type ParameterValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly number[]
  | FromStep
  | readonly FromStep[]
  | FromSecret
  | FromRead;

/** One call of one cmdlet in Microsoft's spelling: what every host receives, and all that it receives. */
export interface Invocation {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}
