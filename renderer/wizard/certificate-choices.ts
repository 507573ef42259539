import type { Attempt, ComputerCertificate, ComputerFacts } from '#contract/facts';
import {
  faultsFor,
  generalFaults,
  isOfAuthority,
  type CertificateFault,
  type CertificateMethod,
} from '#preflight/certificate-fit';
import type { Role } from '#policy/model';

/** One certificate of this computer, as the card offers it. */
export interface CertificateChoice {
  readonly certificate: ComputerCertificate;
  /** The parts of a method that the choice fills in. */
  readonly fills: Pick<CertificateMethod, 'authority' | 'authorityType'>;
  /** Why it cannot prove this computer by the method as it stands; empty where it can. */
  readonly faults: readonly CertificateFault[];
  /** None of its faults lies in the certificate itself: another name of the server can still be asked for. */
  readonly usable: boolean;
  /** It leads to the authority of the method. */
  readonly chosen: boolean;
}

/** What leads to no root on this computer can only be named by who issued it. */
const fillsOf = ({ root, issuer }: ComputerCertificate): CertificateChoice['fills'] =>
  root === null ? { authority: issuer, authorityType: 'intermediate' } : { authority: root, authorityType: 'root' };

/** Usable ones first, then by their subject. */
const byUse = (a: CertificateChoice, b: CertificateChoice): number =>
  Number(a.faults.length > 0) - Number(b.faults.length > 0) ||
  a.certificate.subject.localeCompare(b.certificate.subject);

/** The certificates of this computer for one method; the reason where they could not be read. */
export function certificateChoices(
  { certificates, now }: Pick<ComputerFacts, 'certificates' | 'now'>,
  method: CertificateMethod,
  role: Role,
): Attempt<readonly CertificateChoice[]> {
  if (!certificates.available) return certificates;
  const choices = certificates.value.map((certificate) => ({
    certificate,
    fills: fillsOf(certificate),
    faults: faultsFor(certificate, method, role, now),
    usable: generalFaults(certificate, now).length === 0,
    chosen: isOfAuthority(certificate, method),
  }));
  return { available: true, value: choices.toSorted(byUse) };
}

/** Whether one of them can prove this computer by the method as it stands. */
export const someFits = (choices: readonly CertificateChoice[]): boolean =>
  choices.some(({ chosen, faults }) => chosen && faults.length === 0);

/** DNS names that a server's own usable certificates hold: workstations may ask for one of them. */
export const namesOffered = (choices: readonly CertificateChoice[]): readonly string[] => {
  const own = choices.filter(({ chosen, usable }) => chosen && usable);
  return [...new Set(own.flatMap(({ certificate }) => certificate.dnsNames))].slice(0, 4);
};
