/** `-RemoteMachine`: the form of the reference, with one account that may connect. */
export const accountList = (sid: string): string => `D:(A;;CC;;;${sid})`;

/** Owner and group, which some tools write before the list, say nothing of who may connect. */
const form = /^(?:O:[A-Z0-9-]+?)?(?:G:[A-Z0-9-]+?)?D:(?:P|AI|AR)*((?:\([^()]*\))+)$/u;
const allowed = /^\(A;;(?:CC|0x1);;;(S-1-[0-9-]+)\)$/iu;

/**
 * The accounts that an authorisation list lets through, in order of the alphabet; undefined for a list of another form
 * (one that refuses somebody, or names a group by a short word): what cannot be read is not taken for equal.
 */
export function accountsIn(list: string): readonly string[] | undefined {
  const entries = form.exec(list)?.[1]?.match(/\([^()]*\)/gu) ?? [];
  const accounts = entries.flatMap((entry) => allowed.exec(entry)?.[1] ?? []);
  return accounts.length === 0 || accounts.length !== entries.length ? undefined : [...accounts].sort();
}
