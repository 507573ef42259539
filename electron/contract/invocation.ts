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

/**
 * A moment as text, `2026-11-21T10:00:00Z`, for parameters of the type DateTime. PowerShell's binder reads it by the
 * invariant culture (about_Type_Conversion) as this moment, in every time zone and language; a text without an offset
 * would be another moment elsewhere.
 */
export type UtcText = `${string}Z`;

/** A moment in whole seconds, rounded up: Task Scheduler knows no fractions, and a deadline must not come early. */
export const utcText = (epochMs: number): UtcText =>
  `${new Date(Math.ceil(epochMs / 1_000) * 1_000).toISOString().slice(0, 19)}Z`;

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
