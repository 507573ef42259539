import * as v from 'valibot';
import { nouns } from './nouns';

/** Far more than any computer holds, and few enough to be read in a second. */
const MOST_OBJECTS = 200_000;
const MOST_LEVELS = 32;

const text = v.pipe(v.string(), v.maxLength(255));
const object = v.looseObject({ Name: v.optional(v.string()) });
const objects = v.pipe(v.array(object), v.maxLength(MOST_OBJECTS));
const listed = [...Object.keys(nouns), 'NetFirewallProfile'];
const store = v.looseObject(Object.fromEntries(listed.map((noun) => [noun, v.optional(objects)])));

const computer = v.looseObject({
  name: v.optional(v.pipe(text, v.minLength(1))),
  edition: v.optional(text),
  build: v.optional(v.union([text, v.number()])),
  domain: v.optional(v.nullable(text)),
  elevated: v.optional(v.boolean()),
  addresses: v.optional(v.array(text)),
  services: v.optional(v.looseObject({})),
  listening: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)))),
  connections: v.optional(v.array(v.unknown())),
  registry: v.optional(v.looseObject({})),
  languageMode: v.optional(text),
  executionPolicy: v.optional(text),
  netsecurityModule: v.optional(v.picklist(['present', 'missing'])),
  networkProfile: v.optional(text),
});

const unsure = v.looseObject({
  filtersOfIpsecRulesInGetAll: v.optional(v.boolean()),
  proposalNames: v.optional(v.picklist(['cmdlet', 'class'])),
  enums: v.optional(v.picklist(['words', 'integers'])),
  addresses: v.optional(v.picklist(['given', 'mask'])),
  unsetSet: v.optional(v.picklist(['Default', 'None', ''])),
  setInUse: v.optional(v.picklist(['refused', 'leaves-rule-broken'])),
  mixedGroups: v.optional(v.picklist(['refused', 'accepted'])),
  ikev2WithoutCertificate: v.optional(v.picklist(['refused', 'accepted'])),
});

const state = v.looseObject({
  format: v.literal(1),
  computer: v.optional(computer),
  stores: v.optional(v.record(v.string(), store)),
  unsure: v.optional(unsure),
});

/** Whether a value nests deeper than a file of this kind can; iterative, because the depth itself is the attack. */
function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true;
    level = level
      .filter((item): item is object => typeof item === 'object' && item !== null)
      .flatMap((item): readonly unknown[] => Object.values(item));
  }
  return false;
}

/** Says what is wrong with the content of a state file, or undefined. Nothing is changed by looking. */
export function problemOfState(value: unknown): string | undefined {
  if (isTooDeep(value)) return `it nests deeper than ${MOST_LEVELS} levels`;
  const result = v.safeParse(state, value, { abortEarly: true });
  if (result.success) return undefined;
  const [issue] = result.issues;
  return `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`;
}
