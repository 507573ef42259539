/** Spellings without case, hyphen and underscore: `psk`, `preSharedKey`, `pre_shared_key_text`, `passphrase` ... */
const keyName = /^(?:key|psk|presharedkey|secret|password|passphrase)(?:text|value|string)?$/u;
/** What only names a key in the vault tells nothing, and is worth nothing once the window has closed. */
const handle = /^key-[0-9a-f]{32}$/u;

const looksLikeKey = (name: string, value: unknown): boolean =>
  typeof value === 'string' &&
  value !== '' &&
  !handle.test(value) &&
  keyName.test(name.toLowerCase().replaceAll(/[-_ ]/gu, ''));

/** Whether some member, however deep, is named like a key and holds text. */
export function holdsKeyMember(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => looksLikeKey(name, member) || holdsKeyMember(member));
}
