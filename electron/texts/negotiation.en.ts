import type { Sentences } from '#contract/finding';
import type { ActorId, Attempt } from '#negotiation/actors';
import type { AuthenticationKind, ClearTextReason, Outcome, RefusalReason, Secured } from '#negotiation/outcome';
import type { Headline, HeadlineCode, RiskId, Verdict } from '#negotiation/risks';

const notConnected = 'The two do not come together, and nothing travels in clear.';
const inClear = 'The connection works, and everybody on the way can read and alter it.';

/** Why two computers do not come together. A missing one does not compile. */
export const refusals: Readonly<Record<RefusalReason, Sentences>> = {
  'initiator-blocks': {
    happened: 'The firewall of the computer that opens the connection blocks it.',
    stateNow: notConnected,
    whatNext: 'Put the address of the other computer on its IP filter list, or look for the rule that blocks the port.',
  },
  'responder-blocks': {
    happened: 'The firewall of the computer that is called blocks the connection.',
    stateNow: notConnected,
    whatNext:
      'Put the address of the calling computer on its IP filter list, or look for the rule that blocks the port.',
  },
  'responder-allows-nothing': {
    happened: 'No rule of the firewall of the computer that is called lets this connection in.',
    stateNow: notConnected,
    whatNext: 'Allow the port in Windows Firewall on that computer.',
  },
  'responder-requires-ipsec': {
    happened: 'The computer that opens the connection sends clear text, and the other one requires IPsec.',
    stateNow: notConnected,
    whatNext:
      'Set the policy up on the calling computer as well, with the same port and with this address on its list.',
  },
  'ike-unreachable': {
    happened: 'The two cannot negotiate: UDP 500 or 4500 does not get through, or a keying service is stopped.',
    stateNow: notConnected,
    whatNext: 'Open UDP 500, UDP 4500 and IP protocol 50 on the way, and check that the service IKEEXT runs on both.',
  },
  'peer-has-no-policy': {
    happened: 'The computer that is called has no policy in force for this address, so nobody answers.',
    stateNow: notConnected,
    whatNext:
      'Assign the policy there, with the calling computer on its list, and check that its firewall profile is on.',
  },
  'key-modules-differ': {
    happened: 'One side negotiates with IKEv1 and the other with IKEv2.',
    stateNow: notConnected,
    whatNext: 'Choose the same key module on both sides; with a key, with Kerberos or with a secpol peer it is IKEv1.',
  },
  'key-module-cannot-authenticate': {
    happened: 'The key module cannot use any of the authentication methods: IKEv2 takes certificates only.',
    stateNow: notConnected,
    whatNext: 'Choose IKEv1, or a certificate on both sides.',
  },
  'main-mode-groups-mixed': {
    happened: 'The key exchange methods name several Diffie-Hellman groups, which a Windows release may refuse.',
    stateNow: 'It is not sure that the two come together; where Windows refuses the list they do not.',
    whatNext: 'Choose one group for all key exchange methods, the same on both sides.',
  },
  'no-common-main-mode': {
    happened: 'No key exchange method is on both lists: encryption, integrity and group must agree together.',
    stateNow: notConnected,
    whatNext: 'Give both sides one common method; Recommended (group 20) and Article (group 2) have none.',
  },
  'no-common-authentication': {
    happened: 'No authentication method is on both lists.',
    stateNow: notConnected,
    whatNext: 'Add the other side’s method to one of the lists.',
  },
  'credentials-missing': {
    happened: 'The agreed method needs a domain account or a certificate that one of the computers does not have.',
    stateNow: notConnected,
    whatNext: 'Join the computer to the domain or install its certificate, or agree on another method.',
  },
  'authorities-differ': {
    happened: 'Both sides use certificates, of authorities that the other one does not name.',
    stateNow: notConnected,
    whatNext:
      'Name the same authority on both sides, with the same capital and small letters, and as root or intermediate on both.',
  },
  'different-keys': {
    happened: 'The two pre-shared keys are not the same.',
    stateNow: 'The two do not come together; to the one that calls it looks like a time-out, not like a wrong key.',
    whatNext: 'Compare the check words of both sides, then enter the same key on both.',
  },
  'peer-not-authorised': {
    happened: 'The other computer proved who it is, and it is not one that may be talked to.',
    stateNow: notConnected,
    whatNext: 'Check the name that the certificate must carry, or the list of accounts.',
  },
  'filters-do-not-match': {
    happened: 'Main mode works, but the other computer has no filter that fits protocol and port.',
    stateNow: notConnected,
    whatNext: 'Enter the same protocol and port in the IP filters of both sides.',
  },
  'filter-not-mirrored': {
    happened: 'A filter covers one direction only, so that replies come without IPsec and are dropped.',
    stateNow: notConnected,
    whatNext: 'Tick "Mirrored" on both sides.',
  },
  'no-common-quick-mode': {
    happened: 'Main mode works, but no security method is on both lists.',
    stateNow: notConnected,
    whatNext: 'Give both filter actions one common security method.',
  },
  'pfs-differs': {
    happened: 'Main mode works, but the two sides want different session key perfect forward secrecy.',
    stateNow: notConnected,
    whatNext: 'Choose the same setting on both sides.',
  },
};

