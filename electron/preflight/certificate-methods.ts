import type { ComputerCertificate } from '#contract/facts';
import type { Finding, Severity } from '#contract/finding';
import { faultsFor, isOfAuthority, isSameName, type CertificateFault, type CertificateMethod } from './certificate-fit';
import type { CheckInput } from './check';

export interface Judged {
  readonly certificate: ComputerCertificate;
  readonly faults: readonly CertificateFault[];
}

/** One certificate method of a policy, with the certificates of its authority on this computer. */
export interface MethodHere {
  readonly method: CertificateMethod;
  readonly path: string;
  /** Every certificate of this computer. */
  readonly all: readonly ComputerCertificate[];
  readonly ofAuthority: readonly Judged[];
  /** Of these the ones that can prove this computer. */
  readonly usable: readonly ComputerCertificate[];
  /** Whether another method of the same rule may still work where none of these can. */
  readonly others: boolean;
}

type Input = Pick<CheckInput, 'policy' | 'facts'>;

const judge = (
  method: CertificateMethod,
  all: readonly ComputerCertificate[],
  { policy, facts }: Input,
): readonly Judged[] =>
  all
    .filter((one) => isOfAuthority(one, method))
    .map((certificate) => ({
      certificate,
      faults: faultsFor(certificate, method, policy.role, facts.computer.now),
    }));

const usableOf = (judged: readonly Judged[]): readonly ComputerCertificate[] =>
  judged.filter(({ faults }) => faults.length === 0).map(({ certificate }) => certificate);

const isSameMethod = (a: CertificateMethod, b: CertificateMethod): boolean =>
  isSameName(a.authority, b.authority) && a.authorityType === b.authorityType;

function everyMethod(input: Input, all: readonly ComputerCertificate[]): readonly MethodHere[] {
  const here = (method: CertificateMethod): readonly Judged[] => judge(method, all, input);
  return input.policy.rules.flatMap(({ filterAction, authenticationMethods }, rule) =>
    (filterAction.kind === 'negotiate-security' ? authenticationMethods : []).flatMap((method, at) => {
      if (method.kind !== 'certificate') return [];
      const ofAuthority = here(method);
      const others = authenticationMethods.some(
        (other) => other !== method && (other.kind !== 'certificate' || usableOf(here(other)).length > 0),
      );
      const path = `rules[${rule}].authenticationMethods[${at}]`;
      return [{ method, path, all, ofAuthority, usable: usableOf(ofAuthority), others }];
    }),
  );
}

/** The certificate methods of a policy, each authority once; none where the store could not be read. */
export function certificateMethods(input: Input): readonly MethodHere[] {
  const { certificates } = input.facts.computer;
  if (!certificates.available) return [];
  const every = everyMethod(input, certificates.value);
  return every.filter((one, at) => every.findIndex(({ method }) => isSameMethod(method, one.method)) === at);
}

/** What makes negotiating impossible blocks; with another method left it is a method less. */
export const severityOf = ({ others }: MethodHere): Severity => (others ? 'warning' : 'block');

/** Certificates with one fault, of methods for which no certificate is left. */
export const faultyOnes = (
  input: Input,
  fault: CertificateFault,
  tell: (one: ComputerCertificate, here: MethodHere) => Finding,
): readonly Finding[] =>
  certificateMethods(input)
    .filter(({ usable }) => usable.length === 0)
    .flatMap((here) => {
      const faulty = here.ofAuthority.filter(({ faults }) => faults.includes(fault));
      // One of them is enough to say what is wrong: renewals leave many behind. The one that was made last.
      const newest = faulty.toSorted((a, b) => Date.parse(b.certificate.notAfter) - Date.parse(a.certificate.notAfter));
      return newest.slice(0, 1).map(({ certificate }) => tell(certificate, here));
    });
