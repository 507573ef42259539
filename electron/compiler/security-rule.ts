import { addressTexts } from '#policy/address';
import type { IpPort, IpProtocol, IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import { isAnyPort, type Traffic } from '#policy/traffic';
import { because } from '#texts/because.en';
import type { WantedObject } from './wanted';

/** A rule counts on every interface; Windows refuses the parameter beside a local address, so it is never given. */
export const anyInterface = { InterfaceType: 'Any' } as const;
/** A rule of the firewall counts for every program as well, and for every service. */
export const anyProgram = { ...anyInterface, Program: 'Any', Service: 'Any' } as const;

/** `-LocalPort` and `-RemotePort`: one word, or a list where there are several. */
export function portWords(ports: readonly IpPort[]): string | readonly string[] {
  const words = ports.map((port) => (port.kind === 'any' ? 'Any' : String(port.port)));
  const [first = 'Any', ...others] = words;
  return others.length === 0 ? first : words;
}
export const protocolWord = (protocol: IpProtocol): string =>
  typeof protocol === 'object' ? String(protocol.number) : protocol === 'any' ? 'Any' : protocol;

const MOST_PORTS_IN_WORDS = 6;

/** `4531`, `139, 445`, and of a long list its beginning. */
export function portsInWords(ports: readonly IpPort[]): string {
  const words = [portWords(ports)].flat();
  const more = words.length > MOST_PORTS_IN_WORDS ? ` and ${words.length - MOST_PORTS_IN_WORDS} more` : '';
  return `${words.slice(0, MOST_PORTS_IN_WORDS).join(', ')}${more}`;
}

/** The ports that the policy is about, in words: `TCP 4531`. */
export function trafficInWords({ protocol, localPorts, remotePorts }: Traffic): string {
  const ports = isAnyPort(localPorts) ? remotePorts : localPorts;
  return isAnyPort(ports) ? protocolWord(protocol) : `${protocolWord(protocol)} ${portsInWords(ports)}`;
}

/** no/no = Require\Require, no/yes = Require\Request, yes/yes = Request\Request; yes/no has no counterpart (validate). */
function securityPair({ acceptUnsecured, allowFallback }: NegotiateSecurity): {
  readonly InboundSecurity: 'Require' | 'Request';
  readonly OutboundSecurity: 'Require' | 'Request';
} {
  return {
    InboundSecurity: acceptUnsecured ? 'Request' : 'Require',
    OutboundSecurity: allowFallback ? 'Request' : 'Require',
  };
}

const ruleReason = (policy: IpSecurityPolicy, action: NegotiateSecurity, traffic: Traffic): string => {
  const port = trafficInWords(traffic);
  if (action.acceptUnsecured || action.allowFallback) return because.ruleRequest(port);
  return policy.role === 'server' ? because.ruleServer(port) : because.ruleWorkstation(port);
};

export const listInWords = ({ name, description }: SecurityRule['filterList']): string =>
  description === '' ? name : `${name}: ${description}`;

/** Which number a rule has, and which its sets. */
export interface Place {
  readonly rule: number;
  readonly phase1: number;
  readonly quickMode: number;
}

/** secpol's security rule, assigned: transport mode, always an explicit key module. */
export function ipsecRule(
  policy: IpSecurityPolicy,
  rule: SecurityRule,
  action: NegotiateSecurity,
  traffic: Traffic,
  place: Place,
): WantedObject {
  return {
    part: 'rule',
    index: place.rule,
    properties: {
      DisplayName: policy.name,
      Description: listInWords(rule.filterList),
      Enabled: 'True',
      Profile: 'Any',
      Mode: 'Transport',
      ...securityPair(action),
      KeyModule: policy.keyExchange.keyModule,
      Protocol: protocolWord(traffic.protocol),
      LocalPort: portWords(traffic.localPorts),
      RemotePort: portWords(traffic.remotePorts),
      LocalAddress: addressTexts(traffic.locals),
      RemoteAddress: addressTexts(traffic.remotes),
    },
    defaults: { ...anyInterface, User: 'Any', Machine: 'Any' },
    references: {
      QuickModeCryptoSet: { part: 'quick-mode', index: place.quickMode },
      Phase1AuthSet: { part: 'phase1', index: place.phase1 },
    },
    proposals: [],
    because: ruleReason(policy, action, traffic),
  };
}

/** Main mode has no port: its rule carries exactly the addresses and the phase-1 set of the IPsec rule. */
export function mainModeRule(policy: IpSecurityPolicy, traffic: Traffic, place: Place): WantedObject {
  return {
    part: 'main-mode-rule',
    index: place.rule,
    properties: {
      DisplayName: `${policy.name} - main mode`,
      Enabled: 'True',
      Profile: 'Any',
      LocalAddress: addressTexts(traffic.locals),
      RemoteAddress: addressTexts(traffic.remotes),
    },
    references: {
      MainModeCryptoSet: { part: 'main-mode', index: 1 },
      Phase1AuthSet: { part: 'phase1', index: place.phase1 },
    },
    proposals: [],
    because: because.mainModeRule(),
  };
}
