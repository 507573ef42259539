import type { IpSecurityPolicy } from '#policy/model';
import { trafficOf } from '#policy/traffic';

/** What a policy secures, for example `TCP 4531`; several where the filters name several. */
export function portsOf(policy: IpSecurityPolicy): readonly string[] {
  const traffic = policy.rules.flatMap((rule) => trafficOf(policy.role, rule));
  const words = traffic.map(({ protocol, localPort, remotePort }) => {
    const port = policy.role === 'server' ? localPort : remotePort;
    const word = typeof protocol === 'object' ? String(protocol.number) : protocol;
    return port.kind === 'any' ? word : `${word} ${port.port}`;
  });
  return [...new Set(words)];
}
