import { encryptions, groups, integrities, type MethodOffer } from './algorithms';
import type { KeyExchangeMethod } from './model';

/** Vista SP1 and Server 2008 brought AES, SHA-2, GCM and the elliptic-curve groups (Microsoft article 949856). */
const SUITE_B_BUILD = 6_001;
/** DH24 stands in the cmdlets' list, which Windows 8 and Server 2012 brought; no older source names it. */
const NETSECURITY_BUILD = 9_200;

/** An algorithm in secpol's words, with the first build of Windows that knows it. */
export interface Introduced {
  readonly secpol: string;
  readonly firstBuild: number;
}

const introduced = (
  id: string,
  { secpol, inSecpol }: { readonly secpol: string; readonly inSecpol: boolean },
): Introduced => ({
  secpol,
  firstBuild: id === 'DH24' ? NETSECURITY_BUILD : inSecpol ? 0 : SUITE_B_BUILD,
});

/** The algorithms of a security method. */
export const algorithmsOfMethod = ({
  ahIntegrity,
  espConfidentiality,
  espIntegrity,
}: MethodOffer): readonly Introduced[] => [
  introduced(ahIntegrity, integrities[ahIntegrity]),
  introduced(espConfidentiality, encryptions[espConfidentiality]),
  introduced(espIntegrity, integrities[espIntegrity]),
];

/** The algorithms of a key exchange method. */
export const algorithmsOfExchange = ({ encryption, integrity, group }: KeyExchangeMethod): readonly Introduced[] => [
  introduced(encryption, encryptions[encryption]),
  introduced(integrity, integrities[integrity]),
  introduced(group, groups[group]),
];
