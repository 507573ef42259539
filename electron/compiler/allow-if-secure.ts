import { addressTexts } from '#policy/address';
import type { IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import { joinedTrafficOf, type Traffic } from '#policy/traffic';
import { because } from '#texts/because.en';
import { anyProgram, listInWords, portWords, protocolWord, trafficInWords } from './security-rule';
import { encryptionWord } from './server-account';
import type { WantedObject } from './wanted';

function allow(
  policy: IpSecurityPolicy,
  rule: SecurityRule,
  action: NegotiateSecurity,
  traffic: Traffic,
): Omit<WantedObject, 'index'> {
  return {
    part: 'allow-secure',
    properties: {
      DisplayName: `${policy.name} - allow the connection if it is secure`,
      Description: listInWords(rule.filterList),
      Enabled: 'True',
      Profile: 'Any',
      Direction: 'Inbound',
      Action: 'Allow',
      Protocol: protocolWord(traffic.protocol),
      LocalPort: portWords(traffic.localPorts),
      RemotePort: portWords(traffic.remotePorts),
      LocalAddress: addressTexts(traffic.locals),
      RemoteAddress: addressTexts(traffic.remotes),
      Authentication: 'Required',
      Encryption: encryptionWord(action),
      // Said, so that it is missed: whoever lets it beat Block rules by hand lets in what we close.
      OverrideBlockRules: false,
    },
    defaults: anyProgram,
    references: {},
    proposals: [],
    because: because.allowIfSecure(trafficInWords(traffic)),
  };
}

/**
 * The fail-closed layer of a server: wf.msc's "Allow the connection if it is secure", for what its rules negotiate
 * (New-NetFirewallRule -Authentication Required; netipsec.md, section 10). Both demands are said in full: what
 * `-Authentication` means where it is not given is contradictory in the documentation. It lets in, and closes nothing by
 * itself: that is why it stands last in a plan, and is the first to go. A host that lost its demand on the way would
 * have let clear text in, but for the rule that requires IPsec, which is there all the time.
 */
export const allowIfSecure = (policy: IpSecurityPolicy): readonly WantedObject[] =>
  (policy.role === 'server' && policy.allowIfSecure === true ? policy.rules : [])
    .flatMap((rule) => {
      const { filterAction: action } = rule;
      if (action.kind !== 'negotiate-security') return [];
      return joinedTrafficOf(policy.role, rule).map((traffic) => allow(policy, rule, action, traffic));
    })
    .map((one, at) => ({ ...one, index: at + 1 }));
