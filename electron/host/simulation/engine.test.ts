import { beforeEach, describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import { Secret } from '#contract/secret';
import {
  authProposal,
  call,
  ipsecRule,
  mainModeProposal,
  phase1Set,
  quickModeProposal,
  type NamedCall,
} from '../gateway-contract-calls';
import { SimulatedGateway } from '../simulated-gateway';
import { contentOf, errorOf, KEY, newStateFile } from '../testing/simulated-computer';

type Parameters = Invocation['parameters'];
const rule = (parameters: Parameters): NamedCall => [
  'rule',
  call('New-NetIPsecRule', { IPsecRuleName: 'r', DisplayName: 'R', ...parameters }),
];
const named = (cmdlet: string, parameters: Parameters): NamedCall => [cmdlet, call(cmdlet, parameters)];
const set = (noun: string, parameters: Parameters, ...proposals: readonly Invocation[]): readonly NamedCall[] => [
  ...proposals.map((proposal, at): NamedCall => [`p${at}`, proposal]),
  named(`New-${noun}`, {
    ...{ Name: 's', DisplayName: 'S', Proposal: proposals.map((_, at) => ({ fromStep: `p${at}` })) },
    ...parameters,
  }),
];
const auth = (parameters: Parameters): Invocation => call('New-NetIPsecAuthProposal', parameters);
const certificate = (parameters: Parameters = {}): Invocation =>
  auth({ Machine: true, Cert: true, Authority: 'DC=local, CN=Corp Root CA', ...parameters });
const kerberos = auth({ Machine: true, Kerberos: true });
const quick = (parameters: Parameters): Invocation =>
  call('New-NetIPsecQuickModeCryptoProposal', { ...quickModeProposal('AES256', 'SHA256').parameters, ...parameters });
const secured = { InboundSecurity: 'Require', OutboundSecurity: 'Require' };
const phase1 = 'NetIPsecPhase1AuthSet';

const inName = { SubjectName: 'b.corp', SubjectNameType: 'DomainName' };
const [selects, validates] = [{ SelectionCriteria: true }, { ValidationCriteria: true }];
const firewall = (parameters: Parameters): NamedCall =>
  named('New-NetFirewallRule', { Name: 'f', DisplayName: 'F', Direction: 'Inbound', Action: 'Allow', ...parameters });
const accounts = 'D:(A;;CC;;;S-1-5-21-1-2-3-1105)';
const outbound = {
  Direction: 'Outbound',
  Authentication: 'Required',
  OverrideBlockRules: true,
  RemoteMachine: accounts,
};

/** What no store takes, with the id (or its beginning) that the refusal carries. */
const refused: readonly (readonly [string, string, readonly NamedCall[]])[] = [
  ['a name of 512', 'HRESULT', [rule({ IPsecRuleName: 'x'.repeat(512) })]],
  ['an empty name', 'HRESULT', [rule({ IPsecRuleName: '' })]],
  ['a pipe in a name', 'HRESULT', [rule({ IPsecRuleName: 'a|b' })]],
  ['a pipe in a description', 'HRESULT', [rule({ Description: 'a|b' })]],
  ['a pipe in a group', 'HRESULT', [rule({ Group: 'a|b' })]],
  ['a display name of 10,000', 'HRESULT', [rule({ DisplayName: 'x'.repeat(10_000) })]],
  ['an empty display name', 'ParameterArgumentValidationErrorEmptyStringNotAllowed', [rule({ DisplayName: '' })]],
  ['a set name of 255', 'HRESULT', set(phase1, { Name: 'x'.repeat(255) }, kerberos)],
  ['a set named like the default', 'HRESULT', set(phase1, { Name: '{E5A5D32A-4BCE-4e4d-B07F-4AB1BA7E5FE3}' }, kerberos)],
  ['a default set', 'NotSimulated', set(phase1, { Default: true }, kerberos)],
  ['a proposal of the wrong kind', 'HRESULT', set(phase1, {}, mainModeProposal('AES256', 'SHA256', 'DH14'))],
  ['Kerberos twice', 'HRESULT', set(phase1, {}, kerberos, kerberos)],
  ['a user in phase 1', 'HRESULT', set(phase1, {}, auth({ User: true, Kerberos: true }))],
  ['a key in phase 2', 'HRESULT', set('NetIPsecPhase2AuthSet', {}, authProposal())],
  ['Anonymous alone in phase 2', 'HRESULT', set('NetIPsecPhase2AuthSet', {}, auth({ Anonymous: true }))],
  ['signing algorithms apart', 'HRESULT', set(phase1, {}, certificate(), certificate({ Signing: 'ECDSA256' }), certificate())],
  ['a name without a second proposal', 'HRESULT', set(phase1, {}, certificate({ ...selects, ...inName }))],
  ['a name that both selects and validates beside another', 'HRESULT', set(phase1, {}, certificate(inName), certificate())],
  ['two that select', 'HRESULT', set(phase1, {}, certificate(selects), certificate(selects), certificate(validates))],
  ['overriding blocks without authentication', 'HRESULT', [firewall({ ...outbound, Authentication: 'NotRequired' })]],
  ['overriding blocks inbound without a list', 'HRESULT', [firewall({ OverrideBlockRules: true, Authentication: 'Required' })]],
  ['overriding blocks in a rule that blocks', 'HRESULT', [firewall({ ...outbound, Action: 'Block' })]],
  ['a list of computers without authentication', 'HRESULT', [firewall({ RemoteMachine: accounts })]],
  ['a list of computers that is no SDDL', 'HRESULT', [firewall({ ...outbound, RemoteMachine: 'CORP\\BACKUP1$' })]],
  ['a list of computers with a blank in it', 'HRESULT', [firewall({ ...outbound, RemoteMachine: 'D: (A;;CC;;;S-1-5-21-1-2-3-4)' })]],
  ['a list of users outbound', 'HRESULT', [firewall({ ...outbound, RemoteUser: accounts })]],
  ['an authority that is no name', 'HRESULT', [['a', certificate({ Authority: 'Corp Root CA' })]]],
  ['a thumbprint with blanks', 'HRESULT', [['a', certificate({ Thumbprint: 'ab cd' })]]],
  ['a subject type without a name', 'HRESULT', [['a', certificate({ SubjectNameType: 'CN' })]]],
  ['main mode with no hash', 'HRESULT', [['m', mainModeProposal('AES256', 'None', 'DH14')]]],
  ['main mode with no group', 'HRESULT', [['m', call('New-NetIPsecMainModeCryptoProposal', { Encryption: 'AES256', Hash: 'SHA256' })]]],
  ['main mode of 0 minutes', 'HRESULT', set('NetIPsecMainModeCryptoSet', { MaxMinutes: 0 }, mainModeProposal('AES256', 'SHA256', 'DH14'))],
  ['main mode of 2880 minutes', 'HRESULT', set('NetIPsecMainModeCryptoSet', { MaxMinutes: 2_880 }, mainModeProposal('AES256', 'SHA256', 'DH14'))],
  ['a Boolean that is a word', 'ParameterArgumentTransformationError', set('NetIPsecMainModeCryptoSet', { ForceDiffieHellman: 'True' }, mainModeProposal('AES256', 'SHA256', 'DH14'))],
  ['quick mode of 4 minutes', 'HRESULT', [['q', quick({ MaxMinutes: 4 })]]],
  ['quick mode of 20479 KB', 'HRESULT', [['q', quick({ MaxKiloBytes: 20_479 })]]],
  ['minutes that are no number', 'ParameterArgumentTransformationError', [['q', quick({ MaxMinutes: 'sixty' })]]],
  ['minutes below zero', 'ParameterArgumentTransformationError', [['q', quick({ MaxMinutes: -60 })]]],
  ['GMAC beside a cipher', 'HRESULT', [['q', quick({ ESPHash: 'AESGMAC256' })]]],
  ['a cipher without ESP', 'HRESULT', [['q', call('New-NetIPsecQuickModeCryptoProposal', { Encryption: 'AES256', ESPHash: 'SHA1' })]]],
  ['AH without its hash', 'HRESULT', [['q', quick({ Encapsulation: ['AH', 'ESP'] })]]],
  ['AH and ESP with different hashes', 'HRESULT', [['q', quick({ Encapsulation: 'AH,ESP', AHHash: 'SHA1' })]]],
  ['a local address with an interface type', 'HRESULT', [rule({ LocalAddress: '192.0.2.1', InterfaceType: 'Wired' })]],
  ['a keyword as local address', 'HRESULT', [rule({ LocalAddress: 'LocalSubnet' })]],
  ['multicast', 'HRESULT', [rule({ RemoteAddress: '239.1.2.3' })]],
  ['IPv6 multicast', 'HRESULT', [rule({ RemoteAddress: 'ff02::1' })]],
  ['a range into multicast', 'HRESULT', [rule({ RemoteAddress: '192.0.2.0-255.255.255.255' })]],
  ['a mask with holes', 'HRESULT', [rule({ RemoteAddress: '192.0.2.0/255.0.255.0' })]],
  ['a prefix of 33', 'HRESULT', [rule({ RemoteAddress: '192.0.2.0/33' })]],
  ['two slashes', 'HRESULT', [rule({ RemoteAddress: '192.0.2.0/24/8' })]],
  ['a leading zero', 'HRESULT', [rule({ RemoteAddress: '192.0.2.010' })]],
  ['a shortened address', 'HRESULT', [rule({ RemoteAddress: '10.1' })]],
  ['a zone', 'HRESULT', [rule({ RemoteAddress: 'fe80::1%eth0' })]],
  ['a range over two families', 'HRESULT', [rule({ RemoteAddress: '192.0.2.1-2001:db8::1' })]],
  ['a name of a computer', 'HRESULT', [rule({ RemoteAddress: 'server.example' })]],
  ['no address at all', 'ParameterArgumentValidationErrorEmptyArrayNotAllowed', [rule({ RemoteAddress: [] })]],
  ['port 0', 'HRESULT', [rule({ Protocol: 'TCP', LocalPort: '0' })]],
  ['port 65536', 'HRESULT', [rule({ Protocol: 'TCP', LocalPort: 65_536 })]],
  ['a port beside Any', 'HRESULT', [rule({ Protocol: 'TCP', LocalPort: ['Any', '1'] })]],
  ['a reversed range of ports', 'HRESULT', [rule({ Protocol: 'TCP', LocalPort: '9-1' })]],
  ['protocol 256', 'HRESULT', [rule({ Protocol: '256' })]],
  ['a protocol by a wrong word', 'HRESULT', [rule({ Protocol: 'SCTP' })]],
  ['Any beside a profile', 'HRESULT', [rule({ Profile: 'Any,Domain' })]],
  ['a profile by a wrong word', 'ParameterArgumentTransformationError', [rule({ Profile: 'Home' })]],
  ['Require and Request the wrong way round', 'HRESULT', [rule({ InboundSecurity: 'Request', OutboundSecurity: 'Require' })]],
  ['a rule that secures nothing and names a set', 'HRESULT', [['auth', authProposal()], ['p1', phase1Set()], rule({ Phase1AuthSet: 'contract-p1' })]],
  ['IKEv2 with a key', 'HRESULT', [['auth', authProposal()], ['p1', phase1Set()], rule({ ...secured, KeyModule: 'IKEv2', Phase1AuthSet: 'contract-p1' })]],
  ['IKEv2 with Kerberos', 'HRESULT', [...set(phase1, {}, kerberos), rule({ ...secured, KeyModule: 'IKEv2', Phase1AuthSet: 's' })]],
  ['a second authentication beside a key', 'HRESULT', [
    ...[['auth', authProposal()], ['p1', phase1Set()]] satisfies NamedCall[],
    ...set('NetIPsecPhase2AuthSet', {}, auth({ User: true, Kerberos: true })),
    rule({ ...secured, KeyModule: 'AuthIP', Phase1AuthSet: 'contract-p1', Phase2AuthSet: 's' }),
  ]],
  ['a tunnel without endpoints', 'HRESULT', [rule({ ...secured, Mode: 'Tunnel' })]],
  ['encryption without authentication', 'HRESULT', [named('New-NetFirewallRule', { DisplayName: 'F', Encryption: 'Required' })]],
  ['a parameter twice, by its alias', 'ParameterAlreadyBound', [rule({ Name: 'other' })]],
  ['a list where one value belongs', 'ParameterArgumentTransformationError', [rule({ DisplayName: ['a', 'b'] })]],
  ['a parameter nobody knows', 'NamedParameterNotFound', [rule({ Direction: 'Inbound' })]],
  ['a parameter of every CIM cmdlet', 'NamedParameterNotFound', [rule({ AsJob: true })]],
  ['a missing mandatory parameter', 'MissingMandatoryParameter', [named('New-NetIPsecRule', {})]],
  ['parameters of two sets', 'AmbiguousParameterSet', [['a', auth({ Machine: true, Kerberos: true, Anonymous: true })]]],
  ['a Group Policy object', 'HRESULT', [rule({ PolicyStore: 'corp.example\\FBS' })]],
  ['a computed store', 'HRESULT', [rule({ PolicyStore: 'ActiveStore' })]],
  ['removing everything by its switch', 'SelectorMissing', [named('Remove-NetIPsecRule', { All: true })]],
  ['removing a group', 'SelectorMissing', [named('Remove-NetIPsecRule', { Group: 'FBS' })]],
  ['removing by a wildcard', 'SelectorHasWildcard', [named('Remove-NetIPsecRule', { IPsecRuleName: 'ipsecbw-*' })]],
  ['disabling everything', 'SelectorMissing', [named('Disable-NetFirewallRule', {})]],
  ['a cmdlet that exists and is not simulated', 'NotSimulated', [named('Copy-NetIPsecRule', { IPsecRuleName: 'r', NewName: 'q' })]],
]; // prettier-ignore

const accepted: readonly (readonly [string, readonly NamedCall[]])[] = [
  ['names of parameters in any case, and aliases', [['rule', call('new-netipsecrule', { id: 'r', displayname: 'R', SECIN: 'require', SecOut: 'REQUIRE' })]]],
  ['a false switch', [['a', auth({ Machine: true, Kerberos: true, Anonymous: false })]]],
  ['a range of ports in a rule that secures nothing', [rule({ Protocol: 'TCP', LocalPort: '5000-5010' })]],
  ['a range of ports in a firewall rule', [named('New-NetFirewallRule', { DisplayName: 'F', Protocol: 6, LocalPort: ['1-5', '80'] })]],
  ['every form of address', [rule({ RemoteAddress: ['192.0.2.1', '198.51.100.0/24', '203.0.113.0/255.255.255.0', '10.0.0.1-10.0.0.9', '2001:DB8::/32', 'LocalSubnet'] })]],
  ['both whole families', [rule({ RemoteAddress: ['0.0.0.0/0', '::/0'] })]],
  ['a pair of profiles', [rule({ Profile: ['Domain', 'Private'] })]],
  ['AH with ESP', set('NetIPsecQuickModeCryptoSet', {}, quick({ Encapsulation: ['AH', 'ESP'], AHHash: 'SHA256' }))],
  ['GMAC for integrity only', [['q', quick({ Encryption: 'None', ESPHash: 'AESGMAC128' })]]],
  ['IKEv2 with certificates', [...set(phase1, {}, certificate()), rule({ ...secured, KeyModule: 'IKEv2', Phase1AuthSet: 's' })]],
  ['names at their limits', [rule({ IPsecRuleName: 'x'.repeat(511), DisplayName: 'y'.repeat(9_999) })]],
]; // prettier-ignore

describe('the simulated engine', () => {
  let file: string;
  beforeEach(async () => {
    file = await newStateFile();
  });

  it.each(refused)('refuses %s (%s)', async (_, id, calls) => {
    const error = await errorOf(new SimulatedGateway({ file }), calls);
    expect(error).toMatchObject({ kind: 'refused', outcome: 'not-done' });
    expect(error?.errorId.startsWith(id)).toBe(true);
  });

  it.each(accepted)('takes %s', async (_, calls) => {
    expect(await errorOf(new SimulatedGateway({ file }), calls)).toBeUndefined();
  });

  it('fills in what the reference documents for parameters that are left out', async () => {
    await errorOf(new SimulatedGateway({ file }), [rule({})]);
    expect(await contentOf(file)).toMatchObject({
      stores: {
        PersistentStore: {
          NetIPsecRule: [
            {
              ...{
                Name: 'r',
                Enabled: 'True',
                Profile: 'Any',
                Mode: 'Transport',
                KeyModule: 'Default',
                Protocol: 'Any',
              },
              ...{ InboundSecurity: 'None', OutboundSecurity: 'None', RemoteAddress: ['Any'], LocalPort: ['Any'] },
            },
          ],
        },
      },
    });
  });

  it.each([
    ['', 'ParameterArgumentValidationErrorEmptyStringNotAllowed'],
    ['x'.repeat(10_000), 'HRESULT'],
    ['a|b', 'HRESULT'],
  ])('refuses the key %#', async (key, id) => {
    const error = await errorOf(new SimulatedGateway({ file }), [['auth', authProposal()]], new Secret(key));
    expect(error?.errorId).toMatch(new RegExp(`^${id}`));
    if (key !== '') expect(error?.message).not.toContain(key);
  });

  it('uses its own ids for the well-known cases', async () => {
    const gateway = new SimulatedGateway({ file });
    const ids = [
      await errorOf(gateway, [rule({}), rule({})]),
      await errorOf(gateway, [named('Remove-NetIPsecRule', { IPsecRuleName: 'absent' })]),
    ].map((error) => error?.errorId);
    expect(ids).toEqual([
      'Windows System Error 183,New-NetIPsecRule',
      'CmdletizationQuery_NotFound_InstanceID,Remove-NetIPsecRule',
    ]);
  });

  it('does not let a set go while a rule names it, unless the file says that Windows does', async () => {
    const calls = [...set(phase1, {}, kerberos), rule({ ...secured, Phase1AuthSet: 's' })];
    const remove = named('Remove-NetIPsecPhase1AuthSet', { Name: 's' });
    expect(await errorOf(new SimulatedGateway({ file }), [...calls, remove])).toMatchObject({ kind: 'refused' });
    const lax = await newStateFile({ format: 1, unsure: { setInUse: 'leaves-rule-broken' } });
    expect(await errorOf(new SimulatedGateway({ file: lax }), [...calls, remove])).toBeUndefined();
  });

  it.each([
    [
      'mixedGroups',
      set(
        'NetIPsecMainModeCryptoSet',
        {},
        mainModeProposal('AES256', 'SHA256', 'DH14'),
        mainModeProposal('DES3', 'SHA1', 'DH2'),
      ),
    ],
    [
      'ikev2WithoutCertificate',
      [...set(phase1, {}, kerberos), rule({ ...secured, KeyModule: 'IKEv2', Phase1AuthSet: 's' })],
    ],
  ])('plays the uncertain %s both ways', async (name, calls) => {
    expect(await errorOf(new SimulatedGateway({ file }), calls)).toMatchObject({ kind: 'refused' });
    const lax = await newStateFile({ format: 1, unsure: { [name]: 'accepted' } });
    expect(await errorOf(new SimulatedGateway({ file: lax }), calls)).toBeUndefined();
  });

  it('takes one proposal that selects and one that validates, with the name in either, and other methods beside them', async () => {
    for (const [first, second] of [
      [inName, {}],
      [{}, inName],
    ] as const) {
      const pair = [certificate({ ...selects, ...first }), certificate({ ...validates, ...second })] as const;
      const gateway = new SimulatedGateway({ file: await newStateFile({ format: 1 }) });
      expect(await errorOf(gateway, set(phase1, {}, kerberos, ...pair))).toBeUndefined();
    }
  });

  it('plays the uncertain emptyCriteria both ways', async () => {
    const calls = set(phase1, {}, certificate({ ...selects }), certificate({ ...validates, ...inName }));
    expect(await errorOf(new SimulatedGateway({ file }), calls)).toBeUndefined();
    const strict = await newStateFile({ format: 1, unsure: { emptyCriteria: 'refused' } });
    expect(await errorOf(new SimulatedGateway({ file: strict }), calls)).toMatchObject({ kind: 'refused' });
  });

  it('takes an outbound rule that overrides Block rules for a list of computers, with its owner or without', async () => {
    for (const RemoteMachine of [accounts, `O:LS${accounts}`]) {
      const gateway = new SimulatedGateway({ file: await newStateFile({ format: 1 }) });
      expect(await errorOf(gateway, [firewall({ ...outbound, RemoteMachine })])).toBeUndefined();
    }
  });

  it('checks a changed rule as a whole and keeps the old one when it is refused', async () => {
    const gateway = new SimulatedGateway({ file });
    await errorOf(gateway, [['rule', ipsecRule()]]);
    const before = await contentOf(file);
    const change = named('Set-NetIPsecRule', { IPsecRuleName: 'contract-rule', LocalPort: '4531-4535' });
    expect(await errorOf(gateway, [change])).toMatchObject({ kind: 'refused' });
    expect(await contentOf(file)).toEqual(before);
  });

  it('never shows a key in a refusal', async () => {
    const literal = auth({ Machine: true, PreSharedKey: `${KEY.reveal()}|` });
    const error = await errorOf(new SimulatedGateway({ file }), [['auth', literal]]);
    expect(error?.kind).toBe('refused');
    expect(error?.message).not.toContain(KEY.reveal());
  });
});
