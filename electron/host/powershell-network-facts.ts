import * as v from 'valibot';
import type { ConnectedNetwork, LeasedAddress, TcpConnection, UdpHolder } from '#contract/facts';

/** The network facts of the probe's answer, from unknown. */
const text = v.pipe(v.string(), v.maxLength(1_000));
const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));

/** `fe80::1%12` names an interface of this computer. */
export const withoutZone = (address: string): string => address.replace(/%[^/]*/u, '');
/** Of an address with or without prefix length: loopback protects and proves nothing. */
export const isLoopback = (address: string): boolean => address.startsWith('127.') || /^::1(?:\/|$)/u.test(address);

/** MSFT_NetConnectionProfile.NetworkCategory: the class tells numbers, the module's type data may make words of them. */
const categories = { '0': 'Public', '1': 'Private', '2': 'DomainAuthenticated' } as const;
const category = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(
    (shown) => Object.entries(categories).find(([number, word]) => [number, word].includes(String(shown)))?.[1],
  ),
);

export const networksSchema: v.GenericSchema<unknown, readonly ConnectedNetwork[]> = v.pipe(
  v.array(v.object({ network: text, interfaceAlias: text, category })),
  // A category that is not known is taken for the one that trusts least.
  v.transform((networks) => networks.map((one) => ({ ...one, category: one.category ?? ('Public' as const) }))),
);

export const leasedAddressesSchema: v.GenericSchema<unknown, readonly LeasedAddress[]> = v.pipe(
  v.array(v.object({ address: text, interfaceAlias: text })),
  v.transform((leased) => leased.map((one) => ({ ...one, address: withoutZone(one.address) }))),
);

/** PowerShell tells each connection as a list, which is a third of the text. */
export const connectionsSchema: v.GenericSchema<unknown, readonly TcpConnection[]> = v.pipe(
  v.array(v.tuple([text, port, text, port, text])),
  v.transform((connections) =>
    connections
      .map(([localAddress, localPort, remoteAddress, remotePort, state]) => ({
        localAddress: withoutZone(localAddress),
        localPort,
        remoteAddress: withoutZone(remoteAddress),
        remotePort,
        state,
      }))
      .filter(({ remoteAddress }) => !isLoopback(remoteAddress)),
  ),
);

export const ikePortHoldersSchema: v.GenericSchema<unknown, readonly UdpHolder[]> = v.array(
  v.object({ port, holder: text }),
);
