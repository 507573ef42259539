import type { PolicyFindingContexts, Sentences, Weakness } from '#contract/finding';
import { mostLettersOfGpoName } from '#contract/gpo-name';
import {
  addressProblems,
  clearText,
  doorWords,
  fields,
  methodProblems,
  unsupported,
  weaknesses,
} from './policy-words.en';

type Texts = { readonly [C in keyof PolicyFindingContexts]: (context: PolicyFindingContexts[C]) => Sentences };

/** A policy is judged before anything runs, so the second sentence is always this one. */
const say = (happened: string, whatNext: string): Sentences => ({
  happened,
  stateNow: 'The check itself has changed nothing.',
  whatNext,
});

const weak = (method: string, algorithms: readonly string[], weakness: Weakness): string =>
  `${method} uses ${algorithms.join(', ')}, which ${algorithms.length === 1 ? 'is' : 'are'} ${weaknesses[weakness]}.`;

/** What each finding about a policy says, in English. A code without words does not compile. */
export const policyFindingTexts: Texts = {
  'policy-malformed': ({ problem }) =>
    say(
      `The policy cannot be read: ${problem}.`,
      'Use a settings file that this program wrote, or set up the policy again.',
    ),
  'policy-id-invalid': ({ id }) =>
    say(
      `"${id}" cannot be the short name of a policy.`,
      'Use 1 to 40 small letters, digits and hyphens, with a letter or digit at both ends, for example fbs.',
    ),
  'text-missing': ({ field }) => say(`The ${fields[field]} is empty.`, `Enter the ${fields[field]}.`),
  'text-too-long': ({ field, length, most }) =>
    say(`The ${fields[field]} has ${length} characters; ${most} are possible.`, `Shorten the ${fields[field]}.`),
  'text-has-pipe': ({ field }) =>
    say(`The ${fields[field]} holds the character |, which Windows refuses.`, 'Leave the | out, or write a hyphen.'),
  'text-has-control-character': ({ field }) =>
    say(
      `The ${fields[field]} holds a character that Windows cannot store.`,
      'Delete the text and type it again by hand.',
    ),
  'text-reserved': ({ field, text }) =>
    say(`The ${fields[field]} is "${text}", a word that Windows keeps for itself.`, 'Choose another name.'),
  'port-out-of-range': ({ port }) =>
    say(
      `${port} is not a port.`,
      'Enter a whole number from 1 to 65535; the backup server listens on 4531 by default.',
    ),
  'port-without-protocol': ({ protocol }) =>
    say(
      `The filter names a port, but its protocol (${protocol}) has none.`,
      'Choose TCP or UDP, or take the port out.',
    ),
  'address-invalid': ({ address }) =>
    say(
      `"${address}" is not an IP address.`,
      'Enter an address such as 192.168.10.5 or 2001:db8::5, a subnet such as 192.168.10.0/24, or a range such as 192.168.10.5-192.168.10.9.',
    ),
  'address-not-unicast': ({ address, why }) =>
    say(`${address} ${addressProblems[why].is}.`, addressProblems[why].instead),
  'prefix-invalid': ({ address, prefix }) =>
    say(
      `In ${address}, "${prefix}" is neither a prefix length nor a subnet mask.`,
      'Use /0 to /32 or a mask such as 255.255.255.0 with IPv4, and /0 to /128 with IPv6.',
    ),
  'mask-not-contiguous': ({ address, mask }) =>
    say(
      `${mask} in ${address} is not a subnet mask: its bits have gaps.`,
      'Use a mask such as 255.255.255.0, or a range from-to.',
    ),
  'range-reversed': ({ from, to }) =>
    say(`The range begins at ${from}, which is above its end ${to}.`, `Swap the two: ${to}-${from}.`),
  'range-mixed-families': ({ from, to }) =>
    say(`The range from ${from} to ${to} mixes IPv4 and IPv6.`, 'Enter one range for IPv4 and another for IPv6.'),
  'dns-name-unresolved': ({ dnsName }) =>
    say(`No address is known for the name ${dnsName}.`, 'Resolve the name again, or enter the addresses.'),
  'filter-not-about-this-computer': ({ role }) =>
    say(
      `The filter is not about this ${role}'s own connections.`,
      role === 'server'
        ? 'Choose "My IP address" as the destination, and the workstations as the source.'
        : 'Choose "My IP address" as the source, and the backup server as the destination.',
    ),
  'filter-families-differ': ({ source, destination }) =>
    say(
      `The filter goes from ${source} to ${destination}, but IPv4 and IPv6 addresses never talk to each other.`,
      'Use addresses of one kind on both sides, or take the filter out.',
    ),
  'filters-differ-in-kind': ({ filterList }) =>
    say(
      `The filters in "${filterList}" pair some addresses with each other and not with the rest, which one Windows rule cannot say.`,
      'Put these filters into separate security rules, or choose "My IP address" on this side.',
    ),
  'filters-missing': ({ filterList }) =>
    say(`The IP filter list "${filterList}" holds no filter.`, 'Add the filter for the port of the backup server.'),
  'rules-missing': () => say('The policy has no security rule.', 'Add a rule with a filter list and a filter action.'),
  'rest-left-open': ({ port }) =>
    say(
      `The filter list protects its own addresses only; every other address would reach ${port} in clear text.`,
      'Let the program close the port for everybody else, or choose any address.',
    ),
  'security-methods-missing': ({ filterAction }) =>
    say(`The filter action "${filterAction}" offers no security method.`, 'Add at least one, or choose a preset.'),
  'security-method-impossible': ({ method, why }) =>
    say(
      `The security method "${method}" is not possible: ${methodProblems[why].because}.`,
      methodProblems[why].instead,
    ),
  'security-method-weak': ({ method, algorithms, weakness }) =>
    say(weak(method, algorithms, weakness), 'Choose "Recommended today" once both sides know AES-256-GCM.'),
  'not-encrypted': ({ method }) =>
    say(
      `${method} does not encrypt: the backup can be read on its way, though not altered.`,
      'Choose an ESP confidentiality such as AES-256-GCM if nobody may read it.',
    ),
  'lifetime-out-of-range': ({ value, unit, least, most }) =>
    say(
      `A lifetime of ${value} ${unit} is not possible.`,
      `Enter ${least} to ${most} ${unit}${unit === 's' || unit === 'KB' ? ', or 0 to leave it to Windows' : ''}.`,
    ),
  'lifetime-not-whole-minutes': ({ seconds }) =>
    say(
      `A session key lifetime of ${seconds} s is no whole number of minutes, and Windows counts minutes.`,
      `Enter ${Math.max(300, Math.floor(seconds / 60) * 60)} s, or another multiple of 60.`,
    ),
  'key-exchange-missing': () => say('The key exchange offers no method.', 'Add at least one, or choose a preset.'),
  'key-exchange-impossible': ({ method, why }) =>
    say(
      `The key exchange method "${method}" is not possible: ${methodProblems[why].because}.`,
      methodProblems[why].instead,
    ),
  'key-exchange-groups-differ': ({ groups }) =>
    say(
      `The key exchange mixes the Diffie-Hellman groups ${groups.join(', ')}, and Windows takes one only.`,
      'Give all methods the group that both computers know.',
    ),
  'key-exchange-weak': ({ method, algorithms, weakness }) =>
    say(
      weak(`The key exchange ${method}`, algorithms, weakness),
      'Choose "Recommended today" once both sides know AES-256 and DH20.',
    ),
  'authentication-missing': () =>
    say(
      'The security rule has no authentication method.',
      'Add Kerberos V5, a certificate, or, for tests, a pre-shared key.',
    ),
  'authentication-twice': ({ method }) =>
    say(`The authentication method ${method} is listed twice.`, 'Take one of the two out.'),
  'authentication-differs-by-rule': ({ first, second }) =>
    say(
      `"${first}" and "${second}" share addresses but not their authentication methods, and Windows chooses these by address alone.`,
      'Give both rules the same authentication methods, or addresses that do not overlap.',
    ),
  'authority-invalid': ({ authority }) =>
    say(
      `"${authority}" is not the name of a certification authority.`,
      'Copy the subject of its certificate, for example DC=local, DC=corp, CN=Corp Root CA.',
    ),
  'ikev2-needs-certificates': () =>
    say(
      'IKEv2 works with certificates only, and the rule has another authentication method.',
      'Choose IKEv1, or use certificates alone.',
    ),
  'server-name-invalid': ({ name, nameType }) =>
    say(
      `"${name}" cannot be the server's name in a certificate.`,
      nameType === 'dns-name'
        ? 'Enter its full DNS name as the certificate has it, for example backup1.corp.local, without wildcards.'
        : 'Enter the common name as the certificate has it, 1 to 64 letters without the character |.',
    ),
  'server-name-not-alone': () =>
    say(
      "The rule checks the server's name in certificates of one authority and has another certificate method beside it; Windows takes one such check in a rule.",
      "Keep the method with the server's name as the only certificate method of the rule.",
    ),
  'server-account-invalid': ({ sid }) =>
    say(
      `"${sid}" is not the SID of one computer's account.`,
      'Read it on a computer of the domain: (Get-ADComputer NAME).SID, for example S-1-5-21-1004336348-1177238915-682003330-1105.',
    ),
  'server-account-not-alone': () =>
    say(
      "The rule lets only the server's account answer and has another authentication method beside Kerberos V5, which has no account.",
      "Take the other methods out, or take the server's account out.",
    ),
  'server-account-with-clear-text': () =>
    say(
      "Unsecured communication is allowed, but the list with the server's account lets nothing pass that is not secured.",
      "Switch both clear-text options off, or leave the server's account out until all computers are ready.",
    ),
  'server-account-untried': ({ account }) =>
    say(
      `Only ${account} may answer as the server; whether Windows tells its firewall the account of a peer over IKEv1 is not documented, and where it does not, nobody may.`,
      'Let the program prove the connection before you keep the change; it undoes itself otherwise.',
    ),
  'server-not-named': ({ method }) =>
    say(
      `The server has to prove its name, but not with the method ${method} of the same list: over that, any enrolled computer could pose as the server.`,
      'Take that method out once all computers can do without it.',
    ),
  'pre-shared-key-for-tests': () =>
    say(
      'The computers prove themselves with a pre-shared key: whoever knows it can pose as the backup server or a workstation.',
      'Use it for tests; in production use Kerberos in a domain, else certificates.',
    ),
  'pre-shared-key-not-ascii': () =>
    say(
      'The pre-shared key holds letters beyond plain English ones, and Windows can turn them into bytes in two ways.',
      'See that KeyEncoding (Get-NetFirewallSetting) is the same on both computers, or use plain letters, digits and signs.',
    ),
  'pre-shared-key-outer-blank': () =>
    say(
      'The pre-shared key begins or ends with a blank.',
      'If the blank was not meant, enter the key again; if it was, enter it on the other computer as well.',
    ),
  'pre-shared-key-in-gpo': ({ gpo }) =>
    say(
      `A pre-shared key in the Group Policy object ${gpo} could be read by every account of the domain.`,
      'Use Kerberos V5 or certificates with Group Policy, or set up this computer alone.',
    ),
  'gpo-name-invalid': ({ why }) => {
    switch (why) {
      case 'not-domain-and-name':
        return say(
          'A Group Policy object is named by its domain and its name, with one backslash between them.',
          'Enter the domain and the name, for example corp.example\\FBS.',
        );
      case 'domain-not-full':
        return say(
          'Windows finds a Group Policy object by the full DNS name of its domain only.',
          'Enter the domain with its dots, for example corp.example.',
        );
      case 'name-impossible':
        return say(
          `The Group Policy object has no name, or one that Windows does not take (1 to ${mostLettersOfGpoName} letters, no slash, backslash or bar).`,
          'Enter the name as Group Policy Management shows it.',
        );
    }
  },
  'clear-text-pair-unknown': () =>
    say(
      'Unsecured communication is accepted but fallback is not allowed, a pair that Windows has no counterpart for.',
      'Allow fallback as well (both ask, nobody insists), or switch both off (IPsec or nothing).',
    ),
  'clear-text-possible': ({ when }) =>
    say(
      clearText[when],
      'Use it while computers are being set up; switch both clear-text options off when all of them are ready.',
    ),
  'default-response-rule': () =>
    say(
      'The default response rule is switched on; only Windows Server 2003 and older know it, so it has no effect here.',
      'Switch it off; the security rule alone does the work.',
    ),
  'allow-if-secure-on-workstation': () =>
    say(
      'Windows Firewall is to let only secured connections in, and nothing comes in to a workstation.',
      "Choose that in the server's policy; what a workstation opens is secured by its security rule.",
    ),
  'allow-if-secure-with-clear-text': () =>
    say(
      'Windows Firewall is to let only secured connections in, but unsecured communication is allowed.',
      'Switch both clear-text options off, or let only secured connections in once all computers are ready.',
    ),
  'allow-if-secure-alone': () =>
    say(
      'A rule of Windows Firewall lets in what IPsec has secured; every other Allow rule on the port still lets clear text in where the security rule fails.',
      'Look at the rules that pre-flight lists; the port is closed when all of them are switched off.',
    ),
  'any-address-is-for-tests': ({ filterList }) =>
    say(
      `"${filterList}" lets any address try to connect to the backup server.`,
      'Keep it for tests; in production enter the subnets of the workstations, and let the program close the rest.',
    ),
  'local-address-fixed': ({ address }) =>
    say(
      `The filter protects ${address} of this computer only; if the address changes, the protection is lost.`,
      'Choose "My IP address", unless this address is fixed.',
    ),
  'certificates-apart': () =>
    say(
      'Between two certificates stands another authentication method, an order that Windows refuses.',
      'Put all certificates next to each other, for example all of them last.',
    ),
  'authentication-unused': ({ filterList }) =>
    say(
      `"${filterList}" does not negotiate security, so its authentication methods are neither used nor stored.`,
      'Leave it so, or choose "Negotiate security" if the computers are to prove themselves.',
    ),
  'permit-in-clear': ({ filterList }) =>
    say(
      `"${filterList}" is permitted: this traffic passes in clear text, and nobody has to prove anything.`,
      'Keep the filters as narrow as possible, or choose "Negotiate security".',
    ),
  'block-one-way': ({ filterList }) =>
    say(
      `"${filterList}" blocks one way only: Windows then blocks connections opened that way, and not the answers to those opened the other way.`,
      'Tick "Mirrored" to block connections from both sides.',
    ),
  'block-covers-rule': ({ blocking, blocked }) =>
    say(
      `"${blocking}" blocks traffic of "${blocked}", and in Windows a rule that blocks always wins, however wide it is.`,
      'Make the blocking list narrower than the other, or take the shared addresses or ports out of it.',
    ),
  'rules-contradict': ({ first, second }) =>
    say(
      `"${first}" and "${second}" treat the same traffic differently, and neither is the narrower one: which of them counts is uncertain.`,
      'Give one of the two fewer addresses and ports, all of them within the other, or separate them.',
    ),
  'door-warning': ({ door, port }) =>
    say(`The policy secures ${port}: ${doorWords[door].knows}.`, doorWords[door].next),
  'door-closes-domain': ({ filterList }) =>
    say(
      `"${filterList}" is about file sharing with every computer: domain controllers would no longer be reached, as they do not know the policy.`,
      'Enter the address of the backup server as the destination.',
    ),
  'ftp-data-in-clear': ({ filterList }) =>
    say(
      `"${filterList}" secures the FTP commands, but passive data connections go to other ports and pass in clear text.`,
      'Pin a short range of passive ports in the FTP server and enter it here, or use FTP over TLS.',
    ),
  'ftp-data-ports-secured': ({ from, to }) =>
    say(
      `Of the passive FTP data ports only ${from} to ${to} are secured, each as a filter of its own.`,
      'See that the FTP server is set to exactly these ports; data on any other port passes in clear text.',
    ),
  'ftp-data-ports-impossible': ({ from, to, most }) =>
    say(
      `The ports ${from} to ${to} cannot be secured: Windows takes no port range in a rule that protects, and one by one ${most} ports are possible.`,
      `Pin a range of at most ${most} ports from 1 to 65535 in the FTP server, and enter the same here.`,
    ),
  'csv-header-unknown': ({ missing }) =>
    say(
      `The first line does not name the columns of a filter list; missing: ${missing.join(', ')}.`,
      'Export a list to see the columns, and keep their names in the first line.',
    ),
  'csv-too-large': ({ most, unit }) =>
    say(`The list has more than ${most} ${unit}.`, 'Split it, or use subnets and ranges in place of single addresses.'),
  'csv-not-closed': () =>
    say('A quotation mark in this line is never closed.', 'Close it, or write it twice if it belongs to the text.'),
  'csv-cell-unreadable': ({ column, text }) =>
    say(
      `"${text}" is not possible in the column "${column}".`,
      'Correct the cell, or export a list to see an example.',
    ),
  'csv-cells-missing': ({ cells, columns }) =>
    say(`The line has ${cells} cells, and ${columns} are expected.`, 'Add or remove separators until both agree.'),
  'unsupported-here': ({ what }) =>
    say(`This version cannot set up ${unsupported[what].what}.`, unsupported[what].nearest),
};
