/**
 * The certificates of a simulated computer, in the words of Cert:\LocalMachine\My (`Thumbprint`, `Subject`,
 * `DnsNameList`, `Issuer`, `NotBefore`, `NotAfter`, `HasPrivateKey`, `EnhancedKeyUsageList` as identifiers), with `Root`,
 * `Intermediates` and `Signing` for what the chain and the key would tell. Put in by hand: members that are missing make
 * a good certificate.
 */
import type { CertificateSigning, ComputerCertificate } from '#contract/facts';
import { certificateName } from '#negotiation/certificate-name';
import type { HeldCertificate } from '#negotiation/end';
import { purposesOf } from '../certificate-words';
import { now } from './clock';
import type { SimulatedState } from './state';
import { isObject, listOf, sameWord, textOf, type StoredObject } from './stored-object';

const MOST_CERTIFICATES = 200;
const goodFrom = '2020-01-01T00:00:00.000Z';
const goodUntil = '2099-01-01T00:00:00.000Z';
const clientAndServer = ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1'];
const signings: readonly CertificateSigning[] = ['RSA', 'ECDSA256', 'ECDSA384', 'other'];

const momentOf = (one: StoredObject, property: string, usual: string): string => {
  const told = textOf(one, property, usual);
  return Number.isNaN(Date.parse(told)) ? usual : told;
};

/** `null` says that the chain cannot be built; left out, the issuer is the root. */
const rootOf = (one: StoredObject, issuer: string): string | null =>
  one['Root'] === null ? null : textOf(one, 'Root', issuer);

function certificateOf(one: StoredObject, at: number): ComputerCertificate {
  const issuer = textOf(one, 'Issuer', 'CN=Unknown CA');
  const usage = one['EnhancedKeyUsageList'];
  return {
    thumbprint: textOf(one, 'Thumbprint', (at + 1).toString(16).padStart(40, '0')).toUpperCase(),
    subject: textOf(one, 'Subject'),
    dnsNames: listOf(one, 'DnsNameList', []),
    issuer,
    root: rootOf(one, issuer),
    intermediates: listOf(one, 'Intermediates', []),
    notBefore: momentOf(one, 'NotBefore', goodFrom),
    notAfter: momentOf(one, 'NotAfter', goodUntil),
    hasPrivateKey: one['HasPrivateKey'] !== false,
    purposes: purposesOf(usage === null ? null : listOf(one, 'EnhancedKeyUsageList', clientAndServer)),
    signing: signings.find((word) => sameWord(word, textOf(one, 'Signing', 'RSA'))) ?? 'other',
  };
}

/** As they stand in a subject; a comma in quotes belongs to its part. */
const commonNamesIn = (subject: string): readonly string[] =>
  (subject.match(/(?:"[^"]*"|[^",])+/gu) ?? []).flatMap((part) => /^\s*CN\s*=\s*"?(.*?)"?\s*$/iu.exec(part)?.[1] ?? []);

/** In time by the computer's own clock, with its key, and for computers: the others prove nothing. */
const isGood = ({ notBefore, notAfter, hasPrivateKey, purposes }: ComputerCertificate, moment: number): boolean =>
  hasPrivateKey &&
  purposes.some((purpose) => purpose !== 'other') &&
  Date.parse(notBefore) <= moment &&
  moment <= Date.parse(notAfter);

const asHeld = ({ root, intermediates, issuer, dnsNames, subject }: ComputerCertificate): HeldCertificate => ({
  root,
  intermediates: intermediates.length === 0 && issuer !== root ? [issuer] : intermediates,
  names: [
    ...dnsNames.map((name) => certificateName('dns-name', name)),
    ...commonNamesIn(subject).map((name) => certificateName('common-name', name)),
  ],
});

/** What a computer can prove itself with; undefined where the file says nothing of certificates. */
export const heldCertificates = (state: SimulatedState): readonly HeldCertificate[] | undefined =>
  state.computer.certificates === undefined
    ? undefined
    : certificates(state)
        .filter((one) => isGood(one, now(state)))
        .map(asHeld);

export const certificates = ({ computer }: SimulatedState): readonly ComputerCertificate[] =>
  (computer.certificates ?? []).filter(isObject).slice(0, MOST_CERTIFICATES).map(certificateOf);
