import type { AuthenticationMethod, IpSecurityPolicy, Role, SecurityRule, ServerName } from '#policy/model';
import { because } from '#texts/because.en';
import type { CmdletParameters } from './cmdlets.generated';
import type { WantedObject, WantedProposal } from './wanted';

type Certificate = Extract<AuthenticationMethod, { readonly kind: 'certificate' }>;
type OfComputer = Extract<
  CmdletParameters['New-NetIPsecAuthProposal'],
  { readonly Cert: true; readonly Machine: true }
>;
type Criteria = Pick<OfComputer, 'SubjectName' | 'SubjectNameType' | 'SelectionCriteria' | 'ValidationCriteria'>;

const certificate = (method: Certificate, criteria: Criteria, why: string): WantedProposal => ({
  invocation: {
    cmdlet: 'New-NetIPsecAuthProposal',
    parameters: {
      Machine: true,
      Cert: true,
      Authority: method.authority,
      AuthorityType: method.authorityType === 'root' ? 'Root' : 'Intermediate',
      ...criteria,
    },
  },
  because: why,
});

const subject = ({ nameType, name }: ServerName): Criteria => ({
  SubjectName: name,
  SubjectNameType: nameType === 'dns-name' ? 'DomainName' : 'CN',
});

/**
 * With criteria exactly one proposal selects and one validates (status 0x00101079): a method with the server's name is
 * two proposals of the same authority. The workstation checks the name, the server picks its own certificate by it.
 */
function certificates(method: Certificate, role: Role): readonly WantedProposal[] {
  const { authority, server } = method;
  if (server === undefined) return [certificate(method, {}, because.certificateProposal(authority))];
  const named = subject(server);
  return role === 'server'
    ? [
        certificate(method, { ...named, SelectionCriteria: true }, because.selectsName(authority, server.name)),
        certificate(method, { ValidationCriteria: true }, because.validatesAny(authority)),
      ]
    : [
        certificate(method, { SelectionCriteria: true }, because.selectsAny(authority)),
        certificate(method, { ...named, ValidationCriteria: true }, because.validatesName(authority, server.name)),
      ];
}

function proposals(method: AuthenticationMethod, role: Role): readonly WantedProposal[] {
  return method.kind === 'certificate' ? certificates(method, role) : [proposal(method)];
}

function proposal(method: Exclude<AuthenticationMethod, Certificate>): WantedProposal {
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
  }
}

/** secpol's list of authentication methods: a phase-1 set of computer authentications, in the same order. */
export function phase1Set(policy: IpSecurityPolicy, rule: SecurityRule, index: number): WantedObject {
  return {
    part: 'phase1',
    index,
    properties: { DisplayName: `${policy.name} - authentication methods` },
    references: {},
    proposals: rule.authenticationMethods.flatMap((method) => proposals(method, policy.role)),
    because: because.phase1(),
  };
}
