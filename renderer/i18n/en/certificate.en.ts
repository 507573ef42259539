import type { CertificatePurpose } from '#contract/facts';
import type { CertificateFault } from '#preflight/certificate-fit';
import type { Role } from '#policy/model';

const enrol: Readonly<Record<Role, string>> = {
  server: 'Request one for this server in certlm.msc, under Personal (template Computer or IPSec), then read again.',
  workstation:
    'Auto-enrolment of the domain brings one (gpupdate /force), or request one in certlm.msc, under Personal; then read again.',
};

export const certificate = {
  title: 'Certificates on this computer',
  hint: 'Choosing one fills in its authority. The policy names the authority, not the certificate.',
  unreadable: (reason: string): string => `The certificates of this computer could not be read: ${reason}`,
  readAgain: 'Read again',
  none: 'This computer has no certificate of its own.',
  noneFits: 'No certificate on this computer fits this authority.',
  whatToDo: (role: Role): string => enrol[role],
  elsewhere: 'To prepare a policy for other computers, write the authority below.',
  chosen: 'Its authority is chosen.',
  authority: (name: string): string => `Authority: ${name}`,
  noChain: (issuer: string): string => `Issued by ${issuer}; its root is not on this computer.`,
  purpose: (purposes: readonly string[]): string => `For: ${purposes.join(', ')}`,
  valid: (from: string, until: string): string => `Valid from ${from} to ${until}`,
  keyHere: 'With its private key',
  keyless: 'Without its private key',
  purposes: {
    any: 'all purposes',
    'client-authentication': 'client authentication',
    'server-authentication': 'server authentication',
    'ipsec-ike-intermediate': 'IPsec',
    other: 'other purposes',
  } satisfies Readonly<Record<CertificatePurpose, string>>,
  noPurpose: 'no purpose',
  faults: {
    expired: 'it has expired',
    'not-yet-valid': 'it is not valid yet',
    'no-private-key': 'its private key is not on this computer',
    'wrong-purpose': 'it is for something else',
    'other-name': 'it does not hold the server’s name',
  } satisfies Readonly<Record<CertificateFault, string>>,
  because: (usable: boolean, faults: readonly string[]): string =>
    `${usable ? 'Mind' : 'Cannot be used'}: ${faults.join('; ')}.`,
  date: (iso: string): string => new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(new Date(iso)),
  serverName: 'Server’s name in its certificate',
  serverNameHint: {
    server: 'Optional; the same on both sides. This server then shows the certificate that holds it.',
    workstation:
      'Optional; the same on both sides. Without it, every computer with a certificate of this authority can pose as the server.',
  } satisfies Readonly<Record<Role, string>>,
  nameType: 'Where the name stands',
  nameTypes: { 'dns-name': 'Subject alternative name (DNS)', 'common-name': 'Subject (CN)' },
  useName: (name: string): string => `Use ${name}`,
  account: 'Server’s account',
  accountHint: 'Optional; for example CORP\\BACKUP1$. The same on both sides.',
  sid: 'SID of that account',
  sidHint: 'Starts with S-1-5-21-. Without it, every computer of the domain can pose as the server.',
  sidCommand: 'This finds the SID, in PowerShell on a computer of the domain:',
  sidCopy: 'Copy the command',
};

export type CertificateTexts = typeof certificate;
