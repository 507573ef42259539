import { addressTexts } from '#policy/address';
import type { IpPort, IpProtocol, IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import type { Traffic } from '#policy/traffic';
import { because } from '#texts/because.en';
import type { WantedObject } from './wanted';

/** A rule counts on every interface; Windows refuses the parameter beside a local address, so it is never given. */
export const anyInterface = { InterfaceType: 'Any' } as const;

export const portWord = (port: IpPort): string => (port.kind === 'any' ? 'Any' : String(port.port));
export const protocolWord = (protocol: IpProtocol): string =>
  typeof protocol === 'object' ? String(protocol.number) : protocol === 'any' ? 'Any' : protocol;

/** The port that the policy is about, in words: `TCP 4531`. */
export function trafficInWords({ protocol, localPort, remotePort }: Traffic): string {
  const port = localPort.kind === 'port' ? localPort : remotePort;
  return port.kind === 'any' ? protocolWord(protocol) : `${protocolWord(protocol)} ${port.port}`;
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

const listInWords = ({ name, description }: SecurityRule['filterList']): string =>
  description === '' ? name : `${name}: ${description}`;

/** secpol's security rule, assigned: transport mode, always an explicit key module. */
export function ipsecRule(
  policy: IpSecurityPolicy,
  rule: SecurityRule,
  action: NegotiateSecurity,
  traffic: Traffic,
  place: { readonly rule: number; readonly set: number },
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
      LocalPort: portWord(traffic.localPort),
      RemotePort: portWord(traffic.remotePort),
      LocalAddress: addressTexts(traffic.locals),
      RemoteAddress: addressTexts(traffic.remotes),
    },
    defaults: { ...anyInterface, User: 'Any', Machine: 'Any' },
    references: {
      QuickModeCryptoSet: { part: 'quick-mode', index: place.set },
      Phase1AuthSet: { part: 'phase1', index: place.set },
    },
    proposals: [],
    because: ruleReason(policy, action, traffic),
  };
}

/** Main mode has no port: its rule carries exactly the addresses and the phase-1 set of the IPsec rule. */
export function mainModeRule(
  policy: IpSecurityPolicy,
  traffic: Traffic,
  place: { readonly rule: number; readonly set: number },
): WantedObject {
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
      Phase1AuthSet: { part: 'phase1', index: place.set },
    },
    proposals: [],
    because: because.mainModeRule(),
  };
}
