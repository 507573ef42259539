import { netIPsecEncryption, netIPsecIntegrity, quickModeSpelling } from '#policy/algorithms';
import type { ProposalProperties } from '#contract/store-object';
import type { NegotiateSecurity, SecurityMethod, SessionKeyPerfectForwardSecrecy } from '#policy/model';
import { because } from '#texts/because.en';
import type { CmdletParameters } from './cmdlets.generated';
import type { WantedObject, WantedProposal } from './wanted';

type QuickModeParameters = CmdletParameters['New-NetIPsecQuickModeCryptoProposal'];

/** Encapsulation and both hashes are named where they count: each has the silent default None. */
function protection({ ahIntegrity, espConfidentiality, espIntegrity }: SecurityMethod): QuickModeParameters {
  const usesAh = ahIntegrity !== 'none';
  const usesEsp = espConfidentiality !== 'none' || espIntegrity !== 'none';
  return {
    Encapsulation: usesAh && usesEsp ? ['AH', 'ESP'] : usesAh ? 'AH' : 'ESP',
    ...(usesAh ? { AHHash: netIPsecIntegrity(ahIntegrity) } : {}),
    ...(usesEsp
      ? { ESPHash: netIPsecIntegrity(espIntegrity), Encryption: netIPsecEncryption(espConfidentiality) }
      : {}),
  };
}

/** secpol counts seconds, NetSecurity minutes; 0 is left out, so that Windows' default applies. */
const lifetime = ({ seconds, kilobytes }: SecurityMethod['sessionKeyLifetime']): QuickModeParameters => ({
  ...(seconds === 0 ? {} : { MaxMinutes: Math.floor(seconds / 60) }),
  ...(kilobytes === 0 ? {} : { MaxKiloBytes: kilobytes }),
});

/** The documented defaults, in minutes and KB, of what is left out. */
const usualLifetime = ({ seconds, kilobytes }: SecurityMethod['sessionKeyLifetime']): ProposalProperties => ({
  ...(seconds === 0 ? { MaxMinutes: 60 } : {}),
  ...(kilobytes === 0 ? { MaxKiloBytes: 100_000 } : {}),
});

const proposal = (method: SecurityMethod): WantedProposal => ({
  invocation: {
    cmdlet: 'New-NetIPsecQuickModeCryptoProposal',
    parameters: { ...protection(method), ...lifetime(method.sessionKeyLifetime) },
  },
  defaults: usualLifetime(method.sessionKeyLifetime),
  because: because.quickModeProposal(quickModeSpelling(method)),
});

const pfsWord = (
  pfs: SessionKeyPerfectForwardSecrecy,
): 'None' | 'SameAsMainMode' | Exclude<typeof pfs, 'none' | 'same-as-main-mode'> => {
  if (pfs === 'none') return 'None';
  return pfs === 'same-as-main-mode' ? 'SameAsMainMode' : pfs;
};

/** secpol's filter action: its security methods in order, and perfect forward secrecy. */
export function quickModeSet(action: NegotiateSecurity, index: number): WantedObject {
  return {
    part: 'quick-mode',
    index,
    properties: {
      DisplayName: action.name,
      ...(action.description === '' ? {} : { Description: action.description }),
      PerfectForwardSecrecyGroup: pfsWord(action.sessionKeyPerfectForwardSecrecy),
    },
    references: {},
    proposals: action.securityMethods.map(proposal),
    because: because.quickMode(action.name),
  };
}
