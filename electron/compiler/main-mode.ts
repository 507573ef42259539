import { mainModeSpelling, netIPsecEncryption, netIPsecIntegrity } from '#policy/algorithms';
import type { IpSecurityPolicy, KeyExchangeMethod } from '#policy/model';
import { because } from '#texts/because.en';
import type { WantedObject, WantedProposal } from './wanted';

const proposal = (method: KeyExchangeMethod): WantedProposal => ({
  invocation: {
    cmdlet: 'New-NetIPsecMainModeCryptoProposal',
    parameters: {
      // All three, always: the documented default of -KeyExchange is None.
      Encryption: netIPsecEncryption(method.encryption),
      Hash: netIPsecIntegrity(method.integrity),
      KeyExchange: method.group,
    },
  },
  because: because.mainModeProposal(mainModeSpelling(method)),
});

/** secpol's key exchange settings: one main-mode set for the policy; its lifetime sits on the set, in minutes. */
export function mainModeSet({ name, description, keyExchange }: IpSecurityPolicy): WantedObject {
  return {
    part: 'main-mode',
    index: 1,
    properties: {
      DisplayName: `${name} - key exchange`,
      // The one object that a policy has once: where its own description is kept.
      ...(description === '' ? {} : { Description: description }),
      MaxMinutes: keyExchange.lifetimeMinutes,
      MaxSessions: keyExchange.sessions,
    },
    references: {},
    proposals: keyExchange.methods.map(proposal),
    because: because.mainMode(),
  };
}
