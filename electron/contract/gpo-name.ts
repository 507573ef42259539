/** What is wrong with the text that names a Group Policy object. */
export type GpoNameProblem = 'not-domain-and-name' | 'domain-not-full' | 'name-impossible';

/** A DNS name with a dot: Windows finds a Group Policy object by the domain's full name only (New-NetIPsecRule.md, -PolicyStore). */
const domainName = /^(?=.{1,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{1,63}$/u;
/** What separates, what the firewall engine refuses in every text, and what no dialog would let through. */
const impossible = /[\\/|\p{C}\p{Zl}\p{Zp}]/u;

export const mostLettersOfGpoName = 255;
/** Of the whole text, domain and name. */
export const mostLettersOfGpo = 512;

/** Domain and name of `DOMAIN\NAME`; both as they stand there, right or wrong. */
export function gpoParts(gpo: string): { readonly domain: string; readonly name: string } {
  const [domain = '', ...rest] = gpo.split('\\');
  return { domain, name: rest.join('\\') };
}

/** Why a text names no Group Policy object; undefined where it does: `DOMAIN\NAME`, the domain by its full DNS name. */
export function gpoNameProblem(given: string): GpoNameProblem | undefined {
  if (!given.includes('\\') || given.split('\\').length !== 2) return 'not-domain-and-name';
  const { domain, name } = gpoParts(given);
  if (!domainName.test(domain)) return 'domain-not-full';
  const isName = name.trim() === name && name !== '' && name.length <= mostLettersOfGpoName && !impossible.test(name);
  return isName ? undefined : 'name-impossible';
}
