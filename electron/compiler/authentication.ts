import type { AuthenticationMethod, IpSecurityPolicy, SecurityRule } from '#policy/model';
import { because } from '#texts/because.en';
import type { WantedObject, WantedProposal } from './wanted';

function proposal(method: AuthenticationMethod): WantedProposal {
  switch (method.kind) {
    case 'pre-shared-key':
      return {
        invocation: {
          cmdlet: 'New-NetIPsecAuthProposal',
          parameters: { Machine: true, PreSharedKey: { secret: 'pre-shared-key' } },
        },
        because: because.keyProposal(),
      };
    case 'kerberos-v5':
      return {
        invocation: { cmdlet: 'New-NetIPsecAuthProposal', parameters: { Machine: true, Kerberos: true } },
        because: because.kerberosProposal(),
      };
    case 'certificate':
      return {
        invocation: {
          cmdlet: 'New-NetIPsecAuthProposal',
          parameters: {
            Machine: true,
            Cert: true,
            Authority: method.authority,
            AuthorityType: method.authorityType === 'root' ? 'Root' : 'Intermediate',
          },
        },
        because: because.certificateProposal(method.authority),
      };
  }
}

/** secpol's list of authentication methods: a phase-1 set of computer authentications, in the same order. */
export function phase1Set(policy: IpSecurityPolicy, rule: SecurityRule, index: number): WantedObject {
  return {
    part: 'phase1',
    index,
    properties: { DisplayName: `${policy.name} - authentication methods` },
    references: {},
    proposals: rule.authenticationMethods.map(proposal),
    because: because.phase1(),
  };
}
