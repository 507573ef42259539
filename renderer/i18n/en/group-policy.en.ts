import type { ChangeEnd } from '#contract/ipc';
import type { Role } from '#policy/model';

const unlike: Readonly<Record<string, string>> = {
  apply: 'Edit a copy, and save it (Save-NetGPO)',
  enforcement: 'Look what is stored',
  undo: 'Undo in a second session',
};

/** A policy that goes into a Group Policy object instead of into this computer. */
export const groupPolicy = {
  place: (gpo: string): string => `the Group Policy object ${gpo}`,
  target: {
    title: 'Where this policy goes',
    hint: 'A Group Policy object brings it to every computer that the object is linked to.',
    local: 'This computer',
    localText: (computer: string): string => `Into the local policy of ${computer}. Undoes itself unless it is kept.`,
    gpo: 'A Group Policy object',
    gpoText: 'Into the object itself. An administrator links it, and says which computers it is for.',
    noDomain: 'Not possible here: this computer is in no domain.',
    unread: (reason: string): string => `Not possible now: the domain could not be read (${reason}).`,
    reading: 'The domain of this computer is being read.',
    domain: 'Domain',
    name: 'Name of the Group Policy object',
    nameHint: 'As Group Policy Management shows it. It must exist already; this program makes none.',
    controller: 'Edited on',
    writable: (controller: string): string => `${controller}, a writable domain controller`,
    noWritable: 'no writable domain controller is known by name; on a read-only one nothing is saved',
    noKey: 'A pre-shared key cannot go there: it lies in SYSVOL, where every account of the domain can read it.',
  },
  assign: (gpo: string): string => `Store the policy in ${gpo}`,
  review: {
    title: (gpo: string): string => `This policy goes into the Group Policy object ${gpo}`,
    commit:
      'There is no countdown and no automatic undo. The object is edited as a copy; Save-NetGPO at the end is the single commit point, and before it nothing has changed. Undoing is a second session.',
    reach: 'Computers get it when they refresh, and not before the object is linked.',
    edit: 'Choose another place',
    reading: (gpo: string): string => `Reading ${gpo} from a domain controller`,
  },
  duties: {
    title: 'What stays with the administrator',
    verdict: (count: number): string => `${count} steps that this program does not do.`,
    copy: 'Copy the steps',
    print: 'Print the steps',
  },
  lead: (gpo: string): string =>
    `The policy is being stored in ${gpo}. If anything fails before it is saved, nothing has changed.`,
  commitTitle: 'No countdown here',
  phase: (id: string): string | undefined => unlike[id],
  outcome: {
    lead: (gpo: string): string => `What is true of ${gpo} now, as far as it was seen.`,
    statement: ({ outcome }: Pick<ChangeEnd, 'outcome'>): string => {
      if (outcome === 'rolled-back') return 'Not stored';
      if (outcome === 'unknown') return 'State unknown';
      return outcome === 'unchanged'
        ? 'Already stored in the Group Policy object'
        : 'Stored in the Group Policy object';
    },
    meaning: ({ outcome }: Pick<ChangeEnd, 'outcome'>, gpo: string): string => {
      if (outcome === 'rolled-back') return `${gpo} holds nothing of this change; that was read back.`;
      if (outcome === 'unknown') return 'Some of it may be stored. Read below what to do before anything else.';
      return `It was read back from ${gpo}. Which computers it reaches, and whether it works there, is not known here.`;
    },
    unknownTitle: 'What is not known',
    unknown: [
      'Whether the object is linked, and to which computers.',
      'When those computers refresh; until then they are as before.',
      'Whether the rules are in force there, and whether a backup goes through.',
    ],
    next: (role: Role): string =>
      role === 'server'
        ? 'The workstations need a policy of their own, in another Group Policy object, or by the settings file.'
        : 'The backup server needs a policy of its own, in another Group Policy object, or set up on it.',
    check: 'Check the Group Policy object',
  },
  cards: {
    title: 'Policies of this program in Group Policy objects',
    what: (role: Role, id: string, gpo: string): string =>
      `For the ${role === 'server' ? 'backup server' : 'workstation'}, short name ${id}, in ${gpo}.`,
    since: (when: string): string => `Stored from this computer ${when}.`,
    level: 'Recorded; "Check" reads the object',
    checkName: (name: string, gpo: string): string => `Check ${name} in ${gpo}`,
    changeName: (name: string, gpo: string): string => `Change ${name} in ${gpo}`,
    removeName: (name: string, gpo: string): string => `Remove ${name} from ${gpo}`,
  },
  check: {
    lead: (gpo: string): string => `Compares what is in ${gpo} with what was stored. It changes nothing.`,
    inPlace: 'Everything in the object is as it was stored',
    level: 'Stored in the Group Policy object; in force is seen on the computers that it reaches',
    driftedText: 'Somebody or something has changed the object. Change the policy to store it again, or remove it.',
  },
  remove: {
    lead: 'Takes this policy out of the Group Policy object. What is of others in it is not touched.',
    warning: 'Afterwards the computers that it reaches lose the policy',
    warningText:
      'They lose it with their next refresh, one after another; until all of them have, backups between them can fail.',
    deed: (name: string, gpo: string): string => `Remove ${name} from ${gpo}`,
    removed: (name: string, gpo: string): string => `${name} was removed from ${gpo}; that was read back.`,
  },
  recover: {
    undoText:
      'Opens the object once more, takes back every step that was saved, saves it, and reads it back. Needs no key.',
    keepText: 'All of it is stored. Writes the record, and deletes what is no longer used.',
  },
};
