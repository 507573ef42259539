import type { Door } from '#contract/finding';
import type { FilterAction } from '#policy/model';
import { doorWords } from '#texts/policy-words.en';

const rulesWord = (count: number): string => `${count} ${count === 1 ? 'rule' : 'rules'}`;
const filtersWord = (count: number): string => `${count} ${count === 1 ? 'filter' : 'filters'}`;

/** The list of security rules, the other doors, and filter lists as files. */
export const rules = {
  title: 'Security rules of this policy',
  verdict: (count: number, chosen: string): string =>
    count === 0 ? 'none' : count === 1 ? chosen : `${rulesWord(count)}, shown: ${chosen}`,
  hint: 'The pages show the rule that is chosen here. Key exchange is one for all rules.',
  none: 'The policy has no security rule, so it does nothing.',
  columns: {
    choose: 'Shown',
    filterList: 'IP filter list',
    filterAction: 'Filter action',
    authentication: 'Authentication',
    deeds: 'Commands',
  },
  choose: (name: string): string => `Show the rule ${name}`,
  unnamed: '(no name)',
  notUsed: 'not used',
  problems: (count: number): string => `${count} ${count === 1 ? 'problem' : 'problems'}`,
  add: {
    'negotiate-security': 'Add a rule that negotiates',
    permit: 'Add a rule that permits',
    block: 'Add a rule that blocks',
  } satisfies Record<FilterAction['kind'], string>,
  duplicate: (name: string): string => `Duplicate the rule ${name}`,
  remove: (name: string): string => `Remove the rule ${name}`,
  last: 'A policy without a rule does nothing, so the last one stays.',
  added: (name: string): string => `The rule ${name} was added and is shown.`,
  removed: (name: string): string => `The rule ${name} was removed. Undo brings it back.`,
  shared: (name: string, count: number): string =>
    `${count} rules use the filter action "${name}", and a change of its methods and switches counts for all of them. Another name here sets this rule apart.`,
  authenticateAll: 'Use these methods in every rule',
  authenticationDiffers: (count: number): string =>
    `${rulesWord(count)} of this policy ${count === 1 ? 'authenticates' : 'authenticate'} otherwise. For one peer Windows takes one answer for all rules.`,
  authenticationUnused: 'This rule does not negotiate security, so nobody has to prove who he is.',
  doors: {
    title: 'Other ways to the backup files',
    verdict: (secured: number, of: number): string => `${secured} of ${of} secured`,
    lead: 'Whoever reaches the backup files another way needs no backup protocol. Each way becomes a security rule of its own, with the addresses, filter action and authentication of the rule for the backup. Every computer that uses it needs the same rule.',
    leadWorkstation:
      'If the backup server secures these ways as well, this workstation needs the same rules to use them.',
    secured: (rule: string): string => `Secured by the rule "${rule}".`,
    open: 'Not secured by this policy.',
    ports: (ports: readonly string[]): string => ports.join(', '),
    secure: (door: string): string => `Secure ${door}`,
    stop: (door: string): string => `Stop securing ${door}`,
    show: 'Show its rule',
    beforehand: (door: Door): string => `Once it is secured, ${doorWords[door].knows}. ${doorWords[door].next}`,
    passive: 'Passive data ports of the FTP server',
    passiveHint: (most: number): string =>
      `Where the server is set to a fixed range of at most ${most} ports, below 49,152: computers take their own ports from there on. Leave both empty if it is not set.`,
    passiveFrom: 'First passive port',
    passiveTo: 'Last passive port',
    passiveHalf: 'Enter both ports of the range, or none.',
    impossible: {
      'file-sharing': 'SMB over QUIC (UDP 443) and WebDAV are not covered.',
      ftp: 'FTP over TLS needs no IPsec, and secures every data port.',
      iscsi: 'Network cards with iSCSI of their own bypass Windows and these rules.',
      'remote-desktop': 'A Remote Desktop gateway (TCP 443) is another way.',
    } satisfies Record<Door, string>,
  },
  file: {
    importCsv: 'Import CSV',
    exportCsv: 'Export CSV',
    exported: (file: string): string => `The filter list was written to ${file}.`,
    drop: 'Drop a CSV file here.',
    label: 'CSV file with a filter list',
    title: 'Import a filter list',
    from: (file: string): string => `From ${file}`,
    verdict: (accepted: number, bad: number): string =>
      `${filtersWord(accepted)} can be taken; ${bad} ${bad === 1 ? 'line' : 'lines'} cannot.`,
    accepted: 'What is taken',
    andMore: (count: number): string => `and ${count} more`,
    rejected: 'What is not taken',
    line: (line: number): string => `Line ${line}:`,
    how: 'What happens to the filters that are there',
    add: 'They stay, and these are added',
    replace: 'These take their place',
    tooMany: (count: number): string =>
      `${filtersWord(count)} more than the 1,024 that a list holds: the last ones are left out.`,
    blocked: (count: number): string =>
      `${filtersWord(count)} of these will need attention: the table says why at each of them.`,
    deed: (count: number): string => (count === 0 ? 'Take nothing' : `Take ${filtersWord(count)}`),
    nothing: 'No line of the file can be taken. Nothing was changed.',
    cancel: 'Cancel',
  },
  connectionTypeReason:
    'LAN and remote access cannot be chosen: Windows would leave connections of the other type in clear text, and the program could not read back that the rule is in force.',
  notPossible: 'not possible here',
  lead: {
    'negotiate-security': 'Which connections this rule secures.',
    permit: 'Which connections this rule lets pass in clear text.',
    block: 'Which connections this rule blocks.',
  } satisfies Record<FilterAction['kind'], string>,
  behaviourTexts: {
    'negotiate-security': '',
    permit:
      'This traffic is left as it is: it passes in clear text, nobody proves anything, and it is spared by "Block the port for every other address". It counts against a rule that negotiates only where its filters are the narrower ones. It opens no port in Windows Firewall.',
    block:
      'Windows Firewall drops this traffic, in both directions where a filter is mirrored. In Windows a rule that blocks wins over every rule that allows, however wide it is; in secpol the narrower filter wins. Connections that are open already may last until they end.',
  } satisfies Record<FilterAction['kind'], string>,
  strength: {
    today: 'Today',
    levels: { good: 'good', acceptable: 'acceptable', old: 'old, no longer advised', broken: 'broken' },
    source: (source: string): string => `Source: ${source}.`,
  },
  oneGroup: (count: number): string =>
    `All methods of a key exchange use one group: the other ${count === 1 ? 'method takes' : 'methods take'} it over.`,
};
