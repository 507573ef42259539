/** Two simulated computers talk to each other: what their active stores hold, played by the model of negotiations. */
import { fail } from '#contract/app-error';
import { objectKinds, type Inventory, type PropertyValue, type StoreObject } from '#contract/store-object';
import { clientPortBeside } from '#negotiation/client-port';
import { connectOutcomes } from '#negotiation/connect';
import { type Connection, endpointOf, nextTo, protocolNumbers, type Endpoint } from '#negotiation/connection';
import { decidingRules, type DecidingRules } from '#negotiation/deciding-rules';
import type { Credentials, End, Exemption, HeldFirewall, KeyAgreement } from '#negotiation/end';
import { endOfStore } from '#negotiation/end-of-store';
import { coversAddress } from '#negotiation/match';
import type { Outcome } from '#negotiation/outcome';
import { parseRanges } from '#policy/address-text';
import { heldCertificates } from './certificates';
import { enginesStopped, statusOf } from './enforcement';
import { digestOf, isDigest } from './key-digest';
import { fileMachine } from './machine';
import { realPath } from './network';
import { ipAddresses } from './network-facts';
import { isSetNoun, nouns } from './nouns';
import { activeProfile, settingRow } from './profiles';
import { secpolDecides } from './secpol-agent';
import type { SimulatedState } from './state';
import { listOf, nameOf, proposalsOf, sameWord, textOf, type HostObject, type StoredObject } from './stored-object';
import { objectsOf } from './stores';
import { runDueTasks } from './task-run';

const isValue = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

type Told = string | number | boolean | readonly string[];

/** Members of a hand-made file that are nothing of the sort are left out. */
function toldMember([name, value]: readonly [string, unknown]): readonly (readonly [string, Told])[] {
  if (Array.isArray(value)) return [[name, value.filter(isValue).map(String)]];
  return isValue(value) ? [[name, value]] : [];
}
const told = (object: StoredObject): Readonly<Record<string, Told>> =>
  Object.fromEntries(Object.entries(object).flatMap(toldMember));

/** A key put in by hand lies there in clear: from here on it is a digest like the others. */
function withDigest(proposal: StoredObject): StoredObject {
  const key = textOf(proposal, 'PreSharedKey');
  return key === '' || isDigest(key) ? proposal : { ...proposal, PreSharedKey: digestOf(key) };
}

function storeObject({ noun, object: stored }: HostObject, kind: StoreObject['kind']): StoreObject {
  const object = { ...nouns[noun]?.defaults, ...stored };
  const proposals: Readonly<Record<string, PropertyValue>> = isSetNoun(noun)
    ? { Proposal: proposalsOf(object).map((one) => told(withDigest(one))) }
    : {};
  return { kind, name: nameOf(object), properties: { ...told(object), ...proposals } };
}

/** What is in force now, in the words in which every store is told. */
function activeInventory(state: SimulatedState): Inventory {
  const kinds = objectKinds.filter((kind) => !(kind.startsWith('NetIPsec') && secpolDecides(state)));
  const found = kinds.flatMap((kind) =>
    objectsOf(state, 'ActiveStore', kind).map((host) => ({ host, object: storeObject(host, kind) })),
  );
  return {
    objects: found.map(({ object }) => object),
    enforcement: found
      .filter(({ object }) => !object.kind.endsWith('Set'))
      .map(({ host, object: { kind, name } }) => {
        const { primaryStatus, enforcement } = statusOf(state, host);
        return { kind, name, primaryStatus, enforcementStatus: enforcement };
      }),
  };
}

const actionOf = (profile: StoredObject, property: string): 'allow' | 'block' =>
  sameWord(textOf(profile, property), 'Block') ? 'block' : 'allow';

function firewallOf(state: SimulatedState): Omit<HeldFirewall, 'rules'> {
  const profile = activeProfile(state);
  return {
    isOn: !sameWord(textOf(profile, 'Enabled'), 'False') && !enginesStopped(state),
    inboundDefault: actionOf(profile, 'DefaultInboundAction'),
    outboundDefault: actionOf(profile, 'DefaultOutboundAction'),
  };
}