/** Why a connection is not protected. */
export const clearTexts: Readonly<Record<ClearTextReason, Sentences>> = {
  'neither-side-asks': {
    happened: 'Neither computer has a rule for this connection.',
    stateNow: inClear,
    whatNext: 'Set the policy up, with both addresses on the lists, and close the port for everybody else.',
  },
  'initiator-sends-clear': {
    happened: 'The computer that opens the connection sends clear text, and the other one only asks for IPsec.',
    stateNow: inClear,
    whatNext: 'Set the policy up on the calling computer, then require IPsec on the other.',
  },
  'fell-back': {
    happened: 'The two could not agree, and both allow unsecured communication.',
    stateNow: inClear,
    whatNext: 'Mend why they do not agree, then switch both sides to require IPsec.',
  },
  exempt: {
    happened: 'A rule or a setting exempts this connection from IPsec.',
    stateNow: inClear,
    whatNext: 'Remove the rule that permits it unsecured, or make it narrower.',
  },
  'rules-not-in-force': {
    happened: 'A rule for this connection is there, and Windows does not enforce it.',
    stateNow: inClear,
    whatNext: 'Check the firewall profile, Group Policy on local rules, and the key module of the rule.',
  },
  'replies-in-clear': {
    happened: 'A filter covers one direction only, and the other side takes the replies in clear.',
    stateNow: 'Half of the connection can be read and altered by everybody on the way.',
    whatNext: 'Tick "Mirrored" on both sides.',
  },
  'nothing-protected': {
    happened: 'The two authenticate once, and the agreed method then protects nothing.',
    stateNow: inClear,
    whatNext: 'Choose ESP with encryption and integrity on both sides.',
  },
  loopback: {
    happened: 'This is a connection of a computer with itself, which Windows never protects.',
    stateNow: 'It says nothing about connections with other computers.',
    whatNext: 'Try it from another computer.',
  },
};

const authenticationWords: Readonly<Record<AuthenticationKind, string>> = {
  'pre-shared-key': 'a pre-shared key',
  'kerberos-v5': 'Kerberos V5',
  certificate: 'certificates',
  other: 'a method that this program does not set up',
};

const secured = ({ mainMode, quickMode, authentication, encrypted }: Secured): Sentences => ({
  happened: `The two agree on main mode ${mainMode} and quick mode ${quickMode}, authenticated by ${authenticationWords[authentication]}.`,
  stateNow: encrypted
    ? 'The connection is authenticated, protected against change, and encrypted.'
    : 'The connection is authenticated and protected against change, but everybody on the way can read it.',
  whatNext: encrypted ? 'Nothing needs to be done.' : 'Choose a security method with encryption on both sides.',
});

/** What an outcome means, in three sentences. */
export function outcomeSentences(outcome: Outcome): Sentences {
  if (outcome.kind === 'secured') return secured(outcome);
  return outcome.kind === 'refused' ? refusals[outcome.why] : clearTexts[outcome.why];
}

