import { describe, expect, it } from 'vitest';
import type { ComputerCertificate } from '#contract/facts';
import { findingSentences } from '#texts/findings.en';
import type { AuthenticationMethod, IpSecurityPolicy, Role } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { isSameName, isSameNameOtherwise } from './certificate-fit';
import { certificateMissing } from './certificate-missing';
import { certificateName } from './certificate-name';
import { certificateOutOfTime } from './certificate-out-of-time';
import { certificatePurpose } from './certificate-purpose';
import { certificateSeveral } from './certificate-several';
import { certificateSigning } from './certificate-signing';
import { certificateWithoutKey } from './certificate-without-key';
import { preflight } from './checks';
import { found, inputFor, only, told, unavailable, type Scene } from './testing/scene';

const root = 'DC=example, DC=corp, CN=Corp Root CA';
const issuing = 'DC=example, DC=corp, CN=Corp Issuing CA 1';
const method: AuthenticationMethod = { kind: 'certificate', authority: root, authorityType: 'root' };

/** The scene's clock shows 2026-05-04. */
const certificate = (part: Partial<ComputerCertificate> = {}): ComputerCertificate => ({
  thumbprint: 'A'.repeat(40),
  subject: 'CN=srv01.corp.example',
  dnsNames: ['srv01.corp.example'],
  issuer: issuing,
  root,
  intermediates: [issuing],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  hasPrivateKey: true,
  purposes: ['client-authentication', 'server-authentication'],
  signing: 'RSA',
  ...part,
});

function policyWith(methods: readonly AuthenticationMethod[], role: Role = 'server'): IpSecurityPolicy {
  const policy = presetPolicy({ role });
  return { ...policy, rules: policy.rules.map((rule) => ({ ...rule, authenticationMethods: methods })) };
}
const policy = policyWith([method]);
const withKey = policyWith([method, { kind: 'pre-shared-key' }]);
const holding = (...certificates: readonly ComputerCertificate[]): Scene => ({
  computer: { certificates: told(certificates) },
});

const all = [
  certificateMissing,
  certificateOutOfTime,
  certificateWithoutKey,
  certificatePurpose,
  certificateName,
  certificateSigning,
  certificateSeveral,
];

const silent = (scene: Scene, of = policy): void => {
  for (const check of all) expect([check.id, found(check, of, scene)]).toEqual([check.id, []]);
};

describe('certificate checks', () => {
  it('are silent with one good certificate, by its root and by an authority in between', () => {
    silent(holding(certificate()));
    silent(holding(certificate()), policyWith([{ ...method, authority: issuing, authorityType: 'intermediate' }]));
  });
  it('are silent without a certificate method, and where nothing is negotiated', () => {
    silent(holding(), presetPolicy({ role: 'server' }));
    const permit = { kind: 'permit', name: 'Permit', description: '' } as const;
    silent(holding(), { ...policy, rules: policy.rules.map((rule) => ({ ...rule, filterAction: permit })) });
  });
  it('are silent where the store could not be read: the one note says so', () => {
    const scene: Scene = { computer: { certificates: unavailable('This computer does not run Windows.') } };
    silent(scene);
    expect(preflight(inputFor(policy, scene)).map(({ code }) => code)).toContain('facts-unavailable');
  });
  it('speak once of a method that stands in two rules', () => {
    const twice = { ...policy, rules: [...policy.rules, ...policy.rules] };
    expect(found(certificateMissing, twice, holding())).toHaveLength(1);
  });
});

describe('no certificate of the authority', () => {
  it.each(['server', 'workstation'] as const)('is a warning on a %s, with where to get one', (role) => {
    const finding = only(certificateMissing, policyWith([method], role), holding());
    expect(finding).toMatchObject({ severity: 'warning', path: 'rules[0].authenticationMethods[0]' });
    const { whatNext } = finding === undefined ? { whatNext: '' } : findingSentences(finding);
    expect(whatNext).toContain('certlm.msc');
    expect(whatNext.includes('gpupdate')).toBe(role === 'workstation');
  });
  it('is said of one that leads elsewhere, and of one whose chain is not whole', () => {
    const codes = [['certificate-missing', 'warning']];
    expect(found(certificateMissing, policy, holding(certificate({ root: 'CN=Other' })))).toEqual(codes);
    expect(found(certificateMissing, policy, holding(certificate({ root: null })))).toEqual(codes);
    const asRoot = policyWith([{ ...method, authority: issuing }]);
    expect(found(certificateMissing, asRoot, holding(certificate()))).toEqual(codes);
  });
  it.each(['CN=Corp Root CA, DC=corp, DC=example', 'DC=example, DC=corp, CN=corp root ca'])(
    'names the spelling of this computer where the policy says %s',
    (authority) => {
      const otherwise = policyWith([{ ...method, authority }]);
      expect(only(certificateMissing, otherwise, holding(certificate()))?.context).toMatchObject({ spelledHere: root });
    },
  );
});

