import { describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { isObjectStep } from '#compiler/plan';
import { planFor } from '#compiler/testing/planned';
import { undoScript, undoScriptFits } from '#compiler/undo-script';
import { apply } from '#deeds/apply';
import { choosePolicy, examine, factsOf } from '#deeds/examine';
import { placeOf } from '#deeds/place';
import { verify } from '#deeds/verify';
import { parsePeer } from './address';
import {
  doorFindings,
  doors,
  fileSharingDoor,
  ftpDoor,
  iscsiDoor,
  mostPassivePorts,
  remoteDesktopDoor,
  withDoor,
  type DoorProposal,
} from './doors';
import type { IpAddressChoice, IpSecurityPolicy, Role } from './model';
import { presetPolicy } from './presets';
import { validatePolicy } from './validate';

const choices = (...texts: readonly string[]): readonly IpAddressChoice[] =>
  texts.flatMap((text) => {
    const read = parsePeer(text);
    return read.ok ? [read.value] : [];
  });
const server = presetPolicy({ role: 'server', peers: choices('192.168.10.0/24', '2001:db8::/64') });
const portsIn = ({ rule }: DoorProposal): readonly string[] => [
  ...new Set(
    rule?.filterList.filters.map(({ protocol, destinationPort: port }) =>
      typeof protocol === 'object' || port.kind === 'any' ? 'none' : `${protocol} ${port.port}`,
    ),
  ),
];
const codes = ({ findings }: DoorProposal): readonly string[] =>
  findings.map(({ code, severity }) => `${severity} ${code}`);
const blocking = (policy: IpSecurityPolicy): readonly string[] =>
  validatePolicy(policy, { target: { kind: 'local' } }).flatMap(({ code, severity }) =>
    severity === 'block' ? [code] : [],
  );

describe('a door to the backup files', () => {
  it.each([
    ['file sharing', fileSharingDoor, ['TCP 445', 'TCP 139'], ['warning door-warning']],
    ['iSCSI', iscsiDoor, ['TCP 3260'], ['warning door-warning']],
    ['Remote Desktop', remoteDesktopDoor, ['TCP 3389', 'UDP 3389'], ['warning door-warning']],
    ['FTP', ftpDoor, ['TCP 21', 'TCP 20'], ['warning door-warning', 'warning ftp-data-in-clear']],
  ] as const)('of %s is secured by its ports for the same computers', (_, door, ports, said) => {
    const proposal = door(server);
    expect(portsIn(proposal)).toEqual(ports);
    expect(codes(proposal)).toEqual(said);
    expect(new Set(proposal.rule?.filterList.filters.map(({ source }) => JSON.stringify(source)))).toEqual(
      new Set(choices('192.168.10.0/24', '2001:db8::/64').map((one) => JSON.stringify(one))),
    );
    expect(proposal.rule?.authenticationMethods).toEqual(server.rules[0]?.authenticationMethods);
  });

  it('is a security rule of its own, beside that of the backup, and the policy stays one that nothing blocks', () => {
    const all = [fileSharingDoor, iscsiDoor, remoteDesktopDoor, ftpDoor].reduce(
      (policy, door) => withDoor(policy, door(policy)),
      server,
    );
    expect(all.rules.map(({ filterList }) => filterList.name)).toEqual([
      'FBS incoming connections', 'File sharing (SMB)', 'iSCSI', 'Remote Desktop', 'FTP',
    ]); // prettier-ignore
    expect(blocking(all)).toEqual([]);
    const rules = planFor(all).expected.filter(({ kind }) => kind === 'NetIPsecRule');
    expect(rules.map(({ properties }) => [properties['Protocol'], properties['LocalPort']])).toEqual([
      ['TCP', '4531'], ['TCP', '445'], ['TCP', '139'], ['TCP', '3260'], ['TCP', '3389'], ['UDP', '3389'], ['TCP', '21'],
      ['TCP', '20'],
    ]); // prettier-ignore
  });

  it('is warned of however it came into the policy', () => {
    const byHand = presetPolicy({ role: 'server', port: 3389 });
    expect(validatePolicy(byHand, { target: { kind: 'local' } })).toContainEqual({
      code: 'door-warning', severity: 'warning', path: 'rules[0].filterList.filters',
      context: { door: 'remote-desktop', port: 'TCP 3389' },
    }); // prettier-ignore
    expect(doorFindings(server)).toEqual([]);
  });

  it('is not opened or closed by a rule that permits: nothing is said of it', () => {
    const [rule] = withDoor(server, remoteDesktopDoor(server)).rules.slice(1);
    if (rule === undefined) throw new Error('no rule');
    const permitted = { ...rule, filterAction: { kind: 'permit' as const, name: 'p', description: '' } };
    expect(doorFindings({ role: 'server', rules: [permitted] })).toEqual([]);
  });

  it('cannot be secured like a policy that protects nothing', () => {
    expect(codes(iscsiDoor({ ...server, rules: [] }))).toEqual(['block rules-missing']);
    expect(withDoor(server, iscsiDoor({ ...server, rules: [] }))).toBe(server);
  });

  it('of file sharing would cut a workstation off from its domain, unless it names the server', () => {
    const found = (role: Role, ...peers: readonly string[]): readonly string[] =>
      codes(fileSharingDoor(presetPolicy({ role, peers: choices(...peers) })));
    expect(found('workstation')).toContain('block door-closes-domain');
    expect(found('workstation', '0.0.0.0/0')).toContain('block door-closes-domain');
    expect(found('workstation', '192.0.2.10')).toEqual(['warning door-warning']);
    expect(found('server')).toEqual(['warning door-warning']);
  });
});

describe('the passive ports of FTP', () => {
  it('are secured one by one where the server pins a range, and that is said', () => {
    const proposal = ftpDoor(server, { from: 50_000, to: 50_002 });
    expect(portsIn(proposal)).toEqual(['TCP 21', 'TCP 20', 'TCP 50000', 'TCP 50001', 'TCP 50002']);
    expect(proposal.findings.at(-1)).toMatchObject({
      code: 'ftp-data-ports-secured', severity: 'note', context: { from: 50_000, to: 50_002 },
    }); // prettier-ignore
  });

  it.each([
    [49_152, 65_535],
    [50_000, 50_000 + mostPassivePorts],
    [50_010, 50_000],
    [0, 5],
    [65_530, 65_536],
    [50_000.5, 50_001],
    [Number.NaN, 50_001],
  ])('from %d to %d cannot be secured', (from, to) => {
    const proposal = ftpDoor(server, { from, to });
    expect(proposal.rule).toBeUndefined();
    expect(codes(proposal)).toEqual(['block ftp-data-ports-impossible']);
  });
});

describe('the greatest range of passive ports', () => {
  it('leaves room for the automatic undo, also where all names are as long as can be', () => {
    const named = { ...server, id: `p${'x'.repeat(39)}` };
    const policy = withDoor(named, ftpDoor(named, { from: 50_000, to: 50_000 + mostPassivePorts - 1 }));
    const inverses = planFor(policy)
      .steps.flatMap((step) => (isObjectStep(step) ? [step.inverse] : []))
      .toReversed();
    const script = undoScript({ taskName: 'x'.repeat(60), changeId: 'y'.repeat(36), inverses, dryStart: false });
    expect(inverses.length).toBeGreaterThan(mostPassivePorts);
    expect(undoScriptFits(script)).toBe(true);
  });
});

describe('all doors together', () => {
  it('apply on a computer, are in force, and are found as they were asked for', async () => {
    const place = placeOf({ host: 'simulated' }, { environment: {}, platform: 'linux' });
    const given = { key: new Secret('a key of the test'), findings: [] };
    const policy = [fileSharingDoor, iscsiDoor, remoteDesktopDoor].reduce(
      (made, door) => withDoor(made, door(made)),
      withDoor(server, ftpDoor(server, { from: 50_000, to: 50_004 })),
    );
    const chosen = choosePolicy(policy);
    const wish = { onProgress: () => undefined, signal: new AbortController().signal };
    const report = await apply(place, examine(chosen, await factsOf(place, given), given), given, wish);
    expect([report.outcome, report.differences]).toEqual(['applied', []]);
    const verdict = await verify(place, chosen, await factsOf(place, given));
    expect([verdict.differences, verdict.proof.level]).toEqual([[], 'enforced']);
  });

  it('are those that the product names', () => {
    expect(Object.keys(doors)).toEqual(['file-sharing', 'ftp', 'iscsi', 'remote-desktop']);
  });
});