const exemptionWords: readonly Exemption[] = ['NeighborDiscovery', 'Icmp', 'RouterDiscovery', 'Dhcp'];
function exemptionsOf(state: SimulatedState): readonly Exemption[] {
  const words = listOf(settingRow(state, 'ActiveStore'), 'Exemptions', []).flatMap((text) => text.split(/,\s*/u));
  return exemptionWords.filter((exemption) => words.some((word) => sameWord(word, exemption)));
}

const runs = ({ computer: { services } }: SimulatedState, service: string): boolean =>
  services[service] === undefined || sameWord(textOf(services, service), 'running');

/** In a workgroup there is no Kerberos; certificates are taken to be there where the file says nothing of them. */
function credentialsOf(state: SimulatedState): Credentials {
  const { domain } = state.computer;
  const certificates = heldCertificates(state);
  return {
    lacks: domain === null ? ['kerberos-v5'] : [],
    ...(domain === null ? {} : { realm: domain.toLowerCase() }),
    ...(certificates === undefined ? {} : { certificates }),
  };
}

function endOf(state: SimulatedState): End {
  return endOfStore(activeInventory(state), {
    addresses: state.computer.addresses,
    firewall: firewallOf(state),
    credentials: credentialsOf(state),
    keyingRuns: runs(state, 'IKEEXT'),
    exemptions: exemptionsOf(state),
    knowsAccounts: state.unsure.accountsOverIkev1 === 'known',
  });
}

const BACKUP_PORT = 4531;

function ownEndpoints(state: SimulatedState, port: number): readonly Endpoint[] {
  return ipAddresses(state).flatMap(({ IPAddress }) => endpointOf(IPAddress, port) ?? []);
}

const sameAddress = ({ address: a }: Endpoint, { address: b }: Endpoint): boolean =>
  a.family === b.family && a.value === b.value;

export interface ConnectOptions {
  /** Default 4531. */
  readonly port?: number;
  /** The address that the calling computer has there; its own first one where it is not given. */
  readonly from?: string;
  /** Which address of the called computer is meant; the first that fits where it is not given. */
  readonly to?: string;
  /** Both are one computer, which calls itself. */
  readonly isSame?: boolean;
}

/** RFC 6890: what no computer sends from. Loopback is an address that others do not have. */
const noSource = ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/3', '::/127', 'ff00::/8'].flatMap((text) => {
  const read = parseRanges(text);
  return read.ok ? read.value : [];
});

/** The address from which a computer is told to call. Throws AppFailure. */
function givenSource(from: string | undefined, port: number, isSame: boolean): Endpoint | undefined {
  if (from === undefined) return undefined;
  const given = endpointOf(from, port);
  if (given === undefined) return fail('usage', { problem: `"${from}" is no address` }, '--from');
  if (isSame || !coversAddress(noSource, given.address)) return given;
  return fail('usage', { problem: `no computer calls another one from ${from}` }, '--from');
}

/** Which of the two computers has no address of the other's family; what was given is true of nobody but the caller. */
function whyApart(from: string | undefined, given: Endpoint | undefined, asked: string | undefined): string {
  if (from === undefined || given === undefined) {
    const whom = asked === undefined ? 'the two computers have' : `this computer and ${asked} have`;
    return `${whom} no addresses of one family, IPv4 or IPv6`;
  }
  const family = given.address.family === 4 ? 'IPv4' : 'IPv6';
  return asked === undefined
    ? `${from} is ${family}, and the computer that is called has no ${family} address`
    : `${from} is ${family}, and ${asked} is not`;
}