describe.each([
  ['an expired one', certificateOutOfTime, { notAfter: '2026-05-04T11:59:59.000Z' }, 'certificate-out-of-time'],
  [
    'one that is not valid yet',
    certificateOutOfTime,
    { notBefore: '2026-05-04T12:00:01.000Z' },
    'certificate-out-of-time',
  ],
  ['one without its private key', certificateWithoutKey, { hasPrivateKey: false }, 'certificate-without-key'],
] as const)('%s', (_, check, part, code) => {
  it('blocks where nothing else can prove this computer', () => {
    expect(found(check, policy, holding(certificate(part)))).toEqual([[code, 'block']]);
  });
  it('is a warning next to another method', () => {
    expect(found(check, withKey, holding(certificate(part)))).toEqual([[code, 'warning']]);
    const other: AuthenticationMethod = { kind: 'certificate', authority: 'CN=Second CA', authorityType: 'root' };
    const second = certificate({ root: 'CN=Second CA' });
    const both = policyWith([method, other]);
    expect(found(check, both, holding(certificate(part), second))).toEqual([[code, 'warning']]);
    expect(found(check, both, holding(certificate(part)))).toEqual([[code, 'block']]);
  });
  it('is silent next to a good one, and where it is of another authority', () => {
    silent(holding(certificate(part), certificate()));
    expect(found(check, policy, holding(certificate({ ...part, root: 'CN=Other' })))).toEqual([]);
  });
});

describe('purpose', () => {
  it.each([
    ['any'],
    ['client-authentication'],
    ['server-authentication'],
    ['ipsec-ike-intermediate', 'other'],
  ] as const)('is fine with %s', (...purposes) => {
    silent(holding(certificate({ purposes })));
  });
  it('is a warning where it is something else, because the reference does not say what Windows insists on', () => {
    expect(found(certificatePurpose, policy, holding(certificate({ purposes: ['other'] })))).toEqual([
      ['certificate-wrong-purpose', 'warning'],
    ]);
    expect(found(certificatePurpose, policy, holding(certificate({ purposes: [] })))).toHaveLength(1);
  });
});

describe('the server’s name', () => {
  const named = (nameType: 'dns-name' | 'common-name', name: string, role: Role = 'server'): IpSecurityPolicy =>
    policyWith([{ ...method, server: { nameType, name } }], role);
  it('blocks on a server whose certificate does not hold it', () => {
    expect(only(certificateName, named('dns-name', 'srv02.corp.example'), holding(certificate()))).toMatchObject({
      code: 'certificate-other-name', severity: 'block', context: { name: 'srv02.corp.example' },
    }); // prettier-ignore
    expect(found(certificateName, named('common-name', 'SRV01.corp.example'), holding(certificate()))).toHaveLength(1);
  });
  it('is silent where it does, in any letter case of a DNS name', () => {
    silent(holding(certificate()), named('dns-name', 'SRV01.corp.example'));
    silent(holding(certificate()), named('common-name', 'srv01.corp.example'));
  });
  it('is not asked of a workstation’s own certificate', () => {
    silent(holding(certificate({ dnsNames: ['pc7'] })), named('dns-name', 'srv01.corp.example', 'workstation'));
  });
});

describe('several that fit', () => {
  it('are a note with their number', () => {
    const many = ['1', '2', '3', '4', '5'].map((name) => certificate({ subject: `CN=${name}` }));
    expect(only(certificateSeveral, policy, holding(...many))).toMatchObject({
      severity: 'note', context: { count: 5, subjects: ['CN=1', 'CN=2', 'CN=3', 'CN=4'] },
    }); // prettier-ignore
  });
  it('are no matter where all but one are of no use', () => {
    silent(holding(certificate(), certificate({ hasPrivateKey: false }), certificate({ purposes: ['other'] })));
  });
});

describe('signing', () => {
  it('is a warning where no certificate that fits signs with RSA', () => {
    expect(found(certificateSigning, policy, holding(certificate({ signing: 'ECDSA256' })))).toEqual([
      ['certificate-other-signing', 'warning'],
    ]);
    const two = holding(certificate({ signing: 'ECDSA256' }), certificate());
    expect(found(certificateSigning, policy, two)).toEqual([]);
  });
});

describe('names of authorities', () => {
  it('are the same whatever blanks stand after commas and around equal signs', () => {
    expect(isSameName('DC=a,DC=b, CN=x', 'DC=a, DC = b,CN=x')).toBe(true);
    expect(isSameName('CN="Firma, S.A.", DC=a', 'CN="Firma, S.A.",DC=a')).toBe(true);
  });
  it('differ by letter case and order, and that can be told from another name', () => {
    expect(isSameName('DC=a, CN=x', 'CN=x, DC=a')).toBe(false);
    expect(isSameName('CN=x', 'CN=X')).toBe(false);
    expect(isSameNameOtherwise('DC=a, CN=x', 'cn=X,dc=A')).toBe(true);
    expect(isSameNameOtherwise('DC=a, CN=x', 'DC=a, CN=y')).toBe(false);
  });
});
