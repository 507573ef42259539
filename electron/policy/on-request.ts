import type { IpSecurityPolicy } from './model';

/** Whether a policy lets clear text pass from whoever has no IPsec: "accept unsecured communication". */
export const isOnRequest = ({ rules }: Pick<IpSecurityPolicy, 'rules'>): boolean =>
  rules.some(({ filterAction }) => filterAction.kind === 'negotiate-security' && filterAction.acceptUnsecured);
