import type { ComputerCertificate } from '#contract/facts';
import { authorityParts, authorityText } from '#policy/authority-name';
import type { AuthenticationMethod, IpSecurityPolicy } from '#policy/model';

export type CertificateMethod = Extract<AuthenticationMethod, { readonly kind: 'certificate' }>;

/** Why a certificate cannot prove this computer by a method; in the order in which a person should read them. */
export type CertificateFault = 'expired' | 'not-yet-valid' | 'no-private-key' | 'wrong-purpose' | 'other-name';

/** Field notes [SEC505]: the name is compared in its letter case and order; blanks after commas do not matter. */
export const isSameName = (a: string, b: string): boolean => authorityText(a) === authorityText(b);

/** The same parts in another order or letter case: what Windows' own dialogs show is the other way round. */
export function isSameNameOtherwise(a: string, b: string): boolean {
  const sorted = (name: string): string => authorityParts(name.toLowerCase()).toSorted().join(',');
  return sorted(a) === sorted(b);
}

type Authority = Pick<CertificateMethod, 'authority' | 'authorityType'>;

/** The authorities by which a method can name a certificate: the top of its chain, or those below. */
const authoritiesOf = (
  { root, intermediates, issuer }: ComputerCertificate,
  type: CertificateMethod['authorityType'],
): readonly string[] => {
  if (type === 'root') return root === null ? [] : [root];
  return intermediates.length === 0 && issuer !== root ? [issuer] : intermediates;
};

export const isOfAuthority = (certificate: ComputerCertificate, { authority, authorityType }: Authority): boolean =>
  authoritiesOf(certificate, authorityType).some((name) => isSameName(name, authority));

/** The authority of a certificate as it stands there, where the method spells it in another order or letter case. */
export const spelledOtherwise = (
  certificates: readonly ComputerCertificate[],
  { authority, authorityType }: Authority,
): string | undefined =>
  certificates
    .flatMap((one) => authoritiesOf(one, authorityType))
    .find((name) => isSameNameOtherwise(name, authority) && !isSameName(name, authority));

/** IKE takes what is for everything, for computers as client or server, or for IKE itself; which of these is unsure. */
const hasPurpose = ({ purposes }: ComputerCertificate): boolean => purposes.some((purpose) => purpose !== 'other');

const commonNamesOf = ({ subject }: ComputerCertificate): readonly string[] =>
  authorityParts(subject).flatMap((part) => /^CN="?(.*?)"?$/iu.exec(part)?.[1] ?? []);

/** Whether a certificate holds the name that the method asks of the server's. DNS names know no letter case. */
function hasName(certificate: ComputerCertificate, server: NonNullable<CertificateMethod['server']>): boolean {
  const lower = server.name.toLowerCase();
  return server.nameType === 'dns-name'
    ? certificate.dnsNames.some((name) => name.toLowerCase() === lower)
    : commonNamesOf(certificate).includes(server.name);
}

/** The moment as the computer's own clock shows it (ISO 8601). */
export function faultsInTime({ notBefore, notAfter }: ComputerCertificate, now: string): readonly CertificateFault[] {
  const moment = Date.parse(now);
  if (Date.parse(notAfter) < moment) return ['expired'];
  return Date.parse(notBefore) > moment ? ['not-yet-valid'] : [];
}

/** What keeps a certificate from proving a computer, whichever authority it is of. */
export const generalFaults = (certificate: ComputerCertificate, now: string): readonly CertificateFault[] => [
  ...faultsInTime(certificate, now),
  ...(certificate.hasPrivateKey ? [] : (['no-private-key'] as const)),
  ...(hasPurpose(certificate) ? [] : (['wrong-purpose'] as const)),
];

/** As above, for one method of one role: only the server's own certificate must hold the server's name. */
export const faultsFor = (
  certificate: ComputerCertificate,
  { server }: CertificateMethod,
  role: IpSecurityPolicy['role'],
  now: string,
): readonly CertificateFault[] => [
  ...generalFaults(certificate, now),
  ...(role === 'server' && server !== undefined && !hasName(certificate, server) ? (['other-name'] as const) : []),
];
