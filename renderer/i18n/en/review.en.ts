const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** A button has room for three; what else there is stands on the page above it. */
const portList = (ports: readonly string[]): string =>
  ports.length > 3 ? `${ports.slice(0, 2).join(', ')} and ${ports.length - 2} more` : ports.join(', ');

export const review = {
  title: 'Review',
  lead: 'Nothing has been changed yet. Read what will be, then assign.',
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
  consent: {
    assignedPolicy: (name: string): string => `Assigned in secpol.msc: ${name}`,
    unassign: 'Un-assign it; it is assigned again when this policy is removed',
  },
  allowRules: {
    title: (port: string): string => `Other rules that let ${port} in`,
    removable: 'Of exactly this port, from others:',
    off: 'Off for as long as this policy is there:',
    staying: 'For more than this port, from Group Policy, or not to be selected by name; they stay on:',
    more: (count: number): string => `and ${count} more`,
    agree: 'Switch these off; they come back when the policy is removed',
    notClosed:
      'As long as one of these is on, the port is not closed: where the security rule fails, clear text gets in.',
    closed: 'Then no other rule of Windows Firewall lets the port in.',
  },
  powershell: {
    title: 'PowerShell',
    verdict: (count: number, withKey: boolean): string =>
      count === 0 ? 'Nothing to run.' : `${counted(count, 'call', 'calls')}${withKey ? ', the key masked' : ''}.`,
    listing: 'The calls that will run, in their order',
    copy: 'Copy the PowerShell',
    saveScript: 'Save as a stand-alone script',
    saveScriptHint: (withKey: boolean): string =>
      `Does the same without this program, on this or another computer${withKey ? '; it asks for the key' : ''}.`,
    notInScript: 'What you ticked about things of others is not in the script, because it could not give it back.',
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
  assign: (ports: readonly string[], computer: string): string =>
    ports.length === 0 ? `Put the policy in place on ${computer}` : `Secure ${portList(ports)} on ${computer}`,
  assignSame: (computer: string): string => `Confirm the policy on ${computer}`,
  notYet: 'Not yet possible',
  show: (page: string): string => `Show the page "${page}"`,
};
