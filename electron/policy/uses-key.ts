import type { IpSecurityPolicy } from './model';

/** Whether some rule that negotiates authenticates with a pre-shared key; what permits or blocks proves nobody. */
export const usesKey = ({ rules }: IpSecurityPolicy): boolean =>
  rules.some(
    ({ filterAction, authenticationMethods }) =>
      filterAction.kind === 'negotiate-security' && authenticationMethods.some(({ kind }) => kind === 'pre-shared-key'),
  );
