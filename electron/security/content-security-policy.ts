/** SHA-256 of nothing: Fluent's style sheet is an empty `style` element that is filled rule by rule, by script. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': `'self' ${emptyStyle}`,
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/**
 * Threat: a text from a policy, a settings file or Windows gets into the page as markup. Then it still must not run, load
 * or send anything: scripts come from the program's own files only, and there is nowhere to connect to. Sent as a header
 * with every file of the page; a header cannot be preceded by what it is to forbid, as a meta element can.
 */
export const contentSecurityPolicy = (changes: Readonly<Record<string, string>> = {}): string =>
  Object.entries({ ...directives, ...changes })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

/** What goes with the policy: no guessing of types, no embedding, no address of ours to anybody. */
export const pageHeaders = (policy = contentSecurityPolicy()): Readonly<Record<string, string>> => ({
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});
