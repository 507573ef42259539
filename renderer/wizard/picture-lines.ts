import type { ActorId, Attempt, Scene } from '#negotiation/actors';
import { byHarm } from '#negotiation/harm';
import type { Outcome } from '#negotiation/outcome';
import type { Meaning, Risk } from '#negotiation/risks';
import type { IpFamily } from '#policy/address-range';

/** Who stands at the other end of a line; the backup connection itself runs between the two that are meant to meet. */
export type LineActor = Exclude<ActorId, 'server' | 'workstation'> | 'backup';

/** What is drawn: a solid line with a lock, one that is cut, or one in clear text. */
export type Look = 'held' | 'cut' | 'clear';

/** `good`: as it should be. `mind`: the backup does not come through, or somebody gets in. `bad`: it can be read. */
export type LineTone = 'good' | 'mind' | 'bad';

/** One line of the picture, for the address families over which the same comes of it. */
export interface PictureLine {
  readonly actor: LineActor;
  readonly families: readonly IpFamily[];
  readonly attempt: Attempt;
  readonly outcome: Outcome;
  readonly look: Look;
  readonly tone: LineTone;
}

const lookOf = (outcome: Outcome): Look =>
  outcome.kind === 'secured' ? 'held' : outcome.kind === 'refused' ? 'cut' : 'clear';

const isReadable = (outcome: Outcome): boolean =>
  outcome.kind === 'clear-text' || (outcome.kind === 'secured' && !outcome.encrypted);

/** Of a listener it counts what can be read; of everybody else, whether they get in. */
function drawn(actor: LineActor, outcome: Outcome): { readonly look: Look; readonly tone: LineTone } {
  const look = lookOf(outcome);
  if (actor === 'backup') return { look, tone: look === 'held' ? 'good' : look === 'cut' ? 'mind' : 'bad' };
  if (actor === 'eavesdropper')
    return isReadable(outcome) ? { look: 'clear', tone: 'bad' } : { look: 'cut', tone: 'good' };
  return { look, tone: look === 'cut' ? 'good' : look === 'held' ? 'mind' : 'bad' };
}

/** In the order of the sentences: what is meant to be first. */
const order: readonly LineActor[] = [
  'backup',
  'stranger-inside',
  'stranger-outside',
  'impostor-server',
  'enrolled-impostor',
  'eavesdropper',
];

interface Told {
  readonly actor: LineActor;
  readonly scene: Scene;
  readonly outcome: Outcome;
}

const isActor = (actor: ActorId): actor is Exclude<ActorId, 'server' | 'workstation'> =>
  actor !== 'server' && actor !== 'workstation';

/** Scenes of a risk begin with those that succeed, outcomes with the most harmful: the first says the worst. */
const ofRisk = ({ scenes }: Risk): readonly Told[] =>
  scenes.flatMap((scene) => (isActor(scene.actor) ? [{ actor: scene.actor, scene, outcome: scene.outcomes[0] }] : []));

const ofMeetings = ({ meetings }: Meaning): readonly Told[] =>
  meetings
    .map((scene): Told => ({ actor: 'backup', scene, outcome: scene.outcomes[0] }))
    .sort((a, b) => byHarm(a.outcome, b.outcome));

/** What is the same over both families is one line. */
function joined(lines: readonly PictureLine[]): readonly PictureLine[] {
  const same = new Map<string, PictureLine>();
  for (const line of lines) {
    const key = JSON.stringify([line.actor, line.attempt, line.outcome]);
    same.set(key, { ...line, families: [...(same.get(key)?.families ?? []), ...line.families] });
  }
  return [...same.values()];
}

const families: readonly IpFamily[] = [4, 6];

/** The picture of what a policy means, line by line; nothing in it is anybody's opinion but the model's. Pure. */
export function pictureLines(meaning: Meaning): readonly PictureLine[] {
  const told = [...ofMeetings(meaning), ...meaning.risks.flatMap(ofRisk)];
  const lines = order.flatMap((actor) =>
    families.flatMap((family): readonly PictureLine[] => {
      const worst = told.find((one) => one.actor === actor && one.scene.family === family);
      if (worst === undefined) return [];
      const { scene, outcome } = worst;
      return [{ actor, families: [family], attempt: scene.attempt, outcome, ...drawn(actor, outcome) }];
    }),
  );
  return joined(lines);
}
