import { checkAddresses, checkPorts, isSecured } from './engine-conditions';
import { methodOf } from './engine-sets';
import { nouns, type SetNoun } from './nouns';
import { refuseValue } from './refusal';
import type { Unsure } from './state';
import { isAny, listOf, proposalsOf, textOf, type StoredObject } from './stored-object';

/** Looks up a set in the store of the rule: another store's sets do not count. */
export type SetLookup = (noun: SetNoun, name: string) => StoredObject | undefined;

/** Words that stand for the store's default set, and for none. */
export const standInSets = ['', 'Default', 'None'];
const pairs = ['None None', 'Request None', 'Request Request', 'Require Request', 'Require Require'];
const missingStatus: Readonly<Record<SetNoun, string>> = {
  NetIPsecPhase1AuthSet: '0x00200001',
  NetIPsecPhase2AuthSet: '0x00200002',
  NetIPsecQuickModeCryptoSet: '0x00200003',
  NetIPsecMainModeCryptoSet: '0x00200005',
};

const namesSet = (rule: StoredObject, property: string): boolean => !standInSets.includes(textOf(rule, property));

function checkSetsExist(cmdlet: string, noun: string, rule: StoredObject, lookup: SetLookup): void {
  for (const [property, setNoun] of Object.entries(nouns[noun]?.sets ?? {})) {
    const name = textOf(rule, property);
    if (namesSet(rule, property) && lookup(setNoun, name) === undefined) {
      refuseValue(cmdlet, `${property} names '${name}', which is not in this store.`, missingStatus[setNoun]);
    }
  }
}

function checkSecurity(cmdlet: string, rule: StoredObject): void {
  const pair = `${textOf(rule, 'InboundSecurity', 'None')} ${textOf(rule, 'OutboundSecurity', 'None')}`;
  if (!pairs.includes(pair)) refuseValue(cmdlet, `Inbound and outbound '${pair}' is no valid pair.`, '0x00107000');
  const named = Object.keys(nouns['NetIPsecRule']?.sets ?? {}).filter((property) => namesSet(rule, property));
  if (!isSecured(rule) && named.length > 0) {
    refuseValue(cmdlet, 'A rule that secures nothing must not name sets.', '0x00100082');
  }
}

function checkTunnel(cmdlet: string, rule: StoredObject): void {
  if (textOf(rule, 'Mode') !== 'Tunnel') return;
  if (textOf(rule, 'KeyModule') === 'IKEv2') refuseValue(cmdlet, 'The choice of key modules is invalid.');
  if (isAny(listOf(rule, 'LocalTunnelEndpoint')) && isAny(listOf(rule, 'RemoteTunnelEndpoint'))) {
    refuseValue(cmdlet, 'A tunnel needs an endpoint.', '0x0010004D');
  }
  if (textOf(rule, 'Machine') !== '') refuseValue(cmdlet, 'A list of computers is for transport rules.', '0x00100516');
  if (textOf(rule, 'User') !== '') refuseValue(cmdlet, 'A list of users is for transport rules.', '0x00100517');
}

const firstMethods = (rule: StoredObject, lookup: SetLookup): readonly (string | undefined)[] => {
  const set = lookup('NetIPsecPhase1AuthSet', textOf(rule, 'Phase1AuthSet'));
  return set === undefined ? [] : proposalsOf(set).map(methodOf);
};

function checkKeyModule(cmdlet: string, rule: StoredObject, lookup: SetLookup, unsure: Unsure): void {
  const [keyModule, methods] = [textOf(rule, 'KeyModule'), firstMethods(rule, lookup)];
  const hasSecond = namesSet(rule, 'Phase2AuthSet');
  if (hasSecond && methods.includes('PreSharedKey')) {
    refuseValue(cmdlet, 'A second authentication does not go with a pre-shared key.', '0x00200004');
  }
  if (hasSecond && keyModule.startsWith('IKE')) {
    refuseValue(cmdlet, `${keyModule} knows no second authentication.`, '0x00200008');
  }
  const isCertain = methods.every((method) => method === 'Cert') || unsure.ikev2WithoutCertificate === 'accepted';
  if (keyModule === 'IKEv2' && !isCertain) {
    refuseValue(cmdlet, 'IKEv2 authenticates with certificates only.', '0x00200008');
  }
}

