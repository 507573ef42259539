import type { MismatchCode } from './mismatches';
import type { Outcome, RefusalReason } from './outcome';

const filters: readonly MismatchCode[] = [
  'roles',
  'filter-action',
  'protocol',
  'port',
  'initiator-address',
  'responder-address',
  'connection-type',
];

/** Which differences of two policies lead to which refusal. */
const causes: Readonly<Record<RefusalReason, readonly MismatchCode[]>> = {
  'initiator-blocks': filters,
  'responder-blocks': filters,
  'responder-allows-nothing': [],
  'responder-requires-ipsec': [...filters, 'mirrored'],
  'ike-unreachable': [],
  'peer-has-no-policy': filters,
  'key-modules-differ': ['key-module'],
  'key-module-cannot-authenticate': ['key-module', 'authentication'],
  'main-mode-groups-mixed': ['key-exchange-groups'],
  'no-common-main-mode': ['key-exchange'],
  'no-common-authentication': ['authentication'],
  'credentials-missing': [],
  'authorities-differ': ['authentication'],
  'different-keys': ['keys'],
  'peer-not-authorised': ['server-name', 'server-account'],
  'filters-do-not-match': [...filters, 'mirrored'],
  'filter-not-mirrored': ['mirrored'],
  'no-common-quick-mode': ['security-methods'],
  'pfs-differs': ['perfect-forward-secrecy'],
};

/** The differences that an outcome comes of; in clear text, those that kept the two from agreeing. */
export function decidedBy(outcome: Outcome): readonly MismatchCode[] {
  switch (outcome.kind) {
    case 'secured':
      return [];
    case 'refused':
      return causes[outcome.why];
    case 'clear-text':
      if (outcome.after !== undefined) return causes[outcome.after];
      return outcome.why === 'replies-in-clear' ? ['mirrored'] : filters;
  }
}
