import type { IpFamily } from '#policy/address-range';
import type { IpAddress } from '#policy/address-text';
import type { IpSecurityPolicy } from '#policy/model';
import { clientPortBeside } from './client-port';
import { connectOutcomes } from './connect';
import type { Connection } from './connection';
import { bareEnd, type Credentials, type End, type World } from './end';
import { conditionsIn, endOfPolicy } from './end-of-policy';
import { otherSideOf } from './other-side';
import { placesFor } from './places';
import type { Outcome } from './outcome';
import { namedClientPorts, protectedPorts, rulesIn, zonesOf, type ProtectedPort, type Zone } from './zones';

/** Who plays in the picture of what a policy means. */
export const actorIds = [
  'server',
  'workstation',
  'stranger-inside',
  'stranger-outside',
  'impostor-server',
  'enrolled-impostor',
  'eavesdropper',
] as const;
export type ActorId = (typeof actorIds)[number];

/** How an actor goes about it. */
export const attempts = [
  /** The two that are meant to meet do so. */
  'as-intended',
  /** IPsec is not set up at all. */
  'in-clear',
  /** The very offers of the policy, without what proves that one belongs. */
  'same-offers',
  /** Everything that an enrolled computer has. */
  'enrolled',
  'listening',
  /** Keeps the two from negotiating, and listens then. */
  'blocking-negotiation',
] as const;
export type Attempt = (typeof attempts)[number];

/** What one actor tries, and everything that can come of it: the most harmful first. */
export interface Scene {
  readonly actor: ActorId;
  readonly family: IpFamily;
  /** On the policy's address list, or outside of it. */
  readonly place: 'inside' | 'outside';
  readonly attempt: Attempt;
  readonly outcomes: readonly [Outcome, ...Outcome[]];
}

const noCredentials: Credentials = { lacks: ['key', 'kerberos-v5', 'certificate'] };
/** Everything that belongs to the group, under another name than the server's. */
const enrolled: Credentials = { lacks: [], names: ['another enrolled computer'] };

/** A policy, the computer that holds it, and the one at the other end that would fit, in one zone of one port. */
export interface Stage {
  readonly server: End;
  readonly workstation: End;
  readonly port: ProtectedPort;
  readonly zone: Zone;
  readonly role: IpSecurityPolicy['role'];
  readonly policies: { readonly server: IpSecurityPolicy; readonly workstation: IpSecurityPolicy };
  /** Whoever calls does so from here. */
  readonly clientPort: number;
  /** From a port that a rule names: those who mean harm alone choose it. */
  readonly isChosenPort: boolean;
}

type Sides = Pick<Stage, 'server' | 'workstation' | 'policies'>;

/** The policy with the one that would fit it in a zone; most zones have the same, and long lists take their time. */
function sidesOf(policy: IpSecurityPolicy): (zone: Zone) => Sides {
  const own = endOfPolicy(policy);
  const known = new Map<string, Sides>();
  const sidesWith = (rules: IpSecurityPolicy['rules']): Sides => {
    const other = otherSideOf({ ...policy, rules });
    const end = endOfPolicy(other);
    return policy.role === 'server'
      ? { server: own, workstation: end, policies: { server: policy, workstation: other } }
      : { server: end, workstation: own, policies: { server: other, workstation: policy } };
  };
  return (zone) => {
    const rules = rulesIn(policy, zone);
    const key = rules.map((rule) => policy.rules.indexOf(rule)).join();
    const sides = known.get(key) ?? sidesWith(rules);
    known.set(key, sides);
    return sides;
  };
}

/** Everything that one policy is about: its ports, who can be where, and the policy that would fit there. */
export function stagesOf(policy: IpSecurityPolicy): readonly Stage[] {
  const usual = clientPortBeside(conditionsIn(policy));
  const sidesIn = sidesOf(policy);
  const { role } = policy;
  return protectedPorts(policy).flatMap((port) =>
    [usual, ...namedClientPorts(policy, port)].flatMap((clientPort) =>
      zonesOf(policy, { ...port, clientPort }).map((zone): Stage => {
        const isChosenPort = clientPort !== usual;
        return { ...sidesIn(zone), port, zone, role, clientPort, isChosenPort };
      }),
    ),
  );
}

interface Meeting {
  readonly from: IpAddress;
  readonly to: IpAddress;
  readonly client: End;
  readonly server: End;
  readonly world?: World;
}

function meet(
  { port, clientPort }: Stage,
  { from, to, client, server, world = { keys: 'equal' } }: Meeting,
): readonly [Outcome, ...Outcome[]] {
  const connection: Connection = {
    protocol: port.protocol,
    from: { address: from, port: port.port === 0 ? 0 : clientPort },
    to: { address: to, port: port.port },
  };
  return connectOutcomes(connection, client, server, world);
}

const families = [4, 6] as const;

interface Places {
  readonly family: IpFamily;
  readonly place: Scene['place'];
  readonly own: IpAddress;
  readonly other: IpAddress;
}

