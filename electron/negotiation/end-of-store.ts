import {
  textOf,
  textsOf,
  type Inventory,
  type ObjectKind,
  type ProposalProperties,
  type StoreObject,
} from '#contract/store-object';
import { normaliseRanges, type AddressRange } from '#policy/address-range';
import { parseRanges } from '#policy/address-text';
import { accountsIn } from '#policy/account-list';
import { certificateName } from './certificate-name';
import { protocolNumbers } from './connection';
import {
  bareEnd,
  type Conditions,
  type Credentials,
  type End,
  type Exemption,
  type HeldAuthentication,
  type HeldFirewallRule,
  type HeldMainMode,
  type HeldMainModeRule,
  type HeldQuickMode,
  type HeldRule,
  type KeyModule,
  type Ports,
  type Security,
} from './end';

/** What a computer tells beside its rules and sets. */
export interface StoreSurroundings {
  /** Own addresses with their prefix: what `LocalSubnet` stands for. */
  readonly addresses: readonly string[];
  /** Of the profile that is connected. */
  readonly firewall: {
    readonly isOn: boolean;
    readonly inboundDefault: 'allow' | 'block';
    readonly outboundDefault: 'allow' | 'block';
  };
  readonly credentials: Credentials;
  readonly keyingRuns: boolean;
  readonly exemptions?: readonly Exemption[];
  /** See End. */
  readonly knowsAccounts?: boolean;
}

type Objects = readonly StoreObject[];

const sameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const says = (object: StoreObject, property: string, word: string): boolean => sameWord(textOf(object, property), word);

/** What is untold counts as any. */
function listOf({ properties }: StoreObject, property: string): readonly string[] {
  const told = textsOf(properties[property]);
  return told.length === 0 ? ['Any'] : told;
}

/** LocalSubnet is the computer's own subnets; other keywords stand for addresses that only Windows knows, and match nothing. */
function rangesOf(object: StoreObject, property: string, own: readonly string[]): readonly AddressRange[] {
  const texts = listOf(object, property).flatMap((text) => (/^LocalSubnet[46]?$/iu.test(text) ? own : [text]));
  const ranges = texts.map((text) => parseRanges(text)).flatMap((read) => (read.ok ? read.value : []));
  return ranges.length === 1 ? ranges : normaliseRanges(ranges);
}

function portsOf(object: StoreObject, property: string): Ports {
  const words = listOf(object, property);
  if (words.some((word) => sameWord(word, 'Any'))) return 'any';
  return words.flatMap((word) => {
    const [from = Number.NaN, to = from] = word.split('-').map(Number);
    return Number.isInteger(from) && Number.isInteger(to) ? [{ from, to }] : [];
  });
}

function protocolOf(object: StoreObject): Conditions['protocol'] {
  const text = textOf(object, 'Protocol', 'Any');
  if (sameWord(text, 'Any')) return 'any';
  const known = Object.entries(protocolNumbers).find(([word]) => sameWord(word, text));
  return known?.[1] ?? Number(text);
}

const conditionsOf = (object: StoreObject, own: readonly string[]): Conditions => ({
  protocol: protocolOf(object),
  localPorts: portsOf(object, 'LocalPort'),
  remotePorts: portsOf(object, 'RemotePort'),
  localAddresses: rangesOf(object, 'LocalAddress', own),
  remoteAddresses: rangesOf(object, 'RemoteAddress', own),
});

const isProposal = (value: unknown): value is ProposalProperties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
function proposalsOf(set: StoreObject | undefined): readonly ProposalProperties[] {
  const value: unknown = set?.properties['Proposal'];
  return Array.isArray(value) ? value.filter(isProposal) : [];
}
const word = (proposal: ProposalProperties, property: string): string => String(proposal[property] ?? 'None');

/** Sets by kind and name: a store may hold thousands of rules, and each names its own. */
type Sets = ReadonlyMap<string, StoreObject>;
const keyOf = (kind: ObjectKind, name: string): string => `${kind} ${name.toLowerCase()}`;
const setsOf = (objects: Objects): Sets => new Map(objects.map((object) => [keyOf(object.kind, object.name), object]));

/** The set of that kind that a rule names; a default set is not among the objects. */
const setOf = (sets: Sets, rule: StoreObject, property: string, kind: ObjectKind): StoreObject | undefined =>
  sets.get(keyOf(kind, textOf(rule, property)));

function quickModeOf(set: StoreObject | undefined): HeldQuickMode {
  const offers = proposalsOf(set).map((proposal) => {
    const uses = textsOf(proposal['Encapsulation']).flatMap((text) => text.split(/,\s*/u));
    const [ah, esp] = [uses.includes('AH'), uses.includes('ESP')];
    return {
      ahHash: ah ? word(proposal, 'AHHash') : 'None',
      encryption: esp ? word(proposal, 'Encryption') : 'None',
      espHash: esp ? word(proposal, 'ESPHash') : 'None',
    };
  });
  return { offers, pfs: set === undefined ? 'None' : textOf(set, 'PerfectForwardSecrecyGroup', 'None') };
}