/** Who is who in the picture: who it is, what it can do, what keeps it away. */
export const actors: Readonly<Record<ActorId, Sentences>> = {
  server: {
    happened: 'The backup server.',
    stateNow: 'It holds the backups of all workstations.',
    whatNext: 'It must accept only workstations that can prove that they belong.',
  },
  workstation: {
    happened: 'A workstation whose files are backed up.',
    stateNow: 'It sends its files to whoever it takes for the backup server.',
    whatNext: 'It must talk only to a server that can prove that it belongs.',
  },
  'stranger-inside': {
    happened: 'A stranger with an address on the list.',
    stateNow: 'The stranger has neither key nor certificate nor an account in the domain.',
    whatNext: 'The policy must refuse it, whatever its address.',
  },
  'stranger-outside': {
    happened: 'A stranger with an address that is not on the list.',
    stateNow: 'No IPsec rule covers that address.',
    whatNext: 'A firewall rule must close the port for it, over IPv4 and IPv6.',
  },
  'impostor-server': {
    happened: 'An outsider that has taken the address of the backup server.',
    stateNow: 'It answers where the real server is expected, and cannot prove that it belongs.',
    whatNext: 'The workstation must refuse to talk to it.',
  },
  'enrolled-impostor': {
    happened: 'Another enrolled computer that poses as the backup server.',
    stateNow: 'It holds the same key, or a certificate of the same authority, or an account of the same domain.',
    whatNext: 'Only a certificate with the server’s name, or Kerberos with a list of accounts, keeps it away.',
  },
  eavesdropper: {
    happened: 'Somebody on the way between the two.',
    stateNow: 'It can read, delay and drop what they send.',
    whatNext: 'Encryption keeps the content from it, and requiring IPsec keeps it from forcing clear text.',
  },
};

export const attemptWords: Readonly<Record<Attempt, string>> = {
  'as-intended': 'as intended',
  'in-clear': 'without IPsec',
  'same-offers': 'with the same offers, without proof of belonging',
  enrolled: 'as an enrolled computer',
  listening: 'listening',
  'blocking-negotiation': 'dropping the negotiation, then listening',
};

/** The rows of the risk matrix. */
export const riskWords: Readonly<Record<RiskId, string>> = {
  'R1-outsider': 'A workstation talks to an outsider that poses as the server',
  'R1-enrolled': 'A workstation talks to another enrolled computer that poses as the server',
  R2: 'The server accepts an unauthorised client',
  R3: 'Somebody reads the traffic',
};
export const verdictWords: Readonly<Record<Verdict, string>> = {
  covered: 'covered',
  open: 'open',
  untested: 'not applicable: nothing is protected',
};

const protocolWords: ReadonlyMap<number, string> = new Map([
  [1, 'ICMPv4'],
  [6, 'TCP'],
  [17, 'UDP'],
  [58, 'ICMPv6'],
]);

const portWords = ({ ports }: Headline): string =>
  ports
    .map(({ protocol, port }) => {
      const word = protocolWords.get(protocol) ?? `protocol ${protocol}`;
      return port === 0 ? word : `${word} ${port}`;
    })
    .join(', ');

const headlines: Readonly<Record<HeadlineCode, (port: string) => string>> = {
  'protects-nothing': () => 'This policy negotiates no security: nothing is protected by it.',
  'cannot-connect': (port) => `${port}: nothing travels in clear, but a matching computer cannot connect either.`,
  'clear-text-on-the-list': (port) => `${port}: security is asked for, and clear text is still possible.`,
  'clear-text-outside-the-list': (port) =>
    `${port}: protected with the addresses on the list, and open in clear with all others.`,
  'strangers-get-in': (port) => `${port}: computers that cannot prove that they belong are not kept out.`,
  'secured-not-encrypted': (port) =>
    `${port}: only computers that prove that they belong, protected against change, readable on the way.`,
  'secured-and-encrypted': (port) => `${port}: only computers that prove that they belong, and always encrypted.`,
};
const posing = 'Any of these computers could pose as the server.';

/** The one sentence on top; a second one where belonging to the group is enough to be taken for the server. */
export function headlineText(headline: Headline): string {
  const text = headlines[headline.code](portWords(headline));
  const isSecured = headline.code === 'secured-and-encrypted' || headline.code === 'secured-not-encrypted';
  return headline.enrolledCanPose && isSecured ? `${text} ${posing}` : text;
}

/** What a comparison says around its sentences. */
export const comparisonWords = {
  outcomes: { secured: 'Secured', refused: 'Refused', 'clear-text': 'Clear text' },
  otherwise: 'It is not sure; this can happen as well.',
  /** Filter lists or rules by name: of whoever opens the connection, and of whoever is called. */
  rules: (from: string, to: string): string =>
    `What decides, by name: ${from} (at the end that opens the connection), ${to} (at the other end).`,
  keys: {
    equal: 'The pre-shared keys are the same.',
    different: 'The pre-shared keys are not the same.',
    'not-compared': 'No pre-shared keys were compared; where one is used, it is taken to be the same on both sides.',
  },
} as const;
