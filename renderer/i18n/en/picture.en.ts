import { encryptions, integrities } from '#policy/algorithms';
import type { ClearTextReason, Outcome, RefusalReason } from '#negotiation/outcome';
import { attemptWords, outcomeSentences } from '#texts/negotiation.en';
import type { LineActor, PictureLine } from '../../wizard/picture-lines';

/** Who stands where, in two or three words that fit under a drawing. */
const names: Readonly<Record<LineActor | 'server' | 'workstation', string>> = {
  backup: 'Backup',
  server: 'Backup server',
  workstation: 'Workstation',
  'stranger-inside': 'Stranger on the list',
  'stranger-outside': 'Stranger off the list',
  'impostor-server': 'False server',
  'enrolled-impostor': 'Enrolled impostor',
  eavesdropper: 'Listener',
};

/** The same at the beginning of a sentence. */
const subjects: Readonly<Record<LineActor, string>> = {
  backup: 'The backup between workstation and server',
  'stranger-inside': 'A stranger with an address on the list',
  'stranger-outside': 'A stranger with an address that is not on the list',
  'impostor-server': 'An outsider that has taken the server’s address',
  'enrolled-impostor': 'Another enrolled computer that poses as the server',
  eavesdropper: 'Somebody on the way between the two',
};

/** Why a line is cut, short enough to stand beside it; the sentences say it in full. */
const cutWords: Readonly<Record<RefusalReason, string>> = {
  'initiator-blocks': 'port closed',
  'responder-blocks': 'port closed',
  'responder-allows-nothing': 'not let in',
  'responder-requires-ipsec': 'IPsec required',
  'ike-unreachable': 'no negotiation',
  'peer-has-no-policy': 'no IPsec there',
  'key-modules-differ': 'key modules',
  'key-module-cannot-authenticate': 'no usable proof',
  'main-mode-groups-mixed': 'groups mixed',
  'no-common-main-mode': 'no key exchange',
  'no-common-authentication': 'no common proof',
  'credentials-missing': 'no credentials',
  'authorities-differ': 'other authority',
  'different-keys': 'wrong key',
  'peer-not-authorised': 'not authorised',
  'filters-do-not-match': 'filters differ',
  'filter-not-mirrored': 'not mirrored',
  'no-common-quick-mode': 'no common offer',
  'pfs-differs': 'PFS differs',
};
const clearWords: Readonly<Record<ClearTextReason, string>> = {
  'neither-side-asks': 'no rule for it',
  'initiator-sends-clear': 'IPsec optional',
  'fell-back': 'falls back',
  exempt: 'exempt',
  'rules-not-in-force': 'rule inactive',
  'replies-in-clear': 'clear replies',
  'nothing-protected': 'no protection',
  loopback: 'with itself',
};

const secpolWords = new Map<string, string>(
  [...Object.values(encryptions), ...Object.values(integrities)].map(({ netIPsec, secpol }) => [netIPsec, secpol]),
);

/** GCM guards integrity by itself: its GMAC says nothing new. */
const offerWords = (offer: string): readonly string[] =>
  (offer.startsWith('AESGCM') ? offer.split('-').slice(0, 1) : offer.split('-')).map(
    (word) => secpolWords.get(word) ?? word,
  );

/** `ESP:DES3-SHA1` as `ESP 3DES, SHA1`: secpol's words for what the negotiation agreed on. */
const cipherWords = (quickMode: string): string =>
  quickMode
    .split('+')
    .map((part) => part.split(':'))
    .map(([protocol = '', offer = '']) => `${protocol} ${offerWords(offer).join(', ')}`)
    .join(' + ');

const because = (outcome: Outcome): string =>
  outcome.kind === 'secured'
    ? cipherWords(outcome.quickMode)
    : outcome.kind === 'refused'
      ? cutWords[outcome.why]
      : clearWords[outcome.why];

/** What comes of it, in two words: form, colour and these say the same. */
function verdict({ actor, look, outcome }: PictureLine): string {
  if (actor === 'backup') return { held: 'Secured', cut: 'Not connected', clear: 'Clear text' }[look];
  if (actor !== 'eavesdropper') return { held: 'Gets in', cut: 'Refused', clear: 'Clear text' }[look];
  if (outcome.kind === 'secured' && !outcome.encrypted) return 'Reads it';
  return { held: '', cut: 'Reads nothing', clear: 'Clear text' }[look];
}

const over = ({ families }: PictureLine): string => families.map((family) => `IPv${family}`).join(' and ');

/** The text alternative of one line: who, over what, how, what comes of it, and why. */
function sentence(line: PictureLine): string {
  const how = line.actor === 'backup' ? '' : `, ${attemptWords[line.attempt]}`;
  const { happened, stateNow } = outcomeSentences(line.outcome);
  const why = line.outcome.kind === 'secured' && !line.outcome.encrypted ? `${happened} ${stateNow}` : happened;
  return `${subjects[line.actor]} (${over(line)}${how}): ${verdict(line).toLowerCase()}. ${why}`;
}

export const picture = {
  title: 'The picture',
  show: 'Show the picture',
  hide: 'Hide the picture',
  drawing: 'Who gets through; the list below says the same in words.',
  sentences: 'The same in words',
  judging: 'Finding out what it means',
  unready: 'A value of the policy is still wrong. The picture comes back when it is mended.',
  failed:
    'The picture cannot be drawn now: its calculation ended. Change something, or go to another page and come back.',
  nothing: 'The policy negotiates no security, so there is nothing to draw.',
  names,
  because,
  verdict,
  over,
  sentence,
  /** How the risk is judged is the model's; here are the words around it. */
  risks: {
    title: 'What protects against what',
    columns: { risk: 'Risk', status: 'Status', reason: 'Why' },
    verdict: (open: readonly string[], untested: boolean): string => {
      if (untested) return 'Nothing is protected.';
      return open.length === 0 ? 'All four risks are covered.' : `Open: ${open.join('; ')}.`;
    },
    short: {
      'R1-outsider': 'R1 outsider',
      'R1-enrolled': 'R1 another enrolled computer',
      R2: 'R2',
      R3: 'R3',
    },
    elsewhere: 'Decided by the other computer’s policy, which is taken to match this one.',
    nobody: 'Nobody could try: the policy negotiates no security.',
    status: { covered: 'Covered', open: 'Open', untested: 'Not applicable' },
  },
};