function mainModeOf(set: StoreObject | undefined): HeldMainMode {
  if (set === undefined) return { offers: 'built-in', mayMixGroups: false };
  const offers = proposalsOf(set).map((proposal) => ({
    encryption: word(proposal, 'Encryption'),
    hash: word(proposal, 'Hash'),
    group: word(proposal, 'KeyExchange'),
  }));
  return { offers, mayMixGroups: false };
}

const isCertificate = (proposal: ProposalProperties): boolean =>
  proposal['Authority'] !== undefined && proposal['User'] !== true;
const onlySelects = (proposal: ProposalProperties): boolean =>
  isCertificate(proposal) && proposal['SelectionCriteria'] === true && proposal['ValidationCriteria'] !== true;
const onlyValidates = (proposal: ProposalProperties): boolean =>
  isCertificate(proposal) && proposal['ValidationCriteria'] === true && proposal['SelectionCriteria'] !== true;

/** Names of other kinds (of an organisation, say) are compared as they stand. */
function nameIn(proposal: ProposalProperties): string | undefined {
  const [name, type] = [proposal['SubjectName'], String(proposal['SubjectNameType'])];
  if (name === undefined || name === '') return undefined;
  if (type === 'DomainName') return certificateName('dns-name', String(name));
  return type === 'CN' ? certificateName('common-name', String(name)) : `${type} ${String(name)}`;
}

const authorityTypes = ['root', 'intermediate'] as const;

function authenticationOf(proposal: ProposalProperties): HeldAuthentication {
  const on = (property: string): boolean => proposal[property] === true;
  if (proposal['PreSharedKey'] !== undefined) {
    const key = word(proposal, 'PreSharedKey');
    return { kind: 'pre-shared-key', ...(key === 'not-compared' ? {} : { key }) };
  }
  if (on('Kerberos') && !on('User')) return { kind: 'kerberos-v5' };
  if (isCertificate(proposal)) {
    const name = nameIn(proposal);
    const authorityType = authorityTypes.find((type) => sameWord(type, word(proposal, 'AuthorityType')));
    const [selects, validates] = [!on('ValidationCriteria'), !on('SelectionCriteria')];
    return {
      kind: 'certificate',
      authority: word(proposal, 'Authority'),
      ...(authorityType === undefined ? {} : { authorityType }),
      ...(name === undefined || !validates ? {} : { peers: [name] }),
      ...(name === undefined || !selects ? {} : { own: name }),
    };
  }
  return { kind: 'other', method: Object.keys(proposal).sort().join(' ') };
}

const methodsOf = (set: StoreObject | undefined): readonly HeldAuthentication[] => {
  const proposals = proposalsOf(set);
  const validating = proposals.filter(onlyValidates);
  // One that only selects takes its other half's word on whom to believe; that one is no method of its own.
  return proposals
    .filter((proposal) => !validating.includes(proposal) || !proposals.some(onlySelects))
    .map((proposal) => {
      const method = authenticationOf(proposal);
      if (method.kind !== 'certificate' || !onlySelects(proposal)) return method;
      const names = validating.flatMap((one) => nameIn(one) ?? []);
      return { ...method, ...(names.length === 0 ? {} : { peers: names }) };
    });
};

const securities: readonly Security[] = ['None', 'Request', 'Require'];
const securityOf = (rule: StoreObject, property: string): Security =>
  securities.find((one) => says(rule, property, one)) ?? 'None';

function keyModulesOf(rule: StoreObject): HeldRule['keyModules'] {
  const words = textOf(rule, 'KeyModule', 'Default').split(/,\s*/u);
  const known = (['IKEv1', 'AuthIP', 'IKEv2'] as const).filter((module: KeyModule) =>
    words.some((one) => sameWord(one, module)),
  );
  return known.length === 0 ? 'Default' : known;
}

/** A second authentication is AuthIP's alone. */
const namesPhase2 = (rule: StoreObject): boolean => !/^(?:none|default)?$/iu.test(textOf(rule, 'Phase2AuthSet'));

function overOf(rule: StoreObject): HeldRule['over'] {
  const type = textOf(rule, 'InterfaceType', 'Any');
  return sameWord(type, 'Any') ? 'all' : sameWord(type, 'RemoteAccess') ? 'remote-access' : 'lan';
}

interface Context {
  readonly sets: Sets;
  readonly own: readonly string[];
  readonly inForce: (object: StoreObject) => boolean;
}

