import { assignedPolicyKind, type ObjectKind } from '#contract/store-object';

/** Kind and name of an object for a person: Windows' own words, but for the assignment of secpol.msc, which is no object. */
export const objectWords = ({
  kind,
  name,
}: {
  readonly kind: ObjectKind;
  readonly name: string;
}): { readonly kind: string; readonly name: string } =>
  kind === assignedPolicyKind ? { kind: 'secpol.msc', name: 'assigned policy' } : { kind, name };
