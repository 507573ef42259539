import { finding } from '#contract/finding';
import type { StoreObject } from '#contract/store-object';
import type { Check } from './check';
import { namesPort, portInWords, roleSide, samePorts } from './others';
import { ourRules } from './ours';

/** What a technician works with from afar, and what the computers of a network need of each other. */
const watched: Readonly<Record<string, readonly string[]>> = {
  'Remote Desktop': ['3389'],
  WinRM: ['5985', '5986'],
  SMB: ['445', '139'],
};

const serving = (port: string): StoreObject['properties'] => ({
  Protocol: 'TCP',
  LocalPort: [port],
  RemotePort: ['Any'],
});
const using = (port: string): StoreObject['properties'] => ({
  Protocol: 'TCP',
  LocalPort: ['Any'],
  RemotePort: [port],
});

/** A rule about one port at one end says nothing about services at the other, whose clients have ports at random. */
function covers(rule: StoreObject, port: string): boolean {
  const meets = (properties: StoreObject['properties']): boolean =>
    samePorts(rule, { kind: 'NetIPsecRule', name: '', properties });
  return (
    (!namesPort(rule, 'RemotePort') && meets(serving(port))) || (!namesPort(rule, 'LocalPort') && meets(using(port)))
  );
}

/** A policy that reaches beyond the backup port may lock the technician out, and every computer without the key. */
export const coveredServices: Check = {
  id: 'covered-services',
  run: (input) =>
    ourRules(input).flatMap((rule) => {
      const services = Object.keys(watched).filter((name) => watched[name]?.some((port) => covers(rule, port)));
      const port = portInWords(rule, roleSide(input.policy.role));
      return services.length === 0 ? [] : [finding('covers-services', 'warning', { services, port })];
    }),
};
