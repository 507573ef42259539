import type { Sentences } from '#contract/finding';
import type { Mismatch, MismatchCode, MismatchEffect } from '#negotiation/mismatches';

interface Words {
  readonly what: (a: string, b: string) => string;
  readonly whatNext: string;
}

const certificateWords = (name: string): string =>
  name === 'none' ? 'not checked' : name.replace(/^dns-name /u, 'DNS name ').replace(/^common-name /u, 'CN ');
const accountWords = (sid: string): string => (sid === 'none' ? 'not checked' : sid);

const whichAddress = (own: string): string => (own === 'any' ? 'any address' : `any of the addresses ${own}`);

/** `A` opens the connection; `B` is the other side. A missing one does not compile. */
const words: Readonly<Record<MismatchCode, Words>> = {
  roles: {
    what: (a) => `Both policies are for a ${a}.`,
    whatNext: 'Compare a server’s policy with a workstation’s.',
  },
  'filter-action': {
    what: (a, b) => `The filter action of A is ${a}, that of B ${b}.`,
    whatNext: 'Choose "Negotiate security" on both sides.',
  },
  protocol: {
    what: (a, b) => `A covers protocol ${a}, B protocol ${b}.`,
    whatNext: 'Choose the same protocol in the IP filters of both sides.',
  },
  port: {
    what: (a, b) => `A covers connections from port ${a}, B from port ${b}.`,
    whatNext: 'Enter the same ports in the IP filters of both sides.',
  },
  'initiator-address': {
    what: (a, b) => `A may have ${whichAddress(a)}; B’s list holds ${b}.`,
    whatNext: 'Check that the address that A really has is on B’s list.',
  },
  'responder-address': {
    what: (a, b) => `B may have ${whichAddress(b)}; A’s list holds ${a}.`,
    whatNext: 'Check that the address that B really has is on A’s list.',
  },
  mirrored: {
    what: (a, b) => `Filters are mirrored on A: ${a}, on B: ${b}.`,
    whatNext: 'Tick "Mirrored" on both sides.',
  },
  'connection-type': {
    what: (a, b) => `The rule of A counts for connections of type ${a}, that of B for ${b}.`,
    whatNext: 'Choose "All network connections" on both sides.',
  },
  'key-module': {
    what: (a, b) => `A negotiates with ${a}, B with ${b}.`,
    whatNext: 'Choose the same key module on both sides.',
  },
  'key-exchange': {
    what: (a, b) => `The key exchange methods of A are ${a}, those of B ${b}.`,
    whatNext: 'See that at least one method, with its group, is on both lists.',
  },
  'key-exchange-order': {
    what: (a, b) => `The key exchange methods stand in another order: ${a} on A, ${b} on B.`,
    whatNext: 'Put them in the same order, so that it is sure which one is used.',
  },
  'key-exchange-groups': {
    what: (a, b) => `The key exchange uses several groups in one list: ${a} on A, ${b} on B.`,
    whatNext: 'Choose one group for all key exchange methods: a Windows release may refuse a mixed list.',
  },
  'key-exchange-lifetime': {
    what: (a, b) => `The key exchange lasts ${a} on A, ${b} on B.`,
    whatNext: 'Nothing needs to be done: the shorter one counts.',
  },
  authentication: {
    what: (a, b) => `The authentication methods of A are ${a}, those of B ${b}.`,
    whatNext: 'See that at least one method, with the same authority, is on both lists.',
  },
  'authentication-order': {
    what: (a, b) => `The authentication methods stand in another order: ${a} on A, ${b} on B.`,
    whatNext: 'Put them in the same order, so that it is sure which one is used.',
  },
  'server-name': {
    what: (a, b) => `The server’s name in its certificate is ${certificateWords(a)} on A, ${certificateWords(b)} on B.`,
    whatNext: 'Enter the same name on both sides, as the server’s certificate has it.',
  },
  'server-account': {
    what: (a, b) => `The server’s account is ${accountWords(a)} on A, ${accountWords(b)} on B.`,
    whatNext: 'Enter the same account on both sides: the one that the server really has in the domain.',
  },
  keys: {
    what: () => 'The two pre-shared keys are not the same.',
    whatNext: 'Compare the check words of both sides, then enter the same key on both.',
  },
  'security-methods': {
    what: (a, b) => `The security methods of A are ${a}, those of B ${b}.`,
    whatNext: 'See that at least one method is on both lists.',
  },
  'security-methods-order': {
    what: (a, b) => `The security methods stand in another order: ${a} on A, ${b} on B.`,
    whatNext: 'Put them in the same order, so that it is sure which one is used.',
  },
  'perfect-forward-secrecy': {
    what: (a, b) => `Session key perfect forward secrecy is ${a} on A, ${b} on B.`,
    whatNext: 'Choose the same setting on both sides.',
  },
  'session-key-lifetime': {
    what: (a, b) => `Session keys last ${a} on A, ${b} on B (0 is Windows’ default).`,
    whatNext: 'Nothing needs to be done: the shorter one counts.',
  },
  'clear-text': {
    what: (a, b) => `Accept unsecured / allow fallback: ${a} on A, ${b} on B.`,
    whatNext: 'Set no/no on both sides when all computers are done: whoever asks only can be led into clear text.',
  },
  'rule-missing': {
    what: (a, b) => `The IP filter lists about it are on A: ${a}, on B: ${b}.`,
    whatNext: 'Set the same port up on both sides, or take it off both.',
  },
};

const effects: Readonly<Record<MismatchEffect, string>> = {
  decides: 'This decides what happens now.',
  hidden: 'Something else stands in front of it now; once that is mended, this would prevent the connection.',
  harmless: 'It does not prevent the connection.',
  elsewhere: 'The backup’s own connection is not concerned; over that port the two do not come together securely.',
};

/** The three sentences of a difference between two policies: what it is, what it does, what to do. */
export function mismatchSentences({ code, effect, about, a, b }: Mismatch): Sentences {
  const { what, whatNext } = words[code];
  const where = about === undefined ? '' : `${about}: `;
  return { happened: where + what(a, b), stateNow: effects[effect], whatNext };
}
