import { authorityText } from '#policy/authority-name';
import type { Choose } from './choices';
import type { Credentials, HeldAuthentication, HeldCertificate, KeyModule, World } from './end';
import { firstCommon, type MainModePolicy } from './main-mode';
import { refused, type AuthenticationKind, type Refused } from './outcome';
import { oneOf, withoutCertificate } from './governing';

export interface Party {
  readonly policy: MainModePolicy;
  readonly credentials: Credentials;
}

export type Authenticated = { readonly kind: 'agreed'; readonly authentication: AuthenticationKind } | Refused;

type Method<K extends AuthenticationKind> = Extract<HeldAuthentication, { readonly kind: K }>;
const methodsOf = <K extends AuthenticationKind>({ policy }: Party, kind: K): readonly Method<K>[] =>
  policy.authentication.filter((method): method is Method<K> => method.kind === kind);

const lacks = ({ credentials }: Party, what: Credentials['lacks'][number]): boolean => credentials.lacks.includes(what);

/** The names in a certificate; undefined where nobody told, and it is the right one. */
interface Shown {
  readonly names?: readonly string[];
}

const isWelcome = (peers: readonly string[] | undefined, { names }: Shown): boolean =>
  peers === undefined || names === undefined || names.some((name) => peers.includes(name));

/** Nobody has a certificate in a name that is not its own. */
const canPick = (names: readonly string[] | undefined, own: string | undefined): boolean =>
  own === undefined || names === undefined || names.includes(own);

type Certificate = Method<'certificate'>;

function isOf({ root, intermediates }: HeldCertificate, { authority, authorityType }: Certificate): boolean {
  const named = [
    ...(authorityType === 'intermediate' || root === null ? [] : [root]),
    ...(authorityType === 'root' ? [] : intermediates),
  ];
  return named.some((name) => authorityText(name) === authorityText(authority));
}

/** The certificates that a party may show for a method, and that lead the other to what it names; empty where it has none. */
function shownBy(
  { credentials: { certificates, names } }: Party,
  method: Certificate,
  theirs: Certificate,
): readonly Shown[] {
  const { own } = method;
  if (certificates !== undefined)
    return certificates.filter((one) => isOf(one, method) && isOf(one, theirs) && canPick(one.names, own));
  if (!canPick(names, own)) return [];
  const proved = names ?? (own === undefined ? undefined : [own]);
  return [proved === undefined ? {} : { names: proved }];
}

function withKey(a: Party, b: Party, world: World): Authenticated {
  const [mine, theirs] = [methodsOf(a, 'pre-shared-key')[0]?.key, methodsOf(b, 'pre-shared-key')[0]?.key];
  const told = mine === undefined || theirs === undefined ? world.keys !== 'different' : mine === theirs;
  const equal = told && !lacks(a, 'key') && !lacks(b, 'key');
  return equal ? { kind: 'agreed', authentication: 'pre-shared-key' } : refused('different-keys');
}

function withKerberos(a: Party, b: Party): Authenticated {
  const [realm, otherRealm] = [a.credentials.realm, b.credentials.realm];
  const strangers = realm !== undefined && otherRealm !== undefined && realm !== otherRealm;
  if (strangers || lacks(a, 'kerberos-v5') || lacks(b, 'kerberos-v5')) return refused('credentials-missing');
  return { kind: 'agreed', authentication: 'kerberos-v5' };
}

/**
 * One name for a root on one side and for an authority below it on the other: told certificates say which chain leads
 * where. Else it is as open as what Windows makes of such a name.
 */
function areOneAuthority({ mine, theirs }: Named, a: Party, b: Party, choose: Choose): boolean {
  const areTold = [a, b].every(({ credentials }) => credentials.certificates !== undefined);
  const types = [mine.authorityType, theirs.authorityType];
  if (areTold || types.includes(undefined) || mine.authorityType === theirs.authorityType) return true;
  return choose('authority-type', ['told-apart', 'taken-alike']) === 'taken-alike';
}
interface Named {
  readonly mine: Certificate;
  readonly theirs: Certificate;
}

