import { finding, type Door, type Finding } from '#contract/finding';
import { choiceRanges } from './address';
import { isWholeFamily } from './address-text';
import type {
  IpAddressChoice,
  IpFilter,
  IpFilterList,
  IpPort,
  IpSecurityPolicy,
  NegotiateSecurity,
  SecurityRule,
} from './model';
import { isAnyPort, portsOfRole, trafficOf, type Traffic } from './traffic';
import type { PolicyRule } from './validate';

/** What is to be added for one door: a security rule of its own, or none where it cannot be done this way; and why. */
export interface DoorProposal {
  readonly rule?: SecurityRule;
  readonly findings: readonly Finding[];
}

interface DoorPort {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

const tcp = (port: number): DoorPort => ({ protocol: 'TCP', port });

/**
 * The doors with the server's ports. SMB: 445, and 139 over NetBIOS. FTP: 21 for commands, 20 from which the server
 * opens active data connections. Remote Desktop goes on over UDP once it has signed in over TCP.
 */
export const doors = {
  'file-sharing': { name: 'File sharing (SMB)', ports: [tcp(445), tcp(139)] },
  ftp: { name: 'FTP', ports: [tcp(21), tcp(20)] },
  iscsi: { name: 'iSCSI', ports: [tcp(3260)] },
  'remote-desktop': { name: 'Remote Desktop', ports: [tcp(3389), { protocol: 'UDP', port: 3389 }] },
} as const satisfies Readonly<Record<Door, { readonly name: string; readonly ports: readonly DoorPort[] }>>;

export const doorIds = Object.keys(doors) as readonly Door[];

/**
 * Every port becomes a rule that Windows writes by itself, while the automatic undo counts. The undo has room for more:
 * a rule takes about 35 letters of its 12,100 (compiler/undo-script.ts), and 80 where the names are long.
 */
export const mostPassivePorts = 40;

const anyPort: IpPort = { kind: 'any' };

interface Ends {
  readonly source: IpAddressChoice;
  readonly destination: IpAddressChoice;
}

const filterFor =
  ({ source, destination }: Ends) =>
  ({ protocol, port }: DoorPort): IpFilter => ({
    mirrored: true,
    protocol,
    source,
    sourcePort: anyPort,
    destination,
    destinationPort: { kind: 'port', port },
  });

type Negotiating = SecurityRule & { readonly filterAction: NegotiateSecurity };
const negotiates = (rule: SecurityRule): rule is Negotiating => rule.filterAction.kind === 'negotiate-security';

/** The same ends, action and authentication as the rule of the backup: main mode is chosen by address alone. */
function ruleLike(model: Negotiating, name: string, ports: readonly DoorPort[]): SecurityRule {
  const ends = new Map(
    model.filterList.filters.map(({ source, destination }) => [
      JSON.stringify([source, destination]),
      { source, destination },
    ]),
  );
  const filterList: IpFilterList = {
    name,
    description: `Access to the backup files by ${name}`,
    filters: [...ends.values()].flatMap((pair) => ports.map(filterFor(pair))),
  };
  return { ...model, filterList };
}

/** The rule for a door, as the first rule of the policy that negotiates; with what is to be said of it. */
function propose(policy: IpSecurityPolicy, door: Door, more: readonly DoorPort[] = []): DoorProposal {
  const model = policy.rules.find(negotiates);
  if (model === undefined) return { findings: [finding('rules-missing', 'block', {}, 'rules')] };
  const rule = ruleLike(model, doors[door].name, [...doors[door].ports, ...more]);
  return { rule, findings: doorFindings({ ...policy, rules: [rule] }) };
}

/** SMB: 445 and 139 of the server. */
export const fileSharingDoor = (policy: IpSecurityPolicy): DoorProposal => propose(policy, 'file-sharing');

/** iSCSI: 3260 of the target. */
export const iscsiDoor = (policy: IpSecurityPolicy): DoorProposal => propose(policy, 'iscsi');

/** Remote Desktop: 3389, TCP and UDP. */
export const remoteDesktopDoor = (policy: IpSecurityPolicy): DoorProposal => propose(policy, 'remote-desktop');

export interface PassivePorts {
  readonly from: number;
  readonly to: number;
}

const isRange = ({ from, to }: PassivePorts): boolean =>
  [from, to].every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535) &&
  from <= to &&
  to - from < mostPassivePorts;

/**
 * FTP: 21, 20, and, port by port, the range that the server uses for passive data connections, where it pins one.
 * Without a pinned range passive data stays in clear, and the findings say so; a range that is too long is refused.
 */
export function ftpDoor(policy: IpSecurityPolicy, passive?: PassivePorts): DoorProposal {
  if (passive === undefined) return propose(policy, 'ftp');
  if (!isRange(passive)) {
    return { findings: [finding('ftp-data-ports-impossible', 'block', { ...passive, most: mostPassivePorts })] };
  }
  const ports = Array.from({ length: passive.to - passive.from + 1 }, (_, at) => tcp(passive.from + at));
  return propose(policy, 'ftp', ports);
}

