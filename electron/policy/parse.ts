import * as v from 'valibot';
import { finding, type Finding } from '#contract/finding';
import { refuse, succeed, type Result } from '#contract/result';
import { encryptionIds, groupIds, integrityIds } from './algorithms';
import { contentFindings } from './content';
import type { IpSecurityPolicy } from './model';
import { serverNameTypes } from './server-name';

/** Far above what anybody needs; what is larger is damage or an attack. */
export const limits = {
  rules: 64,
  filters: 1_024,
  addressesOfName: 64,
  methods: 16,
  /** Any single text: longer ones are refused before anybody looks at them. */
  text: 10_000,
  findings: 100,
} as const;

const text = v.pipe(v.string(), v.maxLength(limits.text));
const wholeNumber = v.pipe(v.number(), v.safeInteger());
const named = { name: text, description: text };

const port = v.variant('kind', [
  v.strictObject({ kind: v.literal('any') }),
  v.strictObject({ kind: v.literal('port'), port: wholeNumber }),
]);

const protocol = v.union([
  v.picklist(['TCP', 'UDP', 'ICMPv4', 'ICMPv6', 'any']),
  v.strictObject({ number: v.pipe(wholeNumber, v.minValue(0), v.maxValue(255)) }),
]);

const address = v.variant('kind', [
  v.strictObject({ kind: v.literal('my-ip-address') }),
  v.strictObject({ kind: v.literal('any') }),
  v.strictObject({ kind: v.literal('specific-address'), address: text }),
  v.strictObject({ kind: v.literal('subnet'), address: text, prefixLength: wholeNumber }),
  v.strictObject({ kind: v.literal('range'), from: text, to: text }),
  v.strictObject({
    kind: v.literal('dns-name'),
    dnsName: text,
    addresses: v.pipe(v.array(text), v.maxLength(limits.addressesOfName)),
  }),
]);

const filter = v.strictObject({
  mirrored: v.boolean(),
  protocol,
  source: address,
  sourcePort: port,
  destination: address,
  destinationPort: port,
});

const securityMethod = v.strictObject({
  ahIntegrity: v.picklist(integrityIds),
  espConfidentiality: v.picklist(encryptionIds),
  espIntegrity: v.picklist(integrityIds),
  sessionKeyLifetime: v.strictObject({ kilobytes: wholeNumber, seconds: wholeNumber }),
});

const filterAction = v.variant('kind', [
  v.strictObject({ kind: v.literal('permit'), ...named }),
  v.strictObject({ kind: v.literal('block'), ...named }),
  v.strictObject({
    kind: v.literal('negotiate-security'),
    ...named,
    securityMethods: v.pipe(v.array(securityMethod), v.maxLength(limits.methods)),
    acceptUnsecured: v.boolean(),
    allowFallback: v.boolean(),
    sessionKeyPerfectForwardSecrecy: v.picklist(['none', 'same-as-main-mode', ...groupIds]),
  }),
]);

const authenticationMethod = v.variant('kind', [
  v.strictObject({
    kind: v.literal('kerberos-v5'),
    // Left out where nobody names the server: so files and drafts of older versions stay readable, and their fingerprints.
    serverAccount: v.exactOptional(v.strictObject({ name: text, sid: text })),
  }),
  v.strictObject({
    kind: v.literal('certificate'),
    authority: text,
    authorityType: v.picklist(['root', 'intermediate']),
    server: v.exactOptional(v.strictObject({ nameType: v.picklist(serverNameTypes), name: text })),
  }),
  v.strictObject({ kind: v.literal('pre-shared-key') }),
]);

const rule = v.strictObject({
  filterList: v.strictObject({ ...named, filters: v.pipe(v.array(filter), v.maxLength(limits.filters)) }),
  filterAction,
  authenticationMethods: v.pipe(v.array(authenticationMethod), v.maxLength(limits.methods)),
  connectionType: v.picklist(['all', 'lan', 'remote-access']),
});

/** Strict to the last object: a member that nobody knows may be one that somebody counts on. Depth is the schema's. */
const policySchema = v.strictObject({
  id: text,
  role: v.picklist(['server', 'workstation']),
  ...named,
  activateDefaultResponseRule: v.boolean(),
  rules: v.pipe(v.array(rule), v.maxLength(limits.rules)),
  keyExchange: v.strictObject({
    methods: v.pipe(
      v.array(
        v.strictObject({
          encryption: v.picklist(encryptionIds),
          integrity: v.picklist(integrityIds),
          group: v.picklist(groupIds),
        }),
      ),
      v.maxLength(limits.methods),
    ),
    lifetimeMinutes: wholeNumber,
    sessions: wholeNumber,
    keyModule: v.picklist(['IKEv1', 'IKEv2']),
  }),
  closeTheRest: v.boolean(),
  allowIfSecure: v.exactOptional(v.literal(true)),
});

/** Own words for a key, so that a hostile one is neither long nor mistaken for a path. */
const step = (key: unknown): string => {
  if (typeof key === 'number') return `[${key}]`;
  const word = String(key);
  return /^[A-Za-z]{1,40}$/.test(word) ? `.${word}` : '.(unknown)';
};

type Issue = v.InferIssue<typeof policySchema>;

const pathOf = (issue: Issue): string =>
  (issue.path ?? [])
    .map(({ key }) => step(key))
    .join('')
    .replace(/^\./, '');

/** What was wanted, never what was found: that may be anything, and of any length. */
const problemOf = ({ type, expected, requirement }: Issue): string => {
  if (type === 'max_length') return `at most ${String(requirement)} entries or letters are taken`;
  if (expected === 'never') return 'this member is unknown';
  return `expected ${expected ?? 'another value'}`.slice(0, 200);
};

const malformed = (issue: Issue): Finding => {
  const path = pathOf(issue);
  return finding('policy-malformed', 'block', { problem: problemOf(issue) }, path === '' ? undefined : path);
};

/**
 * Anything into the shape of a policy, within the limits; its single values may still be wrong, as in a draft that was
 * put aside half typed. Refused with every reason (100 at most) and its path.
 */
export function parsePolicyShape(input: unknown): Result<IpSecurityPolicy, readonly Finding[]> {
  const parsed = v.safeParse(policySchema, input);
  return parsed.success ? succeed(parsed.output) : refuse(parsed.issues.slice(0, limits.findings).map(malformed));
}

/**
 * Anything into a policy: from a file, from the other process. What comes out is of the model's shape, within the
 * limits, and holds only readable addresses, right ports and texts that a store keeps to the letter; whether it makes
 * sense is `validate`'s to say. Refused with every reason (100 at most) and its path.
 */
export function parsePolicy(input: unknown): Result<IpSecurityPolicy, readonly Finding[]> {
  const shaped = parsePolicyShape(input);
  if (!shaped.ok) return shaped;
  const findings = contentFindings(shaped.value);
  return findings.length === 0 ? shaped : refuse(findings.slice(0, limits.findings));
}
