import type { IpSecurityPolicy } from '#policy/model';

/** Whether some rule of the policy offers Kerberos, and whether some rule offers nothing else. */
export function kerberosIn({ rules }: IpSecurityPolicy): { readonly offered: boolean; readonly alone: boolean } {
  const lists = rules.map(({ authenticationMethods }) => authenticationMethods.map(({ kind }) => kind));
  return {
    offered: lists.some((kinds) => kinds.includes('kerberos-v5')),
    alone: lists.some((kinds) => kinds.length > 0 && kinds.every((kind) => kind === 'kerberos-v5')),
  };
}
