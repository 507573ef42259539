import type { CmdletErrorKind } from './cmdlet-error';

/** What PowerShell tells of an error without localised text. */
export interface ErrorIdentity {
  /** FullyQualifiedErrorId, `<native id>,<cmdlet>`. */
  readonly id: string;
  /** The word of CategoryInfo.Category. */
  readonly category: string;
}

/**
 * Native ids: Win32 codes as `Windows System Error n`, the same as HRESULT 0x8007nnnn, and MI_Result codes (mi.h) where
 * the management interface had no native code.
 */
const kindsById: readonly (readonly [pattern: RegExp, kind: CmdletErrorKind])[] = [
  // Says ObjectNotFound as well, but what is missing is the cmdlet: a computer without NetSecurity holds no empty store.
  [/^(?:CommandNotFoundException|CouldNotAutoLoad|Modules_|DriveNotFound|ProviderNotFound)/iu, 'refused'],
  // Of NetSecurity: a policy store that does not exist. It holds no empty list of rules either.
  [/^(?:Windows System Error 2|HRESULT 0x80070002),\w+-Net/iu, 'refused'],
  [/^(?:Windows System Error 5|HRESULT 0x80070005|MI RESULT 2)(?:,|$)/iu, 'access-denied'],
  [/^(?:Windows System Error 183|HRESULT 0x800700b7|MI RESULT 11)(?:,|$)/iu, 'already-exists'],
  [/^(?:CmdletizationQuery_NotFound|MI RESULT 6(?:,|$))/iu, 'not-found'],
  // Of the registry (RegistryProvider.cs): a key that has no value of that name.
  [/^System\.Management\.Automation\.PSArgumentException,[\w.]+\.(?:Remove|Get)ItemPropertyCommand$/iu, 'not-found'],
];

/** Words of System.Management.Automation.ErrorCategory. */
const kindsByCategory: Readonly<Partial<Record<string, CmdletErrorKind>>> = {
  PermissionDenied: 'access-denied',
  ResourceExists: 'already-exists',
  ObjectNotFound: 'not-found',
};

/** By id first, because the id is the narrower of the two; never by message, which is localised. */
export function cmdletErrorKind({ id, category }: ErrorIdentity): CmdletErrorKind {
  const byId = kindsById.find(([pattern]) => pattern.test(id));
  return byId?.[1] ?? kindsByCategory[category] ?? 'refused';
}
