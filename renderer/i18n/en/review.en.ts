import type { Afterwards } from '../../wizard/afterwards';

const anyOf = (items: readonly string[], word: string): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;

const proofs: Readonly<Record<Afterwards['authentication'][number], string>> = {
  'pre-shared-key': 'that know the key',
  'kerberos-v5': 'of the domain (Kerberos V5)',
  certificate: 'with a certificate of the named authority',
};

function ciphers({ ciphers: used, unencrypted }: Afterwards): string {
  if (used.length === 0) return 'nothing is encrypted, but nothing can be altered on its way';
  const words = `encrypted with ${anyOf(used, 'or')}${used.length > 1 ? ', whichever both sides know first' : ''}`;
  return unencrypted ? `it is ${words}, or only guarded against changes` : `everything is ${words}`;
}

const clearText: Readonly<Record<Afterwards['clearText'], string>> = {
  none: '',
  outbound: ' Where the other side does not answer with IPsec, this computer goes on in clear text.',
  both: ' Clear text still passes in both directions wherever IPsec is not agreed on.',
};
const rest: Readonly<Record<Afterwards['rest'], string>> = {
  nobody: '',
  closed: ' For every address that is not on the list the port is closed.',
  open: ' Addresses that are not on the list stay in clear text.',
};

function afterwards(facts: Afterwards, computer: string): string {
  const port = anyOf(facts.ports, 'and');
  const who = anyOf(
    facts.authentication.map((kind) => proofs[kind]),
    'or',
  );
  const main =
    facts.role === 'server'
      ? `Afterwards ${facts.clearText === 'both' ? '' : 'only '}computers ${who} can reach ${port} on ${computer} securely`
      : `Afterwards ${computer} connects to ${port} securely ${facts.clearText === 'none' ? 'only to' : 'to'} computers ${who}`;
  return `${main.replace(' securely', facts.clearText === 'none' ? '' : ' securely')}; ${ciphers(facts)}.${clearText[facts.clearText]}${rest[facts.rest]}`;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const review = {
  title: 'Review',
  lead: 'Nothing has been changed yet. Read what will be, then assign.',
  afterwards,
  thisComputer: 'this computer',
  reading: 'Comparing with this computer',
  again: 'Check again',
  findings: {
    title: 'Pre-flight findings',
    none: 'Nothing found.',
    verdict: (blocking: number, warnings: number, notes: number): string =>
      [
        counted(blocking, 'blocking', 'blocking'),
        counted(warnings, 'warning', 'warnings'),
        ...(notes > 0 ? [counted(notes, 'note', 'notes')] : []),
      ].join(', '),
  },
  changes: {
    title: 'What changes',
    verdict: (create: number, change: number, keep: number, remove: number): string =>
      create + change + remove === 0
        ? `Nothing: all ${keep} objects are in place already.`
        : `Create ${create}, change ${change}, keep ${keep}, remove ${remove}.`,
    create: 'Create',
    change: 'Change',
    keep: 'Keep',
    remove: 'Remove',
    kind: 'Kind',
    name: 'Name',
    drift: 'Where this computer differs from the policy',
  },
  powershell: {
    title: 'PowerShell',
    verdict: (count: number): string =>
      count === 0 ? 'Nothing to run.' : `${counted(count, 'call', 'calls')}, the key masked.`,
    listing: 'The calls that will run, in their order',
    copy: 'Copy the PowerShell',
    saveScript: 'Save as a stand-alone script',
    saveScriptHint: 'Does the same without this program, on this or another computer; it asks for the key.',
    retire: 'Afterwards deleted',
    fileName: (id: string, role: string): string => `ipsec-${id}-${role}.ps1`,
  },
  remedies: {
    again: 'Check again',
    restart: 'Restart as administrator',
    wait: 'Wait until the backup is over',
    waiting: (count: number): string =>
      `Waiting until the backup is over: ${counted(count, 'connection', 'connections')} now.`,
    stopWaiting: 'Stop waiting',
    over: 'The backup is over.',
    enterKey: 'Enter or generate the key',
    show: (page: string): string => `Show the page "${page}"`,
    recover: 'Show that change',
  },
  fingerprint: 'Fingerprint',
  fingerprintHint: 'Covers policy and target. Only the plan with this fingerprint is carried out.',
  assign: (port: string, computer: string): string => `Secure ${port} on ${computer}`,
  assignSame: (computer: string): string => `Confirm the policy on ${computer}`,
  notYet: 'Not yet possible',
  show: (page: string): string => `Show the page "${page}"`,
};
