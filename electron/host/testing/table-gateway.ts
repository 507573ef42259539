import type { Inventory, StoreObject } from '#contract/store-object';
import { CmdletError } from '../cmdlet-error';
import type { HostGateway, Read, Row } from '../gateway';
import { readInventory } from '../observe';

/** What a store answers to `Get-<noun> -All`, by noun; and to a filter that is asked for by its rule, by the rule's name. */
export interface Told {
  readonly all: Readonly<Record<string, unknown>>;
  readonly associated?: Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>>;
}

export const nounOf = ({ invocation }: Read): string => invocation.cmdlet.replace('Get-', '');

/** The rule that a filter is asked for by. */
export function ruleOf({ invocation }: Read): { readonly kind: string; readonly name: string } | undefined {
  const [asked] = Object.entries(invocation.parameters).filter(([parameter]) => parameter.startsWith('Associated'));
  if (asked === undefined) return undefined;
  const [parameter, value] = asked;
  if (typeof value !== 'object' || !('read' in value)) throw new TypeError('a read was expected');
  const { IPsecRuleName, Name } = value.read.parameters;
  const name = IPsecRuleName ?? Name;
  if (typeof name !== 'string') throw new TypeError('a name was expected');
  return { kind: parameter.replace('Associated', ''), name };
}

/** A host that answers reads from a table and counts the exchanges; what else a gateway does it refuses. */
export class TableGateway implements HostGateway {
  readonly host = 'simulated';
  readonly exchanges: (readonly Read[])[] = [];
  readonly #told: Told;

  constructor(told: Told) {
    this.#told = told;
  }

  read(reads: readonly Read[]): Promise<readonly (readonly Row[])[]> {
    this.exchanges.push(reads);
    return Promise.resolve(reads.map((read) => this.#answer(read)));
  }

  #answer(read: Read): readonly Row[] {
    const rule = ruleOf(read);
    if (rule === undefined) return (this.#told.all[nounOf(read)] ?? []) as readonly Row[];
    return this.#told.associated?.[rule.name]?.[nounOf(read)] ?? [];
  }

  drives(): never {
    throw new Error('not part of this test');
  }

  reach(): never {
    throw new Error('not part of this test');
  }

  now(): never {
    throw new Error('not part of this test');
  }

  probe(): never {
    throw new CmdletError('refused', 'probe', '', 'not part of this test');
  }
  begin(): never {
    throw new CmdletError('refused', 'begin', '', 'not part of this test');
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

export const observe = async (told: Told): Promise<Inventory> =>
  readInventory(new TableGateway(told), 'PersistentStore');
export const objectsIn = async (told: Told): Promise<readonly StoreObject[]> => (await observe(told)).objects;
