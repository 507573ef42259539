import type { WatchedService } from '#contract/facts';
import type { FactName, PreflightFindingContexts, Sentences } from '#contract/finding';

export const untouched = 'The check itself has changed nothing.';

/** Names of which only the first are given, with how many there are. */
const namesOf = (names: readonly string[], count: number): string =>
  `${names.slice(0, MOST_NAMED).join(', ')}${count > MOST_NAMED ? ` and ${count - MOST_NAMED} more` : ''}`;
const MOST_NAMED = 5;

/** Facts by name, as they stand in a list. */
const factWords: Readonly<Record<FactName, string>> = {
  netSecurityModule: 'the NetSecurity module',
  scheduledTasks: 'scheduled tasks',
  elevated: 'administrator rights',
  windows: 'Windows edition and build',
  domain: 'domain',
  addresses: 'own addresses',
  listeningPorts: 'listening ports',
  powershellLogging: 'PowerShell logging',
  executionPolicy: 'execution policy',
  machineId: 'machine id',
  services: 'services',
  networks: 'connected networks',
  leasedAddresses: 'addresses from DHCP',
  connections: 'open connections',
  ikePortHolders: 'who holds UDP 500 and 4500',
  legacyPolicy: 'policies made with secpol.msc',
  firewallProducts: 'other firewall products',
  domainController: 'domain controller',
  certificates: 'certificates',
  firewallProfiles: 'firewall profiles',
};

/** What Windows calls the service, and what is missing without it. */
const serviceWords: Readonly<Record<WatchedService, { readonly title: string; readonly without: string }>> = {
  IKEEXT: {
    title: 'IKE and AuthIP IPsec Keying Modules (IKEEXT)',
    without: 'Without it no connection is negotiated, and what requires IPsec stays cut off.',
  },
  PolicyAgent: {
    title: 'IPsec Policy Agent (PolicyAgent)',
    without: 'Without it policies made with secpol.msc do not count, and the firewall is not managed from afar.',
  },
  BFE: { title: 'Base Filtering Engine (BFE)', without: 'Without it no rule of the firewall or of IPsec is enforced.' },
  MpsSvc: { title: 'Windows Firewall (MpsSvc)', without: 'Without it no rule can be stored or enforced.' },
  Schedule: { title: 'Task Scheduler (Schedule)', without: 'Without it a change is not undone by itself.' },
};