/** The name that an administrator sees. */
const shownName = (rule: StoreObject): string => textOf(rule, 'DisplayName', rule.name);

const ruleOf = (rule: StoreObject, { sets, own, inForce }: Context): HeldRule => ({
  name: shownName(rule),
  conditions: conditionsOf(rule, own),
  inbound: securityOf(rule, 'InboundSecurity'),
  outbound: securityOf(rule, 'OutboundSecurity'),
  keyModules: namesPhase2(rule) ? ['AuthIP'] : keyModulesOf(rule),
  quickMode: quickModeOf(setOf(sets, rule, 'QuickModeCryptoSet', 'NetIPsecQuickModeCryptoSet')),
  authentication: methodsOf(setOf(sets, rule, 'Phase1AuthSet', 'NetIPsecPhase1AuthSet')),
  directions: 'both',
  over: overOf(rule),
  inForce: inForce(rule),
});

function mainModeRuleOf(rule: StoreObject, { sets, own, inForce }: Context): HeldMainModeRule {
  const phase1 = setOf(sets, rule, 'Phase1AuthSet', 'NetIPsecPhase1AuthSet');
  return {
    localAddresses: rangesOf(rule, 'LocalAddress', own),
    remoteAddresses: rangesOf(rule, 'RemoteAddress', own),
    mainMode: mainModeOf(setOf(sets, rule, 'MainModeCryptoSet', 'NetIPsecMainModeCryptoSet')),
    ...(phase1 === undefined ? {} : { authentication: methodsOf(phase1) }),
    inForce: inForce(rule),
  };
}

function demandsOf(rule: StoreObject): HeldFirewallRule['demands'] {
  if (!/^(?:NotRequired)?$/iu.test(textOf(rule, 'Encryption'))) return 'encryption';
  return /^(?:NotRequired)?$/iu.test(textOf(rule, 'Authentication')) ? 'nothing' : 'authentication';
}

/** A list that cannot be read lets nobody through. */
function accountsOf(rule: StoreObject): Pick<HeldFirewallRule, 'accounts'> {
  const list = textOf(rule, 'RemoteMachine');
  return /^(?:Any|None)?$/iu.test(list) ? {} : { accounts: accountsIn(list) ?? [] };
}

function firewallRuleOf(rule: StoreObject, own: readonly string[]): HeldFirewallRule {
  const bypass = says(rule, 'Action', 'AllowBypass') || says(rule, 'OverrideBlockRules', 'true');
  return {
    name: shownName(rule),
    conditions: conditionsOf(rule, own),
    direction: says(rule, 'Direction', 'Outbound') ? 'outbound' : 'inbound',
    action: says(rule, 'Action', 'Block') ? 'block' : bypass ? 'allow-bypass' : 'allow',
    demands: demandsOf(rule),
    ...accountsOf(rule),
  };
}

const isEnabled = (object: StoreObject): boolean => !says(object, 'Enabled', 'False');

/** EnforcementStatus of ActiveStore: Full, or why not. A store that does not know (NotApplicable) does not say no. */
function enforcedIn({ enforcement }: Inventory): (object: StoreObject) => boolean {
  const status = new Map(enforcement.map((one) => [`${one.kind} ${one.name}`, one.enforcementStatus]));
  return (object) => {
    const words = status.get(`${object.kind} ${object.name}`) ?? [];
    return words.every((one) => ['Full', 'NotApplicable', 'OptimizedOut'].includes(one));
  };
}

/** A computer by what its active store holds: what is disabled counts as not there, what is not enforced is known as such. */
export function endOfStore(inventory: Inventory, surroundings: StoreSurroundings): End {
  const { addresses: own, firewall, credentials, keyingRuns, exemptions, knowsAccounts } = surroundings;
  const objects = inventory.objects.filter(isEnabled);
  const inForce = enforcedIn(inventory);
  const context: Context = { sets: setsOf(objects), own, inForce };
  const ofKind = (kind: ObjectKind): Objects => objects.filter((object) => object.kind === kind);
  return {
    rules: ofKind('NetIPsecRule')
      .filter((rule) => !says(rule, 'Mode', 'Tunnel'))
      .map((rule) => ruleOf(rule, context)),
    mainModeRules: ofKind('NetIPsecMainModeRule').map((rule) => mainModeRuleOf(rule, context)),
    firewall: {
      ...firewall,
      rules: ofKind('NetFirewallRule')
        .filter(inForce)
        .map((rule) => firewallRuleOf(rule, own)),
    },
    exemptions: exemptions ?? bareEnd.exemptions,
    credentials,
    keyingRuns,
    ...(knowsAccounts === undefined ? {} : { knowsAccounts }),
  };
}