/** The policy with the rule of a proposal at its end; as it is where nothing is proposed. */
export const withDoor = (policy: IpSecurityPolicy, { rule }: DoorProposal): IpSecurityPolicy =>
  rule === undefined ? policy : { ...policy, rules: [...policy.rules, rule] };

const isAbout = ({ protocol, port }: DoorPort, role: IpSecurityPolicy['role'], traffic: Traffic): boolean =>
  traffic.protocol === protocol && portsOfRole(role, traffic).some((one) => one.kind === 'port' && one.port === port);

/** Whether traffic takes a port in: by its number, or because it names none. */
const takesIn = ({ protocol, port }: DoorPort, role: IpSecurityPolicy['role'], traffic: Traffic): boolean => {
  const ports = portsOfRole(role, traffic);
  const named = ports.some((one) => one.kind === 'port' && one.port === port);
  return (traffic.protocol === 'any' || traffic.protocol === protocol) && (isAnyPort(ports) || named);
};

/** Where a door is secured. */
export interface SecuredDoor {
  /** Place of the rule among the rules of the policy. */
  readonly at: number;
  /** Whether the rule was made for this door: then taking it away opens nothing else. */
  readonly alone: boolean;
}

/** A rule made by `propose`, by its name; FTP's may hold ports for passive data as well. */
function isOwnRule(role: IpSecurityPolicy['role'], rule: SecurityRule, door: Door): boolean {
  const own: readonly DoorPort[] = doors[door].ports;
  const others = trafficOf(role, rule).filter((traffic) => !own.some((port) => isAbout(port, role, traffic)));
  const isPassive = ({ protocol, ...traffic }: Traffic): boolean =>
    protocol === 'TCP' && !isAnyPort(portsOfRole(role, { protocol, ...traffic }));
  const most = door === 'ftp' ? mostPassivePorts : 0;
  return rule.filterList.name === doors[door].name && others.length <= most && others.every(isPassive);
}

/** The first rule that negotiates for every port of a door; undefined where some of it is left as it is. */
export function securedDoor({ role, rules }: IpSecurityPolicy, door: Door): SecuredDoor | undefined {
  const at = rules.findIndex((rule) => {
    const traffic = negotiates(rule) ? trafficOf(role, rule) : [];
    return doors[door].ports.every((port) => traffic.some((one) => takesIn(port, role, one)));
  });
  const rule = rules[at];
  return rule === undefined ? undefined : { at, alone: isOwnRule(role, rule, door) };
}

/** Doors that a rule is about, each with the port by which it is recognised. */
const doorsOf = (role: IpSecurityPolicy['role'], rule: SecurityRule): readonly (readonly [Door, DoorPort])[] => {
  const traffic = trafficOf(role, rule);
  return doorIds.flatMap((door) => {
    const found = doors[door].ports.find((port) => traffic.some((one) => isAbout(port, role, one)));
    return found === undefined ? [] : [[door, found] as const];
  });
};

/** Ports beyond those of FTP itself, in a rule that secures FTP: the range for passive data. */
function passivePortsOf(role: IpSecurityPolicy['role'], rule: SecurityRule): PassivePorts | undefined {
  const own = doors.ftp.ports.map(({ port }): number => port);
  const ports = trafficOf(role, rule)
    .filter((traffic) => traffic.protocol === 'TCP' && !isAnyPort(portsOfRole(role, traffic)))
    .flatMap((traffic) => portsOfRole(role, traffic))
    .flatMap((port) => (port.kind === 'port' && !own.includes(port.port) ? [port.port] : []));
  return ports.length === 0 ? undefined : { from: Math.min(...ports), to: Math.max(...ports) };
}

function ftpFindings(role: IpSecurityPolicy['role'], rule: SecurityRule, path: string): readonly Finding[] {
  const passive = passivePortsOf(role, rule);
  return passive === undefined
    ? [finding('ftp-data-in-clear', 'warning', { filterList: rule.filterList.name }, path)]
    : [finding('ftp-data-ports-secured', 'note', passive, path)];
}

/** On a workstation a rule for every file server would cut it off from its domain controllers, which know no policy. */
const closesDomain = (role: IpSecurityPolicy['role'], rule: SecurityRule): boolean =>
  role === 'workstation' && trafficOf(role, rule).some(({ remotes }) => choiceRanges(remotes).some(isWholeFamily));

function findingsOf(role: IpSecurityPolicy['role'], rule: SecurityRule, path: string): readonly Finding[] {
  return doorsOf(role, rule).flatMap(([door, { protocol, port }]) => [
    finding('door-warning', 'warning', { door, port: `${protocol} ${port}` }, path),
    ...(door === 'ftp' ? ftpFindings(role, rule, path) : []),
    ...(door === 'file-sharing' && closesDomain(role, rule)
      ? [finding('door-closes-domain', 'block', { filterList: rule.filterList.name }, path)]
      : []),
  ]);
}

/** What is to be said of every door that a policy secures, however the rule came about. */
export const doorFindings = ({ role, rules }: Pick<IpSecurityPolicy, 'role' | 'rules'>): readonly Finding[] =>
  rules.flatMap((rule, at) => (negotiates(rule) ? findingsOf(role, rule, `rules[${at}].filterList.filters`) : []));

export const doorRules: readonly PolicyRule[] = [doorFindings];
