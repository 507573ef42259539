/** Why a step of a plan is there: one sentence for the person who reviews it. */
export const because = {
  keyProposal: (): string =>
    'Both computers prove themselves with the pre-shared key; IKE compares it as a computer, not a user.',
  kerberosProposal: (): string => 'Both computers prove themselves with their domain accounts (Kerberos V5).',
  certificateProposal: (authority: string): string =>
    `Both computers prove themselves with a certificate of the authority ${authority}.`,
  selectsAny: (authority: string): string =>
    `Proves this computer with any of its certificates of the authority ${authority}; the next proposal checks the server's.`,
  validatesName: (authority: string, name: string): string =>
    `Accepts only a certificate of the authority ${authority} in the name ${name}: belonging to the group is not enough to be the server.`,
  selectsName: (authority: string, name: string): string =>
    `Proves this server with its certificate of the authority ${authority} in the name ${name}, which the workstations ask for.`,
  validatesAny: (authority: string): string =>
    `Accepts every certificate of the authority ${authority} from a workstation.`,
  accountAllow: (port: string, account: string): string =>
    `Lets connections to ${port} out only where IPsec has proved that ${account} answers; it beats the rule that blocks them.`,
  accountBlock: (port: string): string =>
    `Closes ${port} for everybody else on the list: belonging to the domain is not enough to be the server.`,
  allowIfSecure: (port: string): string =>
    `Lets ${port} in through Windows Firewall, and only what IPsec has secured. It closes the port where no other rule lets it in.`,
  putRuleAside: (rule: string): string =>
    `Switches off the firewall rule ${rule} of somebody else, as you agreed: it lets the port in without IPsec. It is switched on again when this policy is removed.`,
  giveBackRule: (rule: string): string =>
    `Switches the firewall rule ${rule} on again, which this program had switched off.`,
  unassign: (policy: string): string =>
    `Un-assigns the policy ${policy} of secpol.msc, as you agreed, so that one system decides about the port. It is assigned again when this policy is removed.`,
  assignAgain: (policy: string): string =>
    `Assigns the policy ${policy} of secpol.msc again, which this program had un-assigned.`,
  startPolicyAgent: (): string => 'Sees to it that the service that reads the policies of secpol.msc runs.',
  restartPolicyAgent: (): string => 'Has that service read anew which policy is assigned.',
  phase1: (): string =>
    'Lists the authentication methods in order of preference; it has its own name, so no default of Windows is touched.',
  mainModeProposal: (method: string): string => `Offers ${method} for the key exchange.`,
  mainMode: (): string =>
    'Names the key exchange methods, because what Windows offers by itself changes between versions.',
  quickModeProposal: (method: string): string => `Offers ${method} for the traffic itself.`,
  quickMode: (filterAction: string): string => `Is the filter action "${filterAction}": how the traffic is protected.`,
  mainModeRule: (): string =>
    'Main mode knows addresses and no ports: this rule ties the key and the key exchange to the addresses of the security rule.',
  ruleServer: (port: string): string =>
    `Requires IPsec for every connection from workstations to ${port} on this server, in both directions; clear text is dropped.`,
  ruleWorkstation: (port: string): string =>
    `Requires IPsec for every connection of this workstation to ${port} on the backup server, in both directions; clear text is dropped.`,
  ruleRequest: (port: string): string =>
    `Asks for IPsec on connections to ${port}, and lets clear text pass where the other side does not answer with it.`,
  closeTheRest: (port: string): string =>
    `Closes ${port} for every address that is not on the filter list, IPv4 and IPv6: without it those addresses would be served in clear text.`,
  closeOtherLocal: (port: string): string =>
    `Closes ${port} on this computer's other addresses, which the filter list does not protect.`,
  permit: (traffic: string): string =>
    `Is the filter action "Permit": ${traffic} passes without IPsec, in both directions, whatever wider rules say.`,
  block: (traffic: string, direction: 'Inbound' | 'Outbound'): string =>
    `Is the filter action "Block": closes ${traffic} for connections that ${direction === 'Inbound' ? 'come in' : 'go out'}; a Block rule beats every rule that allows.`,
  switch: (why: string): string => `Switched over in place, so that there is no moment without a rule. ${why}`,
  disable: (): string => 'The policy no longer needs it: switched off now, deleted when the change is kept.',
  openGpo: (gpo: string, controller: string | undefined): string =>
    `Opens the Group Policy object ${gpo}${controller === undefined ? '' : ` on the writable domain controller ${controller}`}; nothing in it changes before it is saved.`,
  saveGpo: (gpo: string): string =>
    `The single commit point: writes the whole Group Policy object ${gpo} back. Before it nothing has changed, after it all of it has.`,
};
