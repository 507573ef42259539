import * as v from 'valibot';
import type { Attempt, ComputerFacts } from '#contract/facts';

const factSchema = v.union([v.strictObject({ value: v.array(v.unknown()) }), v.strictObject({ reason: v.string() })]);
type Fact = v.InferOutput<typeof factSchema>;

const factsSchema = v.object({
  computerName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  now: v.pipe(v.string(), v.maxLength(64)),
  netSecurityModule: factSchema,
  scheduledTasks: factSchema,
  elevated: factSchema,
  windows: factSchema,
  domain: factSchema,
  addresses: factSchema,
  listeningPorts: factSchema,
});

const unavailable = (reason: string): { readonly available: false; readonly reason: string } => ({
  available: false,
  reason,
});
const available = <T>(value: T): Attempt<T> => ({ available: true, value });

/** Reads one fact by its own shape; what does not fit is as unavailable as what could not be read. */
function attempt<T>(fact: Fact, schema: v.GenericSchema<unknown, T>): Attempt<T> {
  if ('reason' in fact) return unavailable(fact.reason);
  const parsed = v.safeParse(schema, fact.value);
  return parsed.success ? available(parsed.output) : unavailable('PowerShell answered something else.');
}

const only = <T>(schema: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, T> =>
  v.pipe(
    v.tuple([schema]),
    v.transform(([value]) => value),
  );

const FIRST_BUILD_OF_WINDOWS_11 = 22_000;
/** The registry's ProductName still says Windows 10 on Windows 11. */
const edition = (productName: string, build: string): string =>
  Number(build) >= FIRST_BUILD_OF_WINDOWS_11 ? productName.replace(/^Windows 10/u, 'Windows 11') : productName;

const windowsSchema = v.pipe(
  v.tuple([v.string(), v.string()]),
  v.transform(([productName, build]) => ({ edition: edition(productName, build), build })),
);
const domainSchema = v.pipe(
  v.array(v.string()),
  v.maxLength(1),
  v.transform(([name]) => name ?? null),
);
/** `fe80::1%12` names an interface of this computer; loopback protects and proves nothing. */
const addressesSchema = v.pipe(
  v.array(v.string()),
  v.transform((addresses) => addresses.map((address) => address.replace(/%[^/]*/u, '')).filter((a) => !isLoopback(a))),
);
const isLoopback = (address: string): boolean => address.startsWith('127.') || address.startsWith('::1/');
const portsSchema = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
  v.transform((ports) => [...new Set(ports)].toSorted((a, b) => a - b)),
);

/** The answer to the probe script, from unknown; undefined where it is not one. */
export function parseFacts(answer: unknown, languageMode: string): ComputerFacts | undefined {
  const parsed = v.safeParse(factsSchema, answer);
  if (!parsed.success) return undefined;
  const facts = parsed.output;
  return {
    computerName: facts.computerName,
    now: facts.now,
    languageMode,
    netSecurityModule: attempt(facts.netSecurityModule, only(v.literal(true))),
    scheduledTasks: attempt(facts.scheduledTasks, only(v.literal(true))),
    elevated: attempt(facts.elevated, only(v.boolean())),
    windows: attempt(facts.windows, windowsSchema),
    domain: attempt(facts.domain, domainSchema),
    addresses: attempt(facts.addresses, addressesSchema),
    listeningPorts: attempt(facts.listeningPorts, portsSchema),
  };
}

/** All that is known where PowerShell is locked down: no script of ours runs there. */
export function lockedDownFacts(computerName: string, languageMode: string): ComputerFacts {
  const closed = unavailable(`PowerShell runs in ${languageMode} mode.`);
  return {
    computerName,
    now: new Date().toISOString(),
    languageMode,
    netSecurityModule: closed,
    scheduledTasks: closed,
    elevated: closed,
    windows: closed,
    domain: closed,
    addresses: closed,
    listeningPorts: closed,
  };
}