function checkAhWithIkev2(cmdlet: string, rule: StoredObject, lookup: SetLookup): void {
  const set = lookup('NetIPsecQuickModeCryptoSet', textOf(rule, 'QuickModeCryptoSet'));
  const usesAh = set !== undefined && proposalsOf(set).some((one) => textOf(one, 'Encapsulation').includes('AH'));
  const isTransport = textOf(rule, 'Mode') === 'Transport';
  if (usesAh && isTransport && textOf(rule, 'KeyModule') === 'IKEv2') {
    refuseValue(cmdlet, 'AH does not go with IKEv2 in transport mode.');
  }
}

/** As far as accounts are named by their SID, or by the two letters of a well-known group. */
const accountList =
  /^(?:O:[A-Z0-9-]+?)?(?:G:[A-Z0-9-]+?)?D:(?:P|AI|AR)*(?:\([AD];;(?:CC|0x1);;;(?:S-1(?:-\d+)+|[A-Z]{2})\))+$/iu;

function checkAccountLists(cmdlet: string, rule: StoredObject, inbound: boolean): void {
  const bad = ['RemoteUser', 'RemoteMachine', 'LocalUser']
    .filter((property) => textOf(rule, property) !== '')
    .find((property) => !accountList.test(textOf(rule, property)));
  if (bad !== undefined) refuseValue(cmdlet, `${bad} is no list of accounts (SDDL).`, '0x00080005');
  if (!inbound && textOf(rule, 'RemoteUser') !== '') {
    refuseValue(cmdlet, 'A list of users is for inbound rules.', '0x001000C0');
  }
}

/** An allow rule that overrides block rules needs to know whom it lets through. */
function checkFirewallRule(cmdlet: string, rule: StoredObject): void {
  const lists = ['RemoteUser', 'RemoteMachine', 'LocalUser'].filter((property) => textOf(rule, property) !== '');
  const isOpen = textOf(rule, 'Authentication', 'NotRequired') === 'NotRequired';
  const overrides = rule['OverrideBlockRules'] === true;
  const inbound = textOf(rule, 'Direction', 'Inbound') === 'Inbound';
  // An outbound rule may override without a list (FW_RULE_FLAGS_AUTHENTICATE_BYPASS_OUTBOUND), never without authentication.
  if (overrides && (isOpen || (inbound && lists.length === 0))) {
    refuseValue(cmdlet, 'Overriding block rules needs authentication and a list of accounts.', '0x00100081');
  }
  if ((overrides || !isOpen) && textOf(rule, 'Action', 'Allow') !== 'Allow') {
    refuseValue(cmdlet, 'Only a rule that allows can demand authentication.', '0x00100081');
  }
  checkAccountLists(cmdlet, rule, inbound);
  if (isOpen && lists.some((property) => property !== 'LocalUser')) {
    refuseValue(cmdlet, 'A list of accounts needs authentication.', '0x001000C0');
  }
  if (textOf(rule, 'Encryption', 'NotRequired') !== 'NotRequired' && isOpen) {
    refuseValue(cmdlet, 'Encryption needs authentication.');
  }
}

/** Refuses what the engine says of a whole rule. Throws CmdletError. */
export function checkRule(cmdlet: string, noun: string, rule: StoredObject, lookup: SetLookup, unsure: Unsure): void {
  checkSetsExist(cmdlet, noun, rule, lookup);
  checkAddresses(cmdlet, noun, rule);
  const profiles = listOf(rule, 'Profile').flatMap((text) => text.split(', '));
  if (isAny(profiles) && profiles.length > 1) refuseValue(cmdlet, 'Profile: Any stands alone.');
  if (noun !== 'NetIPsecMainModeRule') checkPorts(cmdlet, noun, rule);
  if (noun === 'NetFirewallRule') checkFirewallRule(cmdlet, rule);
  if (noun !== 'NetIPsecRule') return;
  checkSecurity(cmdlet, rule);
  checkTunnel(cmdlet, rule);
  checkKeyModule(cmdlet, rule, lookup, unsure);
  checkAhWithIkev2(cmdlet, rule, lookup);
}