/** Where an actor can stand against the policy's computer, over each family that there is. */
function placesOf({ zone, role }: Stage, who: 'peer' | 'stranger'): readonly Places[] {
  const [ownRole, otherRole] =
    role === 'server' ? (['server', 'workstation'] as const) : (['workstation', 'server'] as const);
  const own = { who: ownRole, ranges: zone.own };
  return families.flatMap((family) => {
    const found = placesFor(own, { who: who === 'peer' ? otherRole : 'stranger', ranges: zone.other }, family);
    return found === undefined ? [] : [{ family, place: zone.place, own: found[0], other: found[1] }];
  });
}

/** Client and server among the two addresses: the policy's own computer is one of them. */
const directed = ({ role }: Stage, { own, other }: Places): Pick<Meeting, 'from' | 'to'> =>
  role === 'server' ? { from: other, to: own } : { from: own, to: other };

/** The two computers that are meant to meet, on the list. `world` lets somebody on the way interfere. */
export function legitimateScenes(stage: Stage, world?: World): readonly Scene[] {
  const areMeant = stage.zone.isMeant && !stage.isChosenPort;
  return (areMeant ? placesOf(stage, 'peer') : []).map((places) => ({
    actor: stage.role === 'server' ? ('workstation' as const) : ('server' as const),
    family: places.family,
    place: places.place,
    attempt: 'as-intended' as const,
    outcomes: meet(stage, {
      ...directed(stage, places),
      client: stage.workstation,
      server: stage.server,
      ...(world === undefined ? {} : { world }),
    }),
  }));
}

interface Intruder {
  readonly end: End;
  readonly attempt: Attempt;
}

/** Somebody with nothing, and somebody with the policy's own set-up but for what proves that he belongs. */
const outsiders = (policy: IpSecurityPolicy): readonly Intruder[] => [
  { end: bareEnd, attempt: 'in-clear' },
  // The list of somebody who means harm is not narrowed.
  { end: endOfPolicy(everywhere(policy), noCredentials), attempt: 'same-offers' },
];

/** Nor does such a one block anybody, or permit what it could ask for. */
const everywhere = (policy: IpSecurityPolicy): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.filter(({ filterAction }) => filterAction.kind === 'negotiate-security').map(widened),
  closeTheRest: false,
});
type Rule = IpSecurityPolicy['rules'][number];
/** A computer's own certificate and account are in its own name, whoever it poses as. */
function withoutServer(method: Rule['authenticationMethods'][number]): Rule['authenticationMethods'][number] {
  if (method.kind === 'kerberos-v5') return { kind: method.kind };
  if (method.kind === 'pre-shared-key') return method;
  const { kind, authority, authorityType } = method;
  return { kind, authority, authorityType };
}

const widened = (rule: Rule): Rule => ({
  ...rule,
  authenticationMethods: rule.authenticationMethods.map(withoutServer),
  filterList: {
    ...rule.filterList,
    filters: rule.filterList.filters.map((filter) => ({
      ...filter,
      source: { kind: 'any' },
      destination: { kind: 'any' },
    })),
  },
});

/** R2: somebody who is not enrolled comes to the server as a client. */
export function strangerScenes(stage: Stage): readonly Scene[] {
  const strangers = outsiders(stage.policies.workstation);
  return placesOf(stage, 'stranger').flatMap((places) =>
    strangers.map(({ end, attempt }) => ({
      actor: places.place === 'inside' ? ('stranger-inside' as const) : ('stranger-outside' as const),
      family: places.family,
      place: places.place,
      attempt,
      outcomes: meet(stage, { ...directed(stage, places), client: end, server: stage.server }),
    })),
  );
}

/** R1: the workstation comes to somebody who has taken the server's place, or stands where it may look for the server. */
function impostorScenes(stage: Stage, actor: ActorId, impostors: readonly Intruder[]): readonly Scene[] {
  return placesOf(stage, 'stranger').flatMap((places) =>
    impostors.map(({ end, attempt }) => ({
      actor,
      family: places.family,
      place: places.place,
      attempt,
      outcomes: meet(stage, { ...directed(stage, places), client: stage.workstation, server: end }),
    })),
  );
}

export const outsiderAsServer = (stage: Stage): readonly Scene[] =>
  impostorScenes(stage, 'impostor-server', outsiders(stage.policies.server));

export const enrolledAsServer = (stage: Stage): readonly Scene[] =>
  impostorScenes(stage, 'enrolled-impostor', [
    { end: endOfPolicy(everywhere(stage.policies.server), enrolled), attempt: 'enrolled' },
  ]);

/** R3: somebody on the way listens, or keeps the two from negotiating and listens then. */
export const eavesdropperScenes = (stage: Stage): readonly Scene[] =>
  [undefined, { keys: 'equal', ikeBlocked: true } as const].flatMap((world) =>
    legitimateScenes(stage, world).map((scene) => ({
      ...scene,
      actor: 'eavesdropper' as const,
      attempt: world === undefined ? ('listening' as const) : ('blocking-negotiation' as const),
    })),
  );
