import * as v from 'valibot';
import { unaskedFacts, watchedServices, type Attempt, type ComputerFacts } from '#contract/facts';
import { certificatesSchema } from './powershell-certificates';
import * as network from './powershell-network-facts';

const factSchema = v.union([v.strictObject({ value: v.array(v.unknown()) }), v.strictObject({ reason: v.string() })]);
type Fact = v.InferOutput<typeof factSchema>;

const factsSchema = v.object({
  computerName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  now: v.pipe(v.string(), v.maxLength(64)),
  machineId: factSchema,
  netSecurityModule: factSchema,
  scheduledTasks: factSchema,
  elevated: factSchema,
  windows: factSchema,
  domain: factSchema,
  addresses: factSchema,
  listeningPorts: factSchema,
  powershellLogging: factSchema,
  executionPolicy: factSchema,
  services: factSchema,
  networks: factSchema,
  leasedAddresses: factSchema,
  connections: factSchema,
  ikePortHolders: factSchema,
  legacyPolicy: factSchema,
  firewallProducts: factSchema,
  domainController: factSchema,
  certificates: factSchema,
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

/** A GUID, whatever brackets and letter case it is written in. */
const machineIdSchema = only(
  v.pipe(
    v.string(),
    v.transform((id) => id.replaceAll(/[{}]/gu, '').toLowerCase()),
    v.regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u),
  ),
);
const windowsSchema = v.pipe(
  v.tuple([v.string(), v.string()]),
  v.transform(([productName, build]) => ({ edition: edition(productName, build), build })),
);
const domainSchema = v.pipe(
  v.array(v.string()),
  v.maxLength(1),
  v.transform(([name]) => name ?? null),
);
const loggingSchema = v.pipe(
  v.tuple([v.boolean(), v.boolean(), v.boolean()]),
  v.transform(([moduleLogging, scriptBlockLogging, transcription]) => ({
    moduleLogging,
    scriptBlockLogging,
    transcription,
  })),
);
const atMostOne = <T>(schema: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, T | null> =>
  v.pipe(
    v.array(schema),
    v.maxLength(1),
    v.transform(([one]) => one ?? null),
  );
const word = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const executionPolicySchema = atMostOne(v.object({ policy: word, scope: word }));
const servicesSchema = v.pipe(
  v.array(v.object({ name: word, status: word, startType: word })),
  v.transform((services) =>
    watchedServices.flatMap((name) => {
      const one = services.find((service) => service.name.toLowerCase() === name.toLowerCase());
      return one === undefined
        ? []
        : [{ name, running: one.status === 'Running', disabled: one.startType === 'Disabled' }];
    }),
  ),
);
const legacyPolicySchema = atMostOne(v.object({ from: v.picklist(['local', 'domain']), name: word }));
/** NET_FW_RULE_CATEGORY, by number. */
const categories = ['boot-time', 'stealth', 'firewall', 'connection-security'] as const;
const productsSchema = v.pipe(
  v.array(v.object({ name: v.string(), owns: v.array(v.number()) })),
  v.transform((products) =>
    products.map(({ name, owns }) => ({ name, owns: categories.filter((_, number) => owns.includes(number)) })),
  ),
);
const domainReachSchema = atMostOne(
  v.pipe(
    v.object({
      reachable: v.boolean(),
      clockSkewSeconds: v.nullable(v.pipe(v.number(), v.finite())),
      writableController: v.optional(v.pipe(v.string(), v.regex(/^$|^[A-Za-z0-9.-]{1,255}$/u))),
    }),
    v.transform(({ writableController, ...reach }) => ({
      ...reach,
      ...(writableController && { writableController }),
    })),
  ),
);
/** `fe80::1%12` names an interface of this computer; loopback protects and proves nothing. */
const addressesSchema = v.pipe(
  v.array(v.string()),
  v.transform((addresses) => addresses.map(network.withoutZone).filter((address) => !network.isLoopback(address))),
);
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
    machineId: attempt(facts.machineId, machineIdSchema),
    netSecurityModule: attempt(facts.netSecurityModule, only(v.literal(true))),
    scheduledTasks: attempt(facts.scheduledTasks, only(v.literal(true))),
    elevated: attempt(facts.elevated, only(v.boolean())),
    windows: attempt(facts.windows, windowsSchema),
    domain: attempt(facts.domain, domainSchema),
    addresses: attempt(facts.addresses, addressesSchema),
    listeningPorts: attempt(facts.listeningPorts, portsSchema),
    powershellLogging: attempt(facts.powershellLogging, loggingSchema),
    executionPolicy: attempt(facts.executionPolicy, executionPolicySchema),
    services: attempt(facts.services, servicesSchema),
    networks: attempt(facts.networks, network.networksSchema),
    leasedAddresses: attempt(facts.leasedAddresses, network.leasedAddressesSchema),
    connections: attempt(facts.connections, network.connectionsSchema),
    ikePortHolders: attempt(facts.ikePortHolders, network.ikePortHoldersSchema),
    legacyPolicy: attempt(facts.legacyPolicy, legacyPolicySchema),
    firewallProducts: attempt(facts.firewallProducts, productsSchema),
    domainController: attempt(facts.domainController, domainReachSchema),
    certificates: attempt(facts.certificates, certificatesSchema),
  };
}

/** All that is known where PowerShell is locked down: no script of ours runs there. */
export function lockedDownFacts(computerName: string, languageMode: string): ComputerFacts {
  const unasked = unaskedFacts(`PowerShell runs in ${languageMode} mode.`);
  return { ...unasked, computerName, now: new Date().toISOString(), languageMode };
}