/** A name that a command prompt takes as it stands, and that is not the key which stands in for a name. */
const isPlainName = (name: string): boolean =>
  /^[^"%^&|<>!\p{Cc}]{1,200}$/u.test(name) && !/^ipsecPolicy\{/iu.test(name);
const assigning = (name: string, word: 'yes' | 'no'): string =>
  `netsh ipsec static set policy name="${name}" assign=${word}`;

/** Both ways to have it done as a step of the change, and undone with it. */
const offer =
  'To have it un-assigned with this change, and assigned again when this policy is removed: tick "Un-assign it" on Review, or give --unassign-secpol.';

/** Where the program cannot do it, or nobody should without knowing what the policy is for. */
const unassigning = (name: string): string =>
  isPlainName(name)
    ? `Once you know what it is for, un-assign it, in a command prompt as administrator: ${assigning(name, 'no')} and, to go back: ${assigning(name, 'yes')}`
    : 'Once you know what it is for, un-assign it in secpol.msc, under IP Security Policies; to go back, assign it there again.';

const others = 'Ask whoever manages this computer';
const logging =
  'It is set by Group Policy: have it switched off for the time of the change, or limit who may read the log.';

const scopes: Readonly<Record<string, string>> = {
  MachinePolicy: 'by Group Policy',
  UserPolicy: 'by Group Policy for this account',
  CurrentUser: 'for this account',
  LocalMachine: 'on this computer',
};

const peerWords: Readonly<Record<PreflightFindingContexts['preset-excludes']['peers'][number], string>> = {
  secpol: 'computers set up by hand in Local Security Policy',
  ikev1: 'computers that negotiate with IKEv1',
  article: 'computers with Article',
  recommended: 'computers with Recommended today',
  transition: 'computers with Transition',
};

type ComputerCode =
  | 'facts-unavailable'
  | 'module-logging'
  | 'script-block-logging'
  | 'transcription'
  | 'execution-policy'
  | 'service-stopped'
  | 'legacy-policy'
  | 'legacy-policy-put-aside'
  | 'no-legacy-policy'
  | 'legacy-policy-stays'
  | 'connection-security-owned'
  | 'firewall-owned'
  | 'ike-port-held'
  | 'covers-services'
  | 'covers-own-session'
  | 'backup-running'
  | 'nothing-listens'
  | 'local-address-leased'
  | 'public-network'
  | 'nat-likely'
  | 'kerberos-without-domain'
  | 'domain-unreachable'
  | 'clock-skew'
  | 'algorithm-unknown'
  | 'preset-excludes'
  | 'port-stays-open'
  | 'port-not-closed'
  | 'allow-rules-put-aside'
  | 'port-open-by-default'
  | 'far-port-fixed';

/** What pre-flight says of the computer, its network and what runs on it, in three sentences each. */
export const computerFindingTexts: {
  readonly [C in ComputerCode]: (context: PreflightFindingContexts[C]) => Sentences;
} = {
  'facts-unavailable': ({ facts, reasons }) => ({
    happened: `Not everything could be read here: ${facts.map((fact) => factWords[fact]).join(', ')} (${reasons.join('; ')}).`,
    stateNow: untouched,
    whatNext: 'Go on; what depends on these is not checked, and what the rules do is read after the change.',
  }),
  'module-logging': () => ({
    happened: 'PowerShell module logging is switched on: it writes the values of all parameters into the event log.',
    stateNow: `${untouched} A policy with a pre-shared key would leave the key there, readable for whoever reads the log.`,
    whatNext: logging,
  }),
  'script-block-logging': () => ({
    happened: 'PowerShell script-block logging is switched on: it writes all that runs into the event log.',
    stateNow: `${untouched} The key is in no script, but the addresses and rules of this policy would stand there.`,
    whatNext: logging,
  }),
  transcription: () => ({
    happened: 'PowerShell transcription is switched on: it writes what runs and what is answered into a file.',
    stateNow: `${untouched} Where that file lies, and who may read it, is set by whoever switched it on.`,
    whatNext: 'Have it switched off for the time of the change, or make sure that only administrators read the file.',
  }),
  'execution-policy': ({ policy, scope }) => ({
    happened: `The execution policy is ${policy} (${scopes[scope] ?? scope}): PowerShell refuses scripts that are files.`,
    stateNow: `${untouched} The program and its automatic undo run nothing from a file, so they work.`,
    whatNext: 'Use the program here; the stand-alone script runs only once it is signed or the policy is changed.',
  }),
  'service-stopped': ({ service, disabled }) => ({
    happened: `The service ${serviceWords[service].title} ${disabled ? 'is disabled' : 'does not run'}.`,
    stateNow: `${untouched} ${serviceWords[service].without}`,
    whatNext: disabled
      ? `Find out who disabled it; then, in PowerShell as administrator: Set-Service ${service} -StartupType Automatic; Start-Service ${service}.`
      : `Start it, in PowerShell as administrator: Start-Service ${service}.`,
  }),
  'legacy-policy': ({ from, name, canUnassign }) => ({
    happened: `A policy made with secpol.msc is assigned ${from === 'domain' ? 'by the domain' : 'on this computer'}: ${name}.`,
    stateNow: `${untouched} Which of the two counts for the same traffic is not documented.`,
    whatNext:
      from === 'domain'
        ? 'Have the domain administrator take its assignment back for this computer, or make sure that it is about other traffic. What is assigned shows: netsh ipsec static show gpoassignedpolicy.'
        : canUnassign === true
          ? offer
          : unassigning(name),
  }),
  'legacy-policy-put-aside': ({ name }) => ({
    happened: `The change un-assigns ${name}, which was made with secpol.msc, as you agreed.`,
    stateNow: `${untouched} Its settings stay as they are; the service IPsec Policy Agent is started anew, so that it reads the assignment.`,
    whatNext: 'It is assigned again when this policy is removed, and when the change is undone.',
  }),
  'no-legacy-policy': ({ computer }) => ({
    happened: `No policy of secpol.msc is assigned on ${computer}, so there is none to un-assign.`,
    stateNow: untouched,
    whatNext: 'Nothing needs to be done.',
  }),
  'legacy-policy-stays': ({ name, unassigned }) => ({
    happened: `Somebody has assigned ${name} in secpol.msc since this program un-assigned ${unassigned}.`,
    stateNow: `${name} stays assigned, and ${unassigned} is not assigned again.`,
    whatNext: `Look in secpol.msc, under IP Security Policies, which of the two is meant to count.`,
  }),
  'connection-security-owned': ({ product }) => ({
    happened: `${product} has taken connection security over from Windows.`,
    stateNow: `${untouched} Windows would store the policy and not enforce it.`,
    whatNext: `${others} to have ${product} leave connection security to Windows.`,
  }),
  'firewall-owned': ({ product }) => ({
    happened: `${product} has taken the firewall over from Windows.`,
    stateNow: `${untouched} Rules of Windows Firewall do not count, neither those that allow nor those that close the rest.`,
    whatNext: `Allow the backup port, UDP 500, UDP 4500 and IP protocol 50 in ${product}; close the port for strangers there.`,
  }),
  'ike-port-held': ({ port, holder }) => ({
    happened: `UDP ${port} is held by ${holder}, and Windows needs it to negotiate.`,
    stateNow: `${untouched} Negotiations may end up there instead of with Windows.`,
    whatNext: 'Close or remove that program; often it is a VPN client.',
  }),
  'covers-services': ({ services, port }) => ({
    happened: `The policy covers more than the backup: ${services.join(', ')} (${port}).`,
    stateNow: `${untouched} Computers without the policy, yours perhaps among them, could not use these any more.`,
    whatNext: 'Limit the filters to the backup port, or set up every computer that needs these services first.',
  }),
  'covers-own-session': ({ service, remote }) => ({
    happened: `A ${service} session from ${remote} is open, and this policy covers it.`,
    stateNow: `${untouched} If it is yours, you would be cut off by the change.`,
    whatNext: 'Work at the computer itself, or leave that address and port out of the filters.',
  }),
  'backup-running': ({ port, count }) => ({
    happened:
      count === 1
        ? `A connection on ${port} is open: a backup or restore is running.`
        : `${count} connections on ${port} are open: backups or restores are running.`,
    stateNow: `${untouched} The change would break them off.`,
    whatNext: 'Wait until they are over, then check again.',
  }),
  'nothing-listens': ({ port }) => ({
    happened: `Nothing listens on ${port} on this server.`,
    stateNow: `${untouched} The policy would protect a port that no program uses.`,
    whatNext: 'Start the backup server, or look up its port in its settings.',
  }),
  'local-address-leased': ({ address, interfaceAlias }) => ({
    happened: `The own address ${address} in the filters comes from a DHCP server (${interfaceAlias}).`,
    stateNow: `${untouched} Once the server gives another address, the policy protects nothing any more.`,
    whatNext: 'Use My IP address in the filters, or give the computer a fixed address.',
  }),
  'public-network': ({ networks }) => ({
    happened: `Windows takes the network for a public one: ${networks.join(', ')}.`,
    stateNow: `${untouched} In public networks the firewall lets less in, and Group Policy may set other rules.`,
    whatNext: 'If this is your own network, make it a private one in the Windows settings.',
  }),
  'nat-likely': ({ own, peers }) => ({
    happened: `This computer has only private addresses (${own.join(', ')}) and the other side has public ones (${peers}).`,
    stateNow: `${untouched} A router between them translates addresses, which Windows does not allow for IPsec by default.`,
    whatNext: 'Use the addresses inside of the network, a VPN, or have AllowIPsecThroughNAT set on both sides.',
  }),
  'kerberos-without-domain': ({ computer }) => ({
    happened: `The policy offers Kerberos, and ${computer} is in no domain.`,
    stateNow: `${untouched} Without a domain Kerberos can prove no computer.`,
    whatNext: 'Choose certificates or a pre-shared key, or join the computer to the domain.',
  }),
  'domain-unreachable': ({ domain }) => ({
    happened: `No controller of the domain ${domain} answers.`,
    stateNow: `${untouched} Without one Kerberos works only as long as tickets are left over.`,
    whatNext: 'Check the network and the name server, then check again.',
  }),
  'clock-skew': ({ seconds }) => ({
    happened: `The clock of this computer is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} the domain controller.`,
    stateNow: `${untouched} Kerberos refuses more than 300 seconds.`,
    whatNext: 'Set the clock, in a command prompt as administrator: w32tm /resync.',
  }),
  'algorithm-unknown': ({ algorithms, build }) => ({
    happened: `This Windows (build ${build}) does not know ${algorithms.join(', ')}.`,
    stateNow: `${untouched} Windows would refuse the policy, or offer less than it says.`,
    whatNext: 'Choose older algorithms on both sides, or a newer Windows.',
  }),
  'preset-excludes': ({ protection, peers }) => ({
    happened: `${protection === 'recommended' ? 'Recommended today' : 'Transition'} does not come together with ${peers.map((peer) => peerWords[peer]).join('; ')}.`,
    stateNow: untouched,
    whatNext:
      'Give all computers that back up to one server the same protection, or Transition while some have Article; computers set up by hand need Article or Transition, with IKEv1.',
  }),
  'port-stays-open': ({ port, others: rules }) => ({
    happened: `The policy only asks for IPsec, and rules of Windows Firewall let ${port} in without: ${rules.join(', ')}.`,
    stateNow: `${untouched} Computers without the policy can still connect in clear text.`,
    whatNext: 'Require security once all workstations are set up.',
  }),
  'port-not-closed': ({ port, removable, removableCount, staying, stayingCount }) => ({
    happened: `Rules of Windows Firewall let ${port} in without IPsec: ${[
      ...(stayingCount > 0 ? [`${namesOf(staying, stayingCount)} (cannot be switched off here)`] : []),
      ...(removableCount > 0 ? [`${namesOf(removable, removableCount)} (can be switched off)`] : []),
    ].join('; ')}.`,
    stateNow: `${untouched} As long as one of them is on, "Allow the connection if it is secure" does not close the port.`,
    whatNext: [
      ...(removableCount > 0
        ? [
            'Agree on Review, or with --disable-allow-rules, that this program switches them off and gives them back when the policy is removed.',
          ]
        : []),
      ...(stayingCount > 0
        ? [
            'Rules for more than this port, of Group Policy, or whose name cannot be selected are changed where they come from.',
          ]
        : []),
    ].join(' '),
  }),
  'allow-rules-put-aside': ({ port, rules, count }) => ({
    happened: `With this policy firewall rules of others are off that let ${port} in without IPsec: ${namesOf(rules, count)}.`,
    stateNow: `${untouched} They are switched off last of all, when ours are in place.`,
    whatNext: 'Nothing is to be done; removing the policy, or undoing the change, switches them on again.',
  }),
  'port-open-by-default': ({ port, profiles }) => ({
    happened: `Windows Firewall is off, or lets in what no rule blocks (${profiles.join(', ')}), so "Allow the connection if it is secure" does not close ${port}.`,
    stateNow: `${untouched} The security rule alone keeps clear text out there.`,
    whatNext: 'Switch Windows Firewall on in all profiles, with inbound connections on Block.',
  }),
  'far-port-fixed': ({ port, filterList }) => ({
    happened: `A filter of ${filterList} is about connections from port ${port} only.`,
    stateNow: `${untouched} Connections from any other port would pass in clear text.`,
    whatNext: 'Choose From any port, unless something else closes the other ports.',
  }),
};
