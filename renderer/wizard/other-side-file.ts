import { appError, type AppError } from '#contract/app-error';
import { refuse, type Result } from '#contract/result';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { parsePolicy } from '#policy/parse';

/** Above any plan; what is larger is not read at all. */
export const mostMib = 16;
export const mostBytes = mostMib * 1024 * 1024;

/** Why a file gives no policy to compare with. */
export type FileProblem =
  { readonly kind: 'sealed'; readonly file: string } | { readonly kind: 'error'; readonly error: AppError };

type Read = Result<IpSecurityPolicy, FileProblem>;

const error = (value: AppError): { readonly ok: false; readonly error: FileProblem } =>
  refuse({ kind: 'error', error: value });
const withoutPolicy = (file: string, problem: string): Read =>
  error(appError('file-without-policy', { file, problem }));

/** A settings file that names itself so; the words are the file format's. */
const kindOfSettings = 'IPsec Backup Wizard settings';
const settingsFormat = 1;
const isSealed = (text: string): boolean => /^\uFEFF?\s*(?:-----BEGIN AGE|age-encryption\.org)/u.test(text);

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, '')) as unknown;
  } catch {
    return undefined;
  }
}

function policyOf(value: unknown, file: string): Read {
  // Strict to the last member, which bounds depth and sizes as well.
  const policy = parsePolicy(value);
  if (policy.ok) return policy;
  const [first] = policy.error;
  return first === undefined
    ? withoutPolicy(file, 'its policy cannot be read')
    : error(appError('policy-invalid', { finding: first }, `${file}: ${first.path ?? ''}`));
}

/** Of a file with both sides the one that is wanted; of a file with one side that one, whichever it is. */
function sideIn(document: Members, wanted: Role, file: string): Read {
  const { format, server, workstation } = document;
  if (format !== settingsFormat)
    return error(appError('settings-too-new', { file, format: String(format).slice(0, 20) }));
  const sides = wanted === 'server' ? [server, workstation] : [workstation, server];
  const side = sides.find((one) => one !== undefined);
  return side === undefined
    ? error(appError('settings-damaged', { file, problem: 'it holds no policy' }))
    : policyOf(side, file);
}

/**
 * The policy in a plan (JSON) or in a settings file in clear. Nothing else of the file is kept, least of all a key.
 * @param file its name, for the sentences
 * @param wanted the side that a file with both is read for
 */
export function readOtherSide(text: string, file: string, wanted: Role): Read {
  if (isSealed(text)) return refuse({ kind: 'sealed', file });
  if (text.trim() === '') return withoutPolicy(file, 'it is empty');
  const document = parsed(text);
  if (document === undefined) return withoutPolicy(file, 'it is not whole JSON text');
  if (!isMembers(document)) return withoutPolicy(file, 'it holds no object');
  if (document['kind'] === kindOfSettings) return sideIn(document, wanted, file);
  return 'ipSecurityPolicy' in document
    ? policyOf(document['ipSecurityPolicy'], file)
    : withoutPolicy(file, 'it is no plan and no settings file');
}

/** Larger than anything that this program writes. */
export const tooLarge = (file: string): FileProblem => ({
  kind: 'error',
  error: appError('settings-too-large', { file, most: `${mostMib} MiB` }),
});
