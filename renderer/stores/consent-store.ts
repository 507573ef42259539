import { createStore, type StoreApi } from 'zustand/vanilla';

/**
 * What a person has ticked on Review about things of others. It is no part of the policy, never in the draft, and holds for
 * one policy and one change: what is put aside is recorded, and stays so without being asked again.
 */
export interface Consent {
  /** Firewall rules of others that let the port in as well may be switched off. */
  readonly allowRules: boolean;
  /** The policy that is assigned in secpol.msc may be un-assigned. */
  readonly assignedPolicy: boolean;
}

export type ConsentStore = StoreApi<Consent>;

export const noConsent: Consent = { allowRules: false, assignedPolicy: false };

export const createConsentStore = (): ConsentStore => createStore<Consent>()(() => noConsent);

export const sameConsent = (one: Consent, other: Consent): boolean =>
  one.allowRules === other.allowRules && one.assignedPolicy === other.assignedPolicy;
