import type { PreflightFindingContexts, Sentences } from '#contract/finding';

const untouched = 'The check itself has changed nothing.';

/** What pre-flight says, in three sentences each. */
export const preflightFindingTexts: {
  readonly [C in keyof PreflightFindingContexts]: (context: PreflightFindingContexts[C]) => Sentences;
} = {
  'not-elevated': ({ computer }) => ({
    happened: `The program runs without administrator rights on ${computer}.`,
    stateNow: untouched,
    whatNext: 'Start it again as administrator; looking and planning work without.',
  }),
  'elevation-unknown': ({ reason }) => ({
    happened: `Whether the program has administrator rights could not be read here (${reason}).`,
    stateNow: untouched,
    whatNext: 'Go on; if rights are missing, the first step is refused and nothing is changed.',
  }),
  'constrained-language': ({ mode }) => ({
    happened: `PowerShell is locked down on this computer (${mode}): AppLocker or Device Guard allows it only simple commands.`,
    stateNow: untouched,
    whatNext:
      'Ask whoever manages this computer to allow PowerShell in Full Language Mode for administrators, then try again.',
  }),
  'netsecurity-missing': ({ reason }) => ({
    happened: `The NetSecurity module of Windows PowerShell cannot be used here (${reason}).`,
    stateNow: untouched,
    whatNext: 'Use Windows 10 1809, Windows Server 2016 or newer; repair Windows if the module should be there.',
  }),
  'local-ipsec-rules-ignored': ({ profiles }) => ({
    happened: `Group Policy makes this computer ignore local IPsec rules (AllowLocalIPsecRules is False: ${profiles.join(', ')}).`,
    stateNow: `${untouched} A local policy would be stored and never enforced.`,
    whatNext: 'Have the domain administrator put the policy into a Group Policy object, or allow local IPsec rules.',
  }),
  'local-ipsec-rules-unknown': ({ reason }) => ({
    happened: `Whether local IPsec rules count on this computer could not be read (${reason}).`,
    stateNow: untouched,
    whatNext: 'Go on; afterwards the active rules are read and the program says whether the policy is enforced.',
  }),
  'main-mode-overlap': ({ other, addresses, property }) => ({
    happened: `The rule ${other} covers the same addresses (${addresses}) with another ${property === 'Phase1AuthSet' ? 'authentication' : 'key exchange'}.`,
    stateNow: `${untouched} Windows picks the key by address, so either of the two rules might count.`,
    whatNext: 'Narrow the addresses of this policy or of that rule, or have that rule removed by whoever made it.',
  }),
  'main-mode-overlap-own': ({ other, property }) => ({
    happened: `Another policy of this program, ${other}, covers the same addresses with another ${property === 'Phase1AuthSet' ? 'key or authentication' : 'key exchange'}.`,
    stateNow: `${untouched} The other policy stays in force.`,
    whatNext:
      'Give both policies the same key and key exchange, or narrow their addresses so that they do not overlap.',
  }),
  'ipsec-rule-overlap': ({ other, port }) => ({
    happened: `The IPsec rule ${other} is about ${port} with the same addresses, too.`,
    stateNow: untouched,
    whatNext: 'Check what that rule is for; a rule for the same port makes it uncertain which of the two counts.',
  }),
  'port-closed': ({ other, port, addresses }) => ({
    happened: `The firewall rule ${other} blocks ${port} for addresses that this policy protects (${addresses}).`,
    stateNow: `${untouched} A rule that blocks beats every rule that allows, so these addresses would stay cut off.`,
    whatNext: 'Put all addresses for this port into one policy, or have that rule changed by whoever made it.',
  }),
  'closes-other-policy': ({ other, port, addresses }) => ({
    happened: `This policy would close ${port} for addresses that another policy of this program protects: ${other} (${addresses}).`,
    stateNow: `${untouched} The other policy stays in force.`,
    whatNext: 'Put the addresses of both into one policy, or leave the addresses of this one open to any.',
  }),
  'firewall-off': ({ profiles }) => ({
    happened: `Windows Firewall is switched off on this computer (${profiles.join(', ')}).`,
    stateNow: `${untouched} The rule that closes the port for everybody outside of the filter list would not count.`,
    whatNext: 'Switch the firewall on, or do not narrow the addresses of the filter list.',
  }),
  'no-inbound-allow': ({ port }) => ({
    happened: `No rule of Windows Firewall lets ${port} in on this server.`,
    stateNow: `${untouched} Workstations could not connect even with the right key.`,
    whatNext: 'Allow the backup server in Windows Firewall; the vendor’s installer normally does that.',
  }),
  'server-first': ({ port, computer }) => ({
    happened: `Once this policy is applied, no workstation can back up to ${computer} over ${port} until it has been set up.`,
    stateNow: untouched,
    whatNext: 'Choose a time without backups, then set up the workstations one after another with the same key.',
  }),
  'other-generation-left': ({ names }) => ({
    happened: `Objects of an earlier change are left over: ${names.join(', ')}.`,
    stateNow: 'The policy is in place; what is left over is switched off.',
    whatNext: 'Apply the policy once more; that takes them away.',
  }),
  'policy-unrecorded': ({ policy }) => ({
    happened: `Objects of the policy ${policy} are on this computer, but no record of a finished change: unrecorded or interrupted.`,
    stateNow: 'Whether they are complete and in force is not known; nothing was compared.',
    whatNext: 'Apply the policy once more, or remove it.',
  }),
  'fact-unavailable': ({ fact, reason }) => ({
    happened: `${fact} could not be read here (${reason}).`,
    stateNow: untouched,
    whatNext: 'Go on; what depends on it is not checked.',
  }),
  'key-needed': () => ({
    happened: 'The pre-shared key was not given; it will be needed when the policy is applied.',
    stateNow: untouched,
    whatNext: 'Give it by --psk-stdin or --psk-file when you apply.',
  }),
  'key-not-compared': () => ({
    happened: 'No pre-shared key was given, so the stored key was not compared.',
    stateNow: 'Everything else was compared with what is on the computer.',
    whatNext: 'Give the key by --psk-stdin or --psk-file to have it compared.',
  }),
};
