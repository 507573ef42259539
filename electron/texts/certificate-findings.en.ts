import type { CertificateSigning } from '#contract/facts';
import type { PreflightFindingContexts, Sentences } from '#contract/finding';
import { untouched } from './computer-findings.en';

type CertificateCode =
  | 'certificate-missing'
  | 'certificate-out-of-time'
  | 'certificate-without-key'
  | 'certificate-wrong-purpose'
  | 'certificate-other-name'
  | 'certificate-several'
  | 'certificate-other-signing'
  | 'peer-answers-in-clear'
  | 'peer-does-not-answer';

const enrol = {
  server:
    'Enrol one for this server: with AD CS in certlm.msc under Personal, Request New Certificate (template Computer or IPSec). Or choose another authentication method.',
  workstation:
    'Have one enrolled: by auto-enrolment (gpupdate /force, then wait a minute), or in certlm.msc under Personal, Request New Certificate. Or choose another authentication method.',
} as const;

const signings: Readonly<Record<CertificateSigning, string>> = {
  RSA: 'RSA',
  ECDSA256: 'ECDSA P-256',
  ECDSA384: 'ECDSA P-384',
  other: 'something that IPsec has no word for',
};

const noneNegotiated = 'With this method nothing could be negotiated.';
/** To the minute, as UTC: the text is the same in every time zone. */
const momentWords = (moment: string): string => `${moment.slice(0, 16).replace('T', ' ')} UTC`;

/** What pre-flight says of certificates, and of the server that a workstation is for, in three sentences each. */
export const certificateFindingTexts: {
  readonly [C in CertificateCode]: (context: PreflightFindingContexts[C]) => Sentences;
} = {
  'certificate-missing': ({ authority, computer, role, spelledHere }) =>
    spelledHere === null
      ? {
          happened: `${computer} has no certificate that leads to ${authority}.`,
          stateNow: `${untouched} ${noneNegotiated}`,
          whatNext: enrol[role],
        }
      : {
          happened: `${computer} has no certificate that leads to ${authority}, but one that leads to ${spelledHere}.`,
          stateNow: `${untouched} Windows compares the name in its order and letter case.`,
          whatNext: `Write the authority as it stands in the certificate: ${spelledHere}`,
        },
  'certificate-out-of-time': ({ authority, subject, moment, why }) => ({
    happened:
      why === 'expired'
        ? `The certificate ${subject} of ${authority} expired (${momentWords(moment)}), and there is no other.`
        : `The certificate ${subject} of ${authority} is not valid before ${momentWords(moment)}, and there is no other.`,
    stateNow: `${untouched} ${noneNegotiated}`,
    whatNext:
      why === 'expired'
        ? 'Renew it in certlm.msc under Personal, or have auto-enrolment do it. Or choose another authentication method.'
        : 'Look at this computer’s clock first. Else wait, or choose another authentication method.',
  }),
  'certificate-without-key': ({ authority, subject }) => ({
    happened: `The private key of the certificate ${subject} of ${authority} is not on this computer, and there is no other certificate.`,
    stateNow: `${untouched} ${noneNegotiated}`,
    whatNext:
      'Import it together with its key (a .pfx file), or enrol a new one. Or choose another authentication method.',
  }),
  'certificate-wrong-purpose': ({ authority, subject }) => ({
    happened: `The certificate ${subject} of ${authority} is neither for computers (client or server authentication) nor for IPsec, and there is no other.`,
    stateNow: `${untouched} Windows refuses a certificate that is not made for this use.`,
    whatNext: 'Enrol one from the template Computer or IPSec. Or choose another authentication method.',
  }),
  'certificate-other-name': ({ authority, subject, name }) => ({
    happened: `No certificate of ${authority} on this server holds the server’s name ${name}; ${subject} is there.`,
    stateNow: `${untouched} Workstations would accept no certificate without that name.`,
    whatNext: 'Enrol one with that name, or write the name that stands in the certificate, on both sides.',
  }),
  'certificate-several': ({ authority, subjects, count }) => ({
    happened: `${count} certificates of ${authority} fit here: ${subjects.join('; ')}${count > subjects.length ? '; ...' : ''}.`,
    stateNow: `${untouched} Which of them Windows takes is not documented; each of them leads to the same authority.`,
    whatNext: 'Go on, or delete in certlm.msc what is not needed.',
  }),
  'certificate-other-signing': ({ authority, subject, signing }) => ({
    happened: `The key of the certificate ${subject} of ${authority} signs with ${signings[signing]}; the policy asks for RSA.`,
    stateNow: `${untouched} Windows may not take it, and then nothing could be negotiated with this method.`,
    whatNext: 'Enrol a certificate with an RSA key. Or choose another authentication method.',
  }),
  'peer-answers-in-clear': ({ address, port }) => ({
    happened: `The server ${address} answers on TCP ${port}, still in clear.`,
    stateNow: `${untouched} Nothing protects that connection on the server’s side yet; once this policy is applied, it may be cut until the server has its own.`,
    whatNext: 'Apply the policy on the server first, or be ready to do it right afterwards.',
  }),
  'peer-does-not-answer': ({ address, port, answer }) => ({
    happened:
      answer === 'refused'
        ? `The server ${address} refuses connections on TCP ${port}.`
        : `The server ${address} does not answer on TCP ${port} within two seconds.`,
    stateNow:
      answer === 'refused'
        ? `${untouched} The server is reached, and nothing listens there.`
        : `${untouched} That is as it should be where the server has its policy already and refuses clear text; else it is not reached.`,
    whatNext:
      answer === 'refused'
        ? 'Start the backup server, or look up its port, then check again.'
        : 'If the server has no policy yet: check address, network and the server’s firewall. Else go on.',
  }),
};
