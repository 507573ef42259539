import { AppFailure, appError, fail } from '#contract/app-error';
import type { Finding } from '#contract/finding';
import type { Secret } from '#contract/secret';
import { here } from '#contract/store-object';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { parsePolicy } from '#policy/parse';
import { validatePolicy } from '#policy/validate';
import { kindOfDocument } from '#settings-file/document';
import { openBytes } from '#settings-file/read';
import { readBounded } from '#settings-file/read-bounded';
import { sideOf } from '#settings-file/sides';
import { checkedKey } from './context';

/** A plan of 64 rules with a thousand filters each stays far below. */
const MOST_MIB = 16;
const mostBytes = MOST_MIB * 1024 * 1024;

/** What a file says of one side, or of both: the policies in it, and the key where it is there and could be opened. */
export interface PolicyFile {
  readonly roles: readonly Role[];
  /** Throws AppFailure where the file does not have that side, or where nobody could use it. */
  readonly policyOf: (role: Role) => IpSecurityPolicy;
  readonly key: Secret | undefined;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const problem = text.trim() === '' ? 'it is empty' : 'it is not whole JSON text';
    return fail('file-without-policy', { file, problem });
  }
}

/**
 * The policy of a plan that was printed as JSON: its `ipSecurityPolicy`. Throws AppFailure `file-without-policy`, or
 * `policy-invalid` with the first thing that is wrong and its path.
 */
export function policyFromFile(text: string, file: string): IpSecurityPolicy {
  const document = parsed(text, file);
  const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
  if (!isObject) return fail('file-without-policy', { file, problem: 'it holds no object' });
  if (!('ipSecurityPolicy' in document)) return fail('file-without-policy', { file, problem: 'it is no plan' });
  const policy = parsePolicy(document.ipSecurityPolicy);
  if (policy.ok) return policy.value;
  const [first] = policy.error;
  if (first === undefined) return fail('file-without-policy', { file, problem: 'its policy cannot be read' });
  throw new AppFailure(appError('policy-invalid', { finding: first }, `${file}: ${first.path ?? ''}`));
}

/** Sealed, or in clear by the first of its members. */
const looksLikeSettings = (text: string): boolean =>
  /^\s*(?:-----BEGIN AGE|age-encryption\.org)/u.test(text) || text.slice(0, 200).includes(`"${kindOfDocument}"`);

/**
 * What secpol can say and this program cannot write for Windows: the other end may be a policy that somebody has made
 * there by hand, so that it is compared all the same.
 */
const isOnlyNotHere = (one: Finding): boolean =>
  one.code === 'key-exchange-groups-differ' ||
  one.code === 'lifetime-not-whole-minutes' ||
  (one.code === 'unsupported-here' && ['filter-not-mirrored', 'connection-type'].includes(one.context.what));

/** Throws AppFailure `policy-invalid` for what no computer could be given. */
function usable(policy: IpSecurityPolicy, file: string): IpSecurityPolicy {
  const blocking = validatePolicy(policy, { target: here }).find(
    (one) => one.severity === 'block' && !isOnlyNotHere(one),
  );
  if (blocking === undefined) return policy;
  throw new AppFailure(appError('policy-invalid', { finding: blocking }, `${file}: ${blocking.path ?? ''}`));
}

async function settingsIn(bytes: Uint8Array, passphrase: Secret | undefined, file: string): Promise<PolicyFile> {
  const opened = await openBytes(bytes, passphrase, file);
  const roles = (['server', 'workstation'] as const).filter((role) => opened.sides[role] !== undefined);
  return { roles, policyOf: (role) => usable(sideOf(opened, role), file), key: checkedKey(opened.key).key };
}

/** A settings file or a plan as JSON. Throws AppFailure. */
export async function readPolicyFile(file: string, passphrase: Secret | undefined): Promise<PolicyFile> {
  const bytes = await readBounded(file, mostBytes);
  if (bytes.length > mostBytes) {
    return fail('file-without-policy', { file, problem: `it is larger than ${MOST_MIB} MiB` });
  }
  // UTF-8 with or without a byte order mark, which is no part of the document: the decoder drops it.
  const text = new TextDecoder().decode(bytes);
  if (looksLikeSettings(text)) return settingsIn(bytes, passphrase, file);
  const policy = policyFromFile(text, file);
  return { roles: [policy.role], policyOf: () => usable(policy, file), key: undefined };
}
