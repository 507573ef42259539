import type { Target } from '#contract/store-object';
import type { OwnFiles } from '#transaction/own-files';
import type { Place } from './place';

const ofThisComputer = 'journal.jsonl';
const ofGroupPolicy = 'journal-gpo.jsonl';

function withGpoJournal(files: OwnFiles): OwnFiles {
  const named = (name: string): string => (name === ofThisComputer ? ofGroupPolicy : name);
  return {
    read: (name, limits) => files.read(named(name), limits),
    write: (name, text) => files.write(named(name), text),
    append: (name, text) => files.append(named(name), text),
    createNew: (name, text) => files.createNew(named(name), text),
    remove: (name) => files.remove(named(name)),
    rename: (name, to) => files.rename(named(name), to),
    pathOf: (name) => files.pathOf(named(name)),
  };
}

/**
 * The same place with the journal that a change of this target is written in. Group Policy objects have one of their own:
 * a domain controller that does not answer must hold up nothing that is done on this computer.
 */
export const journalPlace = (place: Place, { kind }: Pick<Target, 'kind'>): Place =>
  kind === 'local' ? place : { ...place, files: withGpoJournal(place.files) };
