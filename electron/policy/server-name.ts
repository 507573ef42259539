import type { AuthenticationMethod, SecurityRule, ServerAccount, ServerNameType } from './model';

export const serverNameTypes = ['dns-name', 'common-name'] as const satisfies readonly ServerNameType[];

/** RFC 1035 2.3.4: a name of the DNS; labels of RFC 952 and 1123, and the underscore that Windows lets computers have. */
const dnsName = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;
/** RFC 5280, ub-common-name: 64 letters. No pipe: MS-FASP 2.2.65. Nothing unprintable: nobody could compare it. */
const commonName = /^(?! )[^|\p{Cc}\p{Cs}]{1,64}(?<! )$/u;

/** Whether a text can be that name in a certificate. A wildcard is no name of one server. */
export const isServerName = (nameType: ServerNameType, name: string): boolean =>
  nameType === 'dns-name' ? dnsName.test(name) && !/^[\d.]+$/.test(name) : commonName.test(name) && name !== '*';

/** SID of an account of a domain: authority 5, 21, three numbers of the domain, one of the account; each 32 bits. */
const accountSid = /^S-1-5-21-(?:0|[1-9]\d{0,9})-(?:0|[1-9]\d{0,9})-(?:0|[1-9]\d{0,9})-[1-9]\d{0,9}$/;
const largestPart = 4_294_967_295;
/** Below 1000 stand the built-in accounts and groups of a domain (513 is Domain Users): none is one computer. */
const firstOwnAccount = 1_000;

/** Whether a text is the SID of one account that somebody made in a domain: no group that every domain has. */
export function isAccountSid(sid: string): boolean {
  if (!accountSid.test(sid)) return false;
  const numbers = sid.split('-').slice(4).map(Number);
  return numbers.every((one) => one <= largestPart) && (numbers.at(-1) ?? 0) >= firstOwnAccount;
}

/** The account that alone may answer where a rule names one: only then is Kerberos its only method (validate). */
export const serverAccountOf = ({ authenticationMethods }: SecurityRule): ServerAccount | undefined =>
  authenticationMethods.flatMap((one) => (one.kind === 'kerberos-v5' ? (one.serverAccount ?? []) : []))[0];

/** Whether a method tells the server from the other computers that belong. */
export const knowsServer = (method: AuthenticationMethod): boolean =>
  (method.kind === 'certificate' && method.server !== undefined) ||
  (method.kind === 'kerberos-v5' && method.serverAccount !== undefined);
