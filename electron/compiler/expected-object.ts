import type { PropertyValue, ProposalProperties, StoreObject } from '#contract/store-object';
import { kindOfPart, parseObjectName } from './names';
import type { SetReference, WantedObject } from './wanted';

/** Under what the name of a set is kept until its rule is put together. */
export const setKey = ({ part, index }: SetReference): string => `${part}${index}`;

const generationOf = ({ name }: StoreObject): number => parseObjectName(name)?.generation ?? 0;
/** Of all objects of one policy; 0 where there are none. */
export const newestGeneration = (own: readonly StoreObject[]): number => Math.max(0, ...own.map(generationOf));

const proposalProperties = (wanted: WantedObject): readonly ProposalProperties[] =>
  wanted.proposals.map(({ invocation, defaults }) => ({
    ...Object.fromEntries(
      Object.entries(invocation.parameters).map(([parameter, value]) => [
        parameter,
        parameter === 'PreSharedKey' ? 'same' : (value as ProposalProperties[string]),
      ]),
    ),
    ...defaults,
  }));

/** A wanted object under a name, its references as the names of sets: what a host is to tell of it. */
export function expectedObject(wanted: WantedObject, name: string, setNames: ReadonlyMap<string, string>): StoreObject {
  const references = Object.entries(wanted.references).map(([parameter, reference]) => [
    parameter,
    setNames.get(setKey(reference)) ?? '',
  ]);
  const proposals = wanted.proposals.length === 0 ? {} : { Proposal: proposalProperties(wanted) };
  return {
    kind: kindOfPart[wanted.part],
    name,
    properties: {
      ...wanted.properties,
      ...wanted.defaults,
      ...(Object.fromEntries(references) as Record<string, PropertyValue>),
      ...proposals,
    },
  };
}

/** Own objects for the same purpose, the newest first. */
export const candidatesFor = (wanted: WantedObject, own: readonly StoreObject[]): readonly StoreObject[] =>
  own
    .filter(({ name, kind }) => {
      const parsed = parseObjectName(name);
      return kind === kindOfPart[wanted.part] && parsed?.part === wanted.part && parsed.index === wanted.index;
    })
    .sort((a, b) => generationOf(b) - generationOf(a));
