import { CmdletError } from '../cmdlet-error';

/** A refusal by PowerShell's binder: the call was wrong before any work began. */
export function refuseCall(cmdlet: string, id: string, message: string): never {
  throw new CmdletError('refused', cmdlet, `${id},${cmdlet}`, message);
}

/** A refusal by the firewall engine. `status` is its own code (MS-FASP 2.2.24) where the reference names one. */
export function refuseValue(cmdlet: string, message: string, status?: string): never {
  const text = status === undefined ? message : `${message} (status ${status})`;
  throw new CmdletError('refused', cmdlet, `HRESULT 0x80070057,${cmdlet}`, text);
}

export function notFound(cmdlet: string, property: string, value: string): CmdletError {
  const id = property === '' ? 'CmdletizationQuery_NotFound' : `CmdletizationQuery_NotFound_${property}`;
  return new CmdletError(
    'not-found',
    cmdlet,
    `${id},${cmdlet}`,
    `No object was found whose ${property} is '${value}'.`,
  );
}

export const alreadyExists = (cmdlet: string, name: string): CmdletError =>
  new CmdletError(
    'already-exists',
    cmdlet,
    `Windows System Error 183,${cmdlet}`,
    `Cannot create '${name}' when that object already exists.`,
  );

export const accessDenied = (cmdlet: string): CmdletError =>
  new CmdletError('access-denied', cmdlet, `Windows System Error 5,${cmdlet}`, 'Access is denied.');
