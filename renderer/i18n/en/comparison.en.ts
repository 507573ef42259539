import type { MismatchEffect } from '#negotiation/mismatches';
import type { Sentences } from '#contract/finding';
import type { Role } from '#policy/model';
import { comparisonWords } from '#texts/negotiation.en';

const untouched = 'Nothing on this computer has been changed.';
const side = (role: Role): string => (role === 'server' ? 'the backup server' : 'the workstation');

const effects: Readonly<Record<MismatchEffect, string>> = {
  decides: 'Decides',
  hidden: 'Hidden for now',
  harmless: 'Harmless',
  elsewhere: 'Another port',
};

export const comparison = {
  ...comparisonWords,
  open: 'Compare with the other side',
  title: 'Compare with the other side',
  lead: 'Choose the plan (JSON) or the settings file of the other computer. It is read here and nowhere kept, and nothing is changed.',
  file: 'Plan or settings file of the other side',
  choose: 'Choose a file',
  close: 'Close',
  reading: (file: string): string => `Reading ${file}`,
  result: 'What happens',
  mismatches: 'What differs',
  none: 'Nothing differs.',
  effects,
  /** Who A and B are: the sentences about differences call them so. */
  who: (own: Role, other: Role, file: string): string =>
    own === 'server' && other === 'workstation'
      ? `A is ${side(other)} (${file}), which opens the connection. B is ${side(own)} (the policy on the screen).`
      : `A is ${side(own)} (the policy on the screen), which opens the connection. B is ${side(other)} (${file}).`,
  aloud: 'The check words of both computers tell whether the keys are the same: compare them aloud.',
  sealed: (file: string): Sentences => ({
    happened: `${file} is sealed with a passphrase.`,
    stateNow: untouched,
    whatNext:
      'Compare it on the command line: "compare A B --passphrase-file FILE" opens sealed settings files, and compares the keys as well.',
  }),
  notKnown: {
    happened:
      'The two cannot be compared: a value of the policy on the screen is still wrong, or the calculation ended.',
    stateNow: untouched,
    whatNext: 'Mend what the pages say, then choose the file again.',
  } satisfies Sentences,
  matching: {
    title: 'The other side that would match',
    text: (role: Role): string =>
      `With this policy ${side(role)} comes together. Where you have not said an address, it takes any.`,
    name: 'Policy name',
    rule: (filterList: string): string => `IP filter list: ${filterList === '' ? '(no name)' : filterList}`,
    filters: 'IP filters',
    filter: (protocol: string, from: string, to: string, mirrored: boolean): string =>
      `${protocol}, from ${from} to ${to}${mirrored ? ', mirrored' : ', not mirrored'}`,
    end: (address: string, port: number | undefined): string =>
      port === undefined ? address : `${address} port ${port}`,
    more: (count: number): string => `and ${count} more`,
    action: 'Filter action',
    authentication: 'Authentication methods',
    methods: 'Security methods',
    keyExchange: 'Key exchange',
  },
};