/** Both addresses are of one family: the given one's, else the first that both have. */
function endpoints(
  caller: SimulatedState,
  called: SimulatedState,
  clientPort: number,
  { port = BACKUP_PORT, from, to: asked, isSame = false }: ConnectOptions,
): readonly [Endpoint, Endpoint] {
  const named = asked === undefined ? undefined : endpointOf(asked, port);
  const targets = ownEndpoints(called, port).filter((one) => named === undefined || sameAddress(one, named));
  const given = givenSource(from, clientPort, isSame);
  const sources = given === undefined ? ownEndpoints(caller, clientPort) : [given];
  const familyOf = ({ address }: Endpoint): number => address.family;
  const to = targets.find((target) => sources.some((source) => familyOf(source) === familyOf(target)));
  const source = sources.find((one) => to !== undefined && familyOf(one) === familyOf(to));
  if (to === undefined || source === undefined) {
    return fail('usage', { problem: whyApart(from, given, asked) }, from === undefined ? '--to' : '--from');
  }
  if (isSame) return [{ ...to, port: clientPort }, to];
  // Two files that say nothing of addresses both have the default one, and are two computers all the same.
  return [given === undefined && sameAddress(source, to) ? nextTo(source) : source, to];
}

const keysIn = (state: SimulatedState): readonly string[] =>
  objectsOf(state, 'ActiveStore', 'NetIPsecPhase1AuthSet')
    .flatMap(({ object }) => proposalsOf(object))
    .map((proposal) => textOf(withDigest(proposal), 'PreSharedKey'))
    .filter((key) => key !== '');

/** Digests with one salt can be compared; where one of the two holds none, there is nothing to compare. */
function keyAgreement(caller: SimulatedState, called: SimulatedState): KeyAgreement {
  const [mine, theirs] = [keysIn(caller), keysIn(called)];
  if (mine.length === 0 || theirs.length === 0) return 'not-compared';
  return mine.some((key) => theirs.includes(key)) ? 'equal' : 'different';
}

/** Whether certificates decide anything, and whether a computer was taken to have them because its file names none. */
export type CertificatesPlayed = 'not-used' | 'checked' | 'taken-to-be-there';

const usesCertificates = ({ rules }: End): boolean =>
  rules.some(({ authentication }) => authentication.some(({ kind }) => kind === 'certificate'));

function certificatesPlayed(ends: readonly End[]): CertificatesPlayed {
  if (!ends.every(usesCertificates)) return 'not-used';
  return ends.every(({ credentials }) => credentials.certificates !== undefined) ? 'checked' : 'taken-to-be-there';
}

/** What came of a connection between two simulated computers. */
export interface Connected {
  readonly computers: { readonly from: string; readonly to: string };
  /** The most harmful of what can happen comes first. */
  readonly outcomes: readonly [Outcome, ...Outcome[]];
  readonly keys: KeyAgreement;
  readonly certificates: CertificatesPlayed;
  /** By the names that an administrator sees. */
  readonly rules: DecidingRules;
}

/** One computer opens a TCP connection to another; neither is changed. Throws AppFailure. */
export function connectStates(caller: SimulatedState, called: SimulatedState, options: ConnectOptions): Connected {
  const [a, b] = [endOf(caller), endOf(called)];
  const clientPort = clientPortBeside([...a.rules, ...b.rules].map(({ conditions }) => conditions));
  const [from, to] = endpoints(caller, called, clientPort, options);
  const connection: Connection = { protocol: protocolNumbers.TCP, from, to };
  const keys = keyAgreement(caller, called);
  // Every key has its digest, so that the model compares the sets that count, not all of them.
  const outcomes = connectOutcomes(connection, a, b, { keys });
  return {
    computers: { from: caller.computer.name, to: called.computer.name },
    outcomes,
    keys,
    certificates: certificatesPlayed([a, b]),
    rules: decidingRules(connection, a, b, outcomes[0]),
  };
}

const opened = async (file: string): Promise<SimulatedState> => (await runDueTasks(fileMachine(file))).state;

/**
 * The computer behind `file` opens a TCP connection to the one behind `toFile`; nothing is changed but what became due
 * on either. A file that is not there is a computer with every default. Throws AppFailure.
 */
export async function simulateConnect(file: string, toFile: string, options: ConnectOptions = {}): Promise<Connected> {
  const [caller, called] = [await opened(file), await opened(toFile)];
  return connectStates(caller, called, { ...options, isSame: await isOneFile(file, toFile) });
}

const isOneFile = async (file: string, other: string): Promise<boolean> =>
  (await realPath(file)) === (await realPath(other));