/** Each end takes certificates of the authorities that it names; one that both name is what works for both. */
function withCertificates(a: Party, b: Party, choose: Choose): Authenticated {
  const pairs = methodsOf(a, 'certificate').flatMap((mine) =>
    methodsOf(b, 'certificate')
      .filter((theirs) => authorityText(mine.authority) === authorityText(theirs.authority))
      .filter((theirs) => areOneAuthority({ mine, theirs }, a, b, choose))
      .map((theirs) => ({ mine, theirs, shown: shownBy(a, mine, theirs), answered: shownBy(b, theirs, mine) })),
  );
  if (pairs.length === 0) return refused('authorities-differ');
  const held = pairs.filter(({ shown, answered }) => shown.length > 0 && answered.length > 0);
  if (lacks(a, 'certificate') || lacks(b, 'certificate') || held.length === 0) return refused('credentials-missing');
  const welcome = held.some(({ mine, theirs, shown, answered }) => {
    const [own, other] = [
      oneOf(shown, 'certificate-of-initiator', choose),
      oneOf(answered, 'certificate-of-responder', choose),
    ];
    return isWelcome(mine.peers, other ?? {}) && isWelcome(theirs.peers, own ?? {});
  });
  return welcome ? { kind: 'agreed', authentication: 'certificate' } : refused('peer-not-authorised');
}

interface Meeting {
  readonly a: Party;
  readonly b: Party;
  readonly world: World;
  readonly choose: Choose;
}

function byKind(kind: AuthenticationKind, { a, b, world, choose }: Meeting): Authenticated {
  switch (kind) {
    case 'pre-shared-key':
      return withKey(a, b, world);
    case 'kerberos-v5':
      return withKerberos(a, b);
    case 'certificate':
      return withCertificates(a, b, choose);
    case 'other':
      return { kind: 'agreed', authentication: 'other' };
  }
}

/** New-NetIPsecRule -KeyModule: what each module can authenticate with. AuthIP takes no key. */
function usable(module: KeyModule, choose: Choose): readonly AuthenticationKind[] {
  if (module === 'IKEv1') return ['pre-shared-key', 'kerberos-v5', 'certificate'];
  if (module === 'AuthIP') return ['kerberos-v5', 'certificate', 'other'];
  const key = choose('ikev2-without-certificate', withoutCertificate) === 'works-with-a-key';
  return key ? ['certificate', 'pre-shared-key'] : ['certificate'];
}

/** NTLM is not anonymous: methods outside of the program's own are told apart by their name. */
const nameOf = (method: HeldAuthentication): string =>
  method.kind === 'other' ? `other ${method.method}` : method.kind;

function usableMethods({ policy }: Party, module: KeyModule, choose: Choose): readonly HeldAuthentication[] {
  const { authentication } = policy;
  // Whether IKEv2 takes a key matters only where there is nothing better.
  if (module === 'IKEv2' && authentication.some(({ kind }) => kind === 'certificate'))
    return authentication.filter(({ kind }) => kind === 'certificate');
  const kinds = usable(module, choose);
  return authentication.filter(({ kind }) => kinds.includes(kind));
}

/** Main mode's second half: the first common method, and the next ones where the first fails and Windows goes on. */
export function authenticate(a: Party, b: Party, module: KeyModule, world: World, choose: Choose): Authenticated {
  const mine = usableMethods(a, module, choose);
  const theirs = usableMethods(b, module, choose);
  if (mine.length === 0 || theirs.length === 0) return refused('key-module-cannot-authenticate');
  const chosen = firstCommon(mine, theirs, nameOf, choose);
  if (chosen === undefined) return refused('no-common-authentication');
  const meeting = { a, b, world, choose };
  const first = byKind(chosen.kind, meeting);
  const others = mine.filter(({ kind }) => kind !== chosen.kind && theirs.some((other) => other.kind === kind));
  if (first.kind === 'agreed' || others.length === 0) return first;
  if (choose('failed-authentication', ['ends', 'next-method']) === 'ends') return first;
  return others.map(({ kind }) => byKind(kind, meeting)).find(({ kind }) => kind === 'agreed') ?? first;
}
