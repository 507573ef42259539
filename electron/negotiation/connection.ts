import { readAddress, type IpAddress } from '#policy/address-text';

export interface Endpoint {
  readonly address: IpAddress;
  /** 0 where the protocol has no ports. */
  readonly port: number;
}

/** One conversation. `from` sends the first packet that a rule sees, and with that initiates the negotiation. */
export interface Connection {
  /** The protocol's number: TCP 6, UDP 17. */
  readonly protocol: number;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Who opens it for the firewalls; `to` where the end that is called begins to negotiate. Default `from`. */
  readonly client?: 'from' | 'to';
  /** Through which kind of interface; default a local network. */
  readonly over?: 'lan' | 'remote-access';
}

/** A connection as one end sees it. */
export interface Seen {
  readonly protocol: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly over: 'lan' | 'remote-access';
}

export const seenByInitiator = ({ protocol, from, to, over = 'lan' }: Connection): Seen => ({
  protocol,
  local: from,
  remote: to,
  over,
});
export const seenByResponder = ({ protocol, from, to, over = 'lan' }: Connection): Seen => ({
  protocol,
  local: to,
  remote: from,
  over,
});

/** Numbers of the protocols that secpol and NetSecurity have words for (IANA; sa-and-errors of the reference). */
export const protocolNumbers = { TCP: 6, UDP: 17, ICMPv4: 1, ICMPv6: 58 } as const;

export const isLoopback = ({ family, value }: IpAddress): boolean =>
  family === 4 ? value >> 24n === 127n : value === 1n;

/** An end from its text; undefined for what is no single IPv4 or IPv6 address. */
export function endpointOf(text: string, port: number): Endpoint | undefined {
  const address = readAddress(text.trim());
  return address === undefined ? undefined : { address, port };
}

/** The address that follows, for a computer that was given none of its own. */
export const nextTo = ({ address: { family, value }, port }: Endpoint): Endpoint => ({
  address: { family, value: value + 1n },
  port,
});
