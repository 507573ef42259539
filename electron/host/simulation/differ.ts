import type { BoundCall } from './bind-call';
import { objectsIn, withObjects, type SimulatedState } from './state';
import { isObject, nameOf, proposalsOf, textOf, type StoredObject } from './stored-object';
import type { Deed } from './writes';

const otherWord = (object: StoredObject, property: string, word: string, otherwise: string): StoredObject => ({
  ...object,
  [property]: textOf(object, property) === word ? otherwise : word,
});

/** A weaker first proposal: what a careful reader must notice. */
function otherProposals(set: StoredObject): StoredObject {
  const [first, ...more] = proposalsOf(set);
  const other =
    first?.['Encryption'] !== undefined
      ? otherWord(first, 'Encryption', 'DES', 'DES3')
      : first?.['Kerberos'] === undefined
        ? { Machine: true, Kerberos: true }
        : { Machine: true, Ntlm: true };
  return { ...set, Proposal: [other, ...more] };
}

const twists: Readonly<Record<string, (object: StoredObject) => StoredObject>> = {
  NetIPsecRule: (rule) => otherWord(rule, 'InboundSecurity', 'Request', 'None'),
  NetIPsecMainModeRule: (rule) => otherWord(rule, 'Enabled', 'False', 'True'),
  NetFirewallRule: (rule) => otherWord(rule, 'Action', 'Allow', 'Block'),
};

/**
 * What a host that lies would have stored: of a new object one property that matters is another one, and a call that
 * changes or removes has had no effect.
 */
export function differently(before: SimulatedState, call: BoundCall, deed: Deed): Deed {
  if (call.verb !== 'New') return { ...deed, state: before };
  const [made] = deed.outcome;
  if (made === undefined || !isObject(made.object)) return deed;
  const twisted = (twists[call.noun] ?? otherProposals)(made.object);
  const objects = objectsIn(deed.state, made.store, call.noun);
  const stored = objects.map((object) => (nameOf(object) === nameOf(made.object) ? twisted : object));
  return { ...deed, state: withObjects(deed.state, made.store, call.noun, stored) };
}
