import type { PreflightFindingContexts, RulePrecedence, Sentences, SettingOrigin } from '#contract/finding';
import { gpoFindingTexts } from './gpo-findings.en';
import { certificateFindingTexts } from './certificate-findings.en';
import { computerFindingTexts, untouched } from './computer-findings.en';

const originWords: Readonly<Record<SettingOrigin, { readonly happened: string; readonly whatNext: string }>> = {
  'group-policy': {
    happened: 'Group Policy makes this computer ignore local IPsec rules',
    whatNext: 'Have the domain administrator put the policy into a Group Policy object, or allow local IPsec rules.',
  },
  local: {
    happened: 'A setting of this computer’s firewall makes it ignore local IPsec rules',
    whatNext: 'Allow them: Set-NetFirewallProfile -All -AllowLocalIPsecRules True, in PowerShell as administrator.',
  },
};

const firewallOriginWords: typeof originWords = {
  'group-policy': {
    happened: 'Group Policy makes this computer ignore local rules of Windows Firewall',
    whatNext:
      'Have the domain administrator put the policy into a Group Policy object, or allow local firewall rules. A policy that neither narrows nor blocks needs none.',
  },
  local: {
    happened: 'A setting of this computer’s firewall makes it ignore its local firewall rules',
    whatNext: 'Allow them: Set-NetFirewallProfile -All -AllowLocalFirewallRules True, in PowerShell as administrator.',
  },
};

const precedenceWords: Readonly<Record<RulePrecedence, string>> = {
  wins: 'That rule is the narrower one, so it would count in place of this policy.',
  loses: 'This policy is the narrower one, so it should count.',
  ambiguous: 'Neither of the two is plainly the narrower one, so it is uncertain which would count.',
};

/** What pre-flight says, in three sentences each. */
export const preflightFindingTexts: {
  readonly [C in keyof PreflightFindingContexts]: (context: PreflightFindingContexts[C]) => Sentences;
} = {
  'not-elevated': ({ computer }) => ({
    happened: `The program runs without administrator rights on ${computer}.`,
    stateNow: untouched,
    whatNext: 'Start it again as administrator; looking and planning work without.',
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
  'local-ipsec-rules-ignored': ({ profiles, by }) => ({
    happened: `${originWords[by].happened} (AllowLocalIPsecRules is False: ${profiles.join(', ')}).`,
    stateNow: `${untouched} A local policy would be stored and never enforced.`,
    whatNext: originWords[by].whatNext,
  }),
  'local-ipsec-rules-ignored-elsewhere': ({ profiles, by }) => ({
    happened: `${originWords[by].happened} in networks of another kind (AllowLocalIPsecRules is False: ${profiles.join(', ')}).`,
    stateNow: `${untouched} The policy counts in the network of today, and not once the computer is in one of those.`,
    whatNext: originWords[by].whatNext,
  }),
  'local-firewall-rules-ignored': ({ profiles, by }) => ({
    happened: `${firewallOriginWords[by].happened} (AllowLocalFirewallRules is False: ${profiles.join(', ')}).`,
    stateNow: `${untouched} The firewall rules of this policy, which say who may connect, would be stored and never enforced.`,
    whatNext: firewallOriginWords[by].whatNext,
  }),
  'local-firewall-rules-ignored-elsewhere': ({ profiles, by }) => ({
    happened: `${firewallOriginWords[by].happened} in networks of another kind (AllowLocalFirewallRules is False: ${profiles.join(', ')}).`,
    stateNow: `${untouched} The firewall rules of this policy count in the network of today, and not once the computer is in one of those.`,
    whatNext: firewallOriginWords[by].whatNext,
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
  'ipsec-rule-overlap': ({ other, port, precedence }) => ({
    happened: `The IPsec rule ${other} is about ${port} with the same addresses, too.`,
    stateNow: `${untouched} ${precedenceWords[precedence]}`,
    whatNext:
      'Check what that rule is for; have it changed by whoever made it, or change the addresses of this policy.',
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
  'firewall-off-here': ({ profiles }) => ({
    happened: `Windows Firewall is switched off in the network that this computer is in (${profiles.join(', ')}).`,
    stateNow: `${untouched} Windows may store the policy and not enforce it.`,
    whatNext: 'Switch the firewall on; after the change the program reads whether the policy is enforced.',
  }),
  'firewall-off-elsewhere': ({ profiles }) => ({
    happened: `Windows Firewall is switched off in networks of another kind (${profiles.join(', ')}).`,
    stateNow: `${untouched} In the network of today it is on; in one of those the policy may not be enforced.`,
    whatNext: 'Switch the firewall on there as well, above all on a computer that is carried about.',
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
    stateNow: 'The change is in place; what is left over is switched off.',
    whatNext: 'Do the same once more, applying or removing; that takes them away.',
  }),
  'policy-unrecorded': ({ policy }) => ({
    happened: `Objects of the policy ${policy} are on this computer, but no record of a finished change: unrecorded or interrupted.`,
    stateNow: 'Whether they are complete and in force is not known; nothing was compared.',
    whatNext: 'Apply the policy once more, or remove it.',
  }),
  'interrupted-change-undone': ({ begunAt, who }) => ({
    happened: `An earlier change had stopped half way (begun at ${begunAt} by ${who}).`,
    stateNow: 'It was undone first, and read back.',
    whatNext: 'Nothing is to be done about it.',
  }),
  'folder-not-secured': ({ reason }) => ({
    happened: `The folder of the journal could not be given its own permissions (${reason}).`,
    stateNow: 'Other users of this computer may be able to write there.',
    whatNext: 'Let only administrators and SYSTEM write to it (ProgramData, IPsec Backup Wizard).',
  }),
  'local-address-elsewhere': ({ address, own }) => ({
    happened: `The filters name ${address} as an address of this computer, which has ${own.slice(0, 8).join(', ')}.`,
    stateNow: `${untouched} A rule for an address that the computer has not got protects nothing.`,
    whatNext: 'Use My IP address in the filters, or give the computer that address.',
  }),
  'journal-unusable': ({ reason }) => ({
    happened: `The journal of the last change cannot be used. ${reason}`,
    stateNow: 'What is on the computer was read all the same.',
    whatNext: 'Run recover: it puts the journal aside.',
  }),
  'undo-task-left': ({ tasks }) => ({
    happened: `The automatic undo of a change whose journal is not here is still armed: ${tasks.join(', ')}.`,
    stateNow: untouched,
    whatNext: 'recover has it undo its change now; recover --keep takes it away.',
  }),
  'no-automatic-undo': ({ reason }) => ({
    happened: `No automatic undo can be armed here (${reason}).`,
    stateNow: untouched,
    whatNext:
      'Go on where you can reach this computer without the network; a failure is undone, a lost connection is not.',
  }),
  ...computerFindingTexts,
  ...certificateFindingTexts,
  ...gpoFindingTexts,
  'passphrase-weak': () => ({
    happened: 'The passphrase that seals the settings is weak: whoever finds the file or the stick can guess it.',
    stateNow: 'The file is sealed with it all the same, and nothing on this computer has been changed.',
    whatNext:
      'Seal the settings with four or five words that nobody connects, and keep the file from others until then.',
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
