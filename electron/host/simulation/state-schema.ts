import * as v from 'valibot';
import { MOST_CLOCK_SECONDS } from './clock';
import { nouns } from './nouns';
import { isObject, type StoredObject } from './stored-object';

/** Far more than any computer holds, and few enough to be read in a second. */
const MOST_OBJECTS = 200_000;
const MOST_LEVELS = 32;

/** valibot takes a list for an object; a list is damage here. */
const plain = v.custom<StoredObject>(isObject, 'an object was expected');
const objectOf = <E extends v.ObjectEntries>(
  entries: E,
): v.SchemaWithPipe<readonly [typeof plain, v.LooseObjectSchema<E, undefined>]> =>
  v.pipe(plain, v.looseObject(entries));

const text = v.pipe(v.string(), v.maxLength(255));
const object = objectOf({ Name: v.optional(v.string()) });
const objects = v.pipe(v.array(object), v.maxLength(MOST_OBJECTS));
const listed = [...Object.keys(nouns), 'NetFirewallProfile'];
const store = objectOf(Object.fromEntries(listed.map((noun) => [noun, v.optional(objects)])));

/** Few enough to be looked through at every call. */
const MOST_TASKS = 1_000;
const task = objectOf({
  TaskName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  TaskPath: v.optional(v.string()),
});

const drive = objectOf({
  path: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)),
  label: v.optional(text),
  freeBytes: v.optional(v.pipe(v.number(), v.minValue(0))),
  fileSystem: v.optional(text),
  writeProtected: v.optional(v.boolean()),
});

const computer = objectOf({
  name: v.optional(v.pipe(text, v.minLength(1))),
  machineId: v.optional(v.pipe(text, v.minLength(1))),
  edition: v.optional(text),
  build: v.optional(v.union([text, v.number()])),
  domain: v.optional(v.nullable(text)),
  elevated: v.optional(v.boolean()),
  addresses: v.optional(v.array(text)),
  services: v.optional(objectOf({})),
  listening: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)))),
  connections: v.optional(v.array(v.unknown())),
  registry: v.optional(objectOf({})),
  languageMode: v.optional(text),
  executionPolicy: v.optional(text),
  netsecurityModule: v.optional(v.picklist(['present', 'missing'])),
  networkProfile: v.optional(text),
  power: v.optional(text),
  udpEndpoints: v.optional(v.array(v.unknown())),
  interfaces: v.optional(v.array(v.unknown())),
  firewallProducts: v.optional(v.array(v.unknown())),
  domainController: v.optional(objectOf({})),
  certificates: v.optional(v.array(v.unknown())),
  drives: v.optional(v.pipe(v.array(drive), v.maxLength(32))),
  secpolInForce: v.optional(v.pipe(v.string(), v.maxLength(512))),
  lastBootUpTime: v.optional(text),
});

const unsure = objectOf({
  filtersOfIpsecRulesInGetAll: v.optional(v.boolean()),
  proposalNames: v.optional(v.picklist(['cmdlet', 'class'])),
  enums: v.optional(v.picklist(['words', 'integers'])),
  addresses: v.optional(v.picklist(['given', 'mask'])),
  unsetSet: v.optional(v.picklist(['Default', 'None', ''])),
  setInUse: v.optional(v.picklist(['refused', 'leaves-rule-broken'])),
  mixedGroups: v.optional(v.picklist(['refused', 'accepted'])),
  ikev2WithoutCertificate: v.optional(v.picklist(['refused', 'accepted'])),
  emptyCriteria: v.optional(v.picklist(['accepted', 'refused'])),
  accountsOverIkev1: v.optional(v.picklist(['known', 'unknown'])),
  secpolChanges: v.optional(v.picklist(['noticed', 'at-service-start'])),
  secpolPrecedence: v.optional(v.picklist(['rules-first', 'secpol-first'])),
});

const name = v.pipe(v.string(), v.maxLength(512));
const groupPolicy = objectOf({
  unlisted: v.optional(v.picklist(['exist', 'missing'])),
  readOnlyController: v.optional(v.boolean()),
  secondWriter: v.optional(v.picklist(['after-open', 'after-save'])),
  links: v.optional(v.pipe(v.array(name), v.maxLength(100))),
});

const state = objectOf({
  format: v.literal(1),
  computer: v.optional(computer),
  stores: v.optional(v.pipe(plain, v.record(v.string(), store))),
  unsure: v.optional(unsure),
  groupPolicy: v.optional(groupPolicy),
  tasks: v.optional(v.pipe(v.array(task), v.maxLength(MOST_TASKS))),
  clock: v.optional(v.nullable(v.pipe(v.number(), v.minValue(-MOST_CLOCK_SECONDS), v.maxValue(MOST_CLOCK_SECONDS)))),
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
