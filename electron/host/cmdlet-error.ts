/**
 * Why a call did not succeed, by what can be told apart without reading localised text:
 * `refused` the cmdlet or its binder said no; `not-found`, `already-exists`, `access-denied` are its well-known cases;
 * `timed-out`, `died`, `garbled` are the host's.
 */
export type CmdletErrorKind =
  'refused' | 'not-found' | 'already-exists' | 'access-denied' | 'timed-out' | 'died' | 'garbled';

export class CmdletError extends Error {
  readonly kind: CmdletErrorKind;
  readonly cmdlet: string;
  /** FullyQualifiedErrorId, for example `CmdletizationQuery_NotFound_InstanceID,Get-NetIPsecRule`; empty for the host's cases. */
  readonly errorId: string;

  constructor(kind: CmdletErrorKind, cmdlet: string, errorId: string, message: string) {
    super(message);
    this.name = 'CmdletError';
    this.kind = kind;
    this.cmdlet = cmdlet;
    this.errorId = errorId;
  }

  /** `unknown`: the call may have taken effect. A refused call has not. */
  get outcome(): 'not-done' | 'unknown' {
    return this.kind === 'timed-out' || this.kind === 'died' || this.kind === 'garbled' ? 'unknown' : 'not-done';
  }
}
