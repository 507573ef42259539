import type { ServerNameType } from '#policy/model';

/**
 * A name in a certificate as one text that can be compared: the DNS knows no capital letters (RFC 4343), and how Windows
 * compares a common name is not documented, so that there they count.
 */
export const certificateName = (nameType: ServerNameType, name: string): string =>
  `${nameType} ${nameType === 'dns-name' ? name.toLowerCase() : name}`;
