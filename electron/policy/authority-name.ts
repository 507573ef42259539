/** Words of attribute types that Windows takes for one another (CertStrToName). */
const sameTypes: Readonly<Record<string, string>> = { ST: 'S', EMAIL: 'E', EMAILADDRESS: 'E' };

/** `type=value`; what is not of that form stays as it is. */
const part = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/su;

function typeText(type: string): string {
  const word = type.toUpperCase().replace(/^OID\./u, '');
  return sameTypes[word] ?? word;
}

/** Quotes only hold a value together: they are no part of it, and a doubled one inside is a single one. */
function bareValue(value: string): string {
  const quoted = /^"(.*)"$/su.exec(value)?.[1];
  return (quoted?.replaceAll('""', '"') ?? value).replaceAll(/\s+/gu, ' ');
}

const valueText = (value: string): string =>
  /[",=+;<>#]|^\s|\s$/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** The parts of an X.500 name in one spelling each; a comma in quotes belongs to its part. */
export const authorityParts = (name: string): readonly string[] =>
  (name.match(/(?:"[^"]*"|[^",])+/gu) ?? []).map((text) => {
    const [, type, value] = part.exec(text) ?? [];
    return type === undefined || value === undefined ? text.trim() : `${typeText(type)}=${valueText(bareValue(value))}`;
  });

/**
 * An authority's X.500 name in one spelling, for comparing: words of types know no letter case, quotes and blanks that
 * hold nothing together do not count. Letter case of values and order of parts do (field notes [SEC505] in the reference).
 */
export const authorityText = (name: string): string => authorityParts(name).join(',');
