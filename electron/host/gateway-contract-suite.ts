import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Invocation } from '#contract/invocation';
import { Secret } from '#contract/secret';
import { CmdletError } from './cmdlet-error';
import type { NamedCall } from './gateway-contract-calls';
import type { HostGateway, Read, Row } from './gateway';

export interface GatewayUnderTest {
  /** One gateway for the whole suite. */
  readonly create: () => HostGateway | Promise<HostGateway>;
  /** Before each test: no IPsec objects, and no firewall rule whose name begins with `contract-`. */
  readonly reset: () => void | Promise<void>;
}

export const KEY = new Secret('Zażółć-g$(calc)`"ę\'’-key-7531');

/** What the tests of the suite say things with. */
export interface Suite {
  readonly gateway: () => HostGateway;
  /** Carries out calls in one transaction; answers the kind of the first failure, or `done`. */
  readonly outcomeWith: (key: Secret | undefined, calls: readonly NamedCall[]) => Promise<string>;
  readonly outcomeOf: (calls: readonly NamedCall[]) => Promise<string>;
  readonly oneCall: (invocation: Invocation) => Promise<string>;
  readonly done: (calls: readonly NamedCall[], key?: Secret) => Promise<void>;
  readonly rowsOf: (read: Read, compareKey?: Secret) => Promise<readonly Row[]>;
  readonly get: (cmdlet: string, parameters: Invocation['parameters'], ...select: string[]) => Promise<readonly Row[]>;
  /** The suite's IPsec rule in PersistentStore. */
  readonly rule: (...select: string[]) => Promise<readonly Row[]>;
}

async function carryOutAll(
  gateway: HostGateway,
  key: Secret | undefined,
  calls: readonly NamedCall[],
): Promise<string> {
  const transaction = await gateway.begin(key);
  try {
    for (const [id, invocation] of calls) await transaction.carryOut(id, invocation);
    return 'done';
  } catch (error) {
    if (error instanceof CmdletError) return error.kind;
    throw error;
  } finally {
    await transaction.end();
  }
}

function holdGateway({ create, reset }: GatewayUnderTest): () => HostGateway {
  const held: HostGateway[] = [];
  const gateway = (): HostGateway => {
    const [only] = held;
    if (only === undefined) throw new Error('There is no gateway yet.');
    return only;
  };
  beforeAll(async () => void held.push(await create()));
  beforeEach(async () => {
    await reset();
  });
  afterAll(() => gateway().close());
  return gateway;
}

/** Prepares a suite inside of a `describe`. */
export function prepareSuite(underTest: GatewayUnderTest): Suite {
  const gateway = holdGateway(underTest);
  const outcomeWith: Suite['outcomeWith'] = (key, calls) => carryOutAll(gateway(), key, calls);
  const rowsOf: Suite['rowsOf'] = async (read, compareKey) => {
    const [rows = []] = await gateway().read([read], compareKey === undefined ? {} : { compareKey });
    return rows;
  };
  const get: Suite['get'] = (cmdlet, parameters, ...select) => rowsOf({ invocation: { cmdlet, parameters }, select });
  return {
    gateway,
    outcomeWith,
    outcomeOf: (calls) => outcomeWith(KEY, calls),
    oneCall: (invocation) => outcomeWith(KEY, [['only', invocation]]),
    done: async (calls, key = KEY) => {
      expect(await outcomeWith(key, calls)).toBe('done');
    },
    rowsOf,
    get,
    rule: (...select) =>
      get('Get-NetIPsecRule', { IPsecRuleName: 'contract-rule', PolicyStore: 'PersistentStore' }, ...select),
  };
}
