import type { IpSecurityPolicy } from '#policy/model';
import {
  eavesdropperScenes,
  enrolledAsServer,
  legitimateScenes,
  outsiderAsServer,
  stagesOf,
  strangerScenes,
  type Scene,
  type Stage,
} from './actors';
import type { Outcome } from './outcome';
import { protectedPorts } from './zones';

/**
 * The article's risks. R1, a client talks to an unauthorised server, has two rows: belonging to the group is not being
 * the server.
 */
export const riskIds = ['R1-outsider', 'R1-enrolled', 'R2', 'R3'] as const;
export type RiskId = (typeof riskIds)[number];

/** `untested`: the policy protects nothing, so that nobody could try anything. */
export type Verdict = 'covered' | 'open' | 'untested';

export interface Risk {
  readonly id: RiskId;
  readonly verdict: Verdict;
  /** Whose policy decides: the one that was asked about, or the one that the other computer must hold to match it. */
  readonly decidedHere: boolean;
  /** Every attempt; those that succeed first. */
  readonly scenes: readonly Scene[];
}

const isLetIn = ({ kind }: Outcome): boolean => kind !== 'refused';
const isReadable = (outcome: Outcome): boolean =>
  outcome.kind === 'clear-text' || (outcome.kind === 'secured' && !outcome.encrypted);

interface Rule {
  readonly id: RiskId;
  readonly scenes: (stage: Stage) => readonly Scene[];
  /** What an actor must not reach, of all that can happen. */
  readonly harms: (outcome: Outcome) => boolean;
  readonly decidedBy: 'server' | 'workstation' | 'both';
}

const rules: readonly Rule[] = [
  { id: 'R1-outsider', scenes: outsiderAsServer, harms: isLetIn, decidedBy: 'workstation' },
  { id: 'R1-enrolled', scenes: enrolledAsServer, harms: isLetIn, decidedBy: 'workstation' },
  { id: 'R2', scenes: strangerScenes, harms: isLetIn, decidedBy: 'server' },
  { id: 'R3', scenes: eavesdropperScenes, harms: isReadable, decidedBy: 'both' },
];

function riskOf(rule: Rule, stages: readonly Stage[], role: IpSecurityPolicy['role']): Risk {
  const scenes = stages.flatMap(rule.scenes);
  const succeeds = ({ outcomes }: Scene): boolean => outcomes.some(rule.harms);
  const verdict = scenes.length === 0 ? 'untested' : scenes.some(succeeds) ? 'open' : 'covered';
  return {
    id: rule.id,
    verdict,
    decidedHere: rule.decidedBy === 'both' || rule.decidedBy === role,
    scenes: [...scenes.filter(succeeds), ...scenes.filter((scene) => !succeeds(scene))],
  };
}

/**
 * The risk matrix of one policy, found by letting every actor try against it and against the policy that the other
 * computer would hold. Pure. For policies that passed `parse`.
 */
export const risksOf = (policy: IpSecurityPolicy): readonly Risk[] => risksOn(stagesOf(policy), policy);

const risksOn = (stages: readonly Stage[], { role }: IpSecurityPolicy): readonly Risk[] =>
  rules.map((rule) => riskOf(rule, stages, role));

export const headlineCodes = [
  'protects-nothing',
  'cannot-connect',
  'clear-text-on-the-list',
  'clear-text-outside-the-list',
  'strangers-get-in',
  'secured-not-encrypted',
  'secured-and-encrypted',
] as const;
export type HeadlineCode = (typeof headlineCodes)[number];

/** The one sentence above everything else, as data; it claims no more than the model has found. */
export interface Headline {
  readonly code: HeadlineCode;
  readonly role: IpSecurityPolicy['role'];
  /** The ports that it is about; 0 where a protocol has none. */
  readonly ports: readonly { readonly protocol: number; readonly port: number }[];
  /** Whether any enrolled computer could pose as the server. */
  readonly enrolledCanPose: boolean;
}

const isClear = (scene: Scene): boolean => scene.outcomes.some(({ kind }) => kind === 'clear-text');

function codeOf(risks: readonly Risk[], legitimate: readonly Scene[], isEmpty: boolean): HeadlineCode {
  if (isEmpty) return 'protects-nothing';
  const attempts = risks.flatMap(({ scenes }) => scenes);
  if (attempts.some((scene) => scene.place === 'inside' && isClear(scene))) return 'clear-text-on-the-list';
  if (attempts.some(isClear)) return 'clear-text-outside-the-list';
  const open = risks.filter(({ verdict }) => verdict === 'open').map(({ id }) => id);
  if (open.includes('R2') || open.includes('R1-outsider')) return 'strangers-get-in';
  const met = legitimate.flatMap(({ outcomes }) => outcomes);
  if (met.length === 0 || met.some(({ kind }) => kind === 'refused')) return 'cannot-connect';
  return open.includes('R3') ? 'secured-not-encrypted' : 'secured-and-encrypted';
}

/** Everything that is found of one policy, in one go: a list of a thousand addresses takes a second or so. */
export interface Meaning {
  readonly headline: Headline;
  readonly risks: readonly Risk[];
  /** The two that are meant to meet, over each family, for each port. */
  readonly meetings: readonly Scene[];
}

/** What a policy means: headline, risk matrix, and how the two that are meant to meet come together. Pure; as `risksOf`. */
export function meaningOf(policy: IpSecurityPolicy): Meaning {
  const stages = stagesOf(policy);
  const risks = risksOn(stages, policy);
  const meetings = stages.flatMap((stage) => legitimateScenes(stage));
  const headline: Headline = {
    code: codeOf(risks, meetings, stages.length === 0),
    role: policy.role,
    ports: protectedPorts(policy),
    enrolledCanPose: risks.some(({ id, verdict }) => id === 'R1-enrolled' && verdict === 'open'),
  };
  return { headline, risks, meetings };
}

/** What is true of a policy in one sentence; texts/ has the words. Pure. For policies that passed `parse`. */
export const headlineOf = (policy: IpSecurityPolicy): Headline => meaningOf(policy).headline;
