import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInventory } from '#host/observe';
import { simulateConnect } from '#host/simulation/connect';
import { SimulatedGateway } from '#host/simulated-gateway';
import type { AuthenticationMethod, IpSecurityPolicy, Role } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { compile } from './compile';
import { planChange } from './plan-change';
import { local } from './testing/planned';

const named = (name: string): AuthenticationMethod => ({
  kind: 'certificate',
  authority: 'CN=Root',
  authorityType: 'root',
  server: { nameType: 'dns-name', name },
});
const account = (number: number): AuthenticationMethod => ({
  kind: 'kerberos-v5',
  serverAccount: { name: 'BACKUP1$', sid: `S-1-5-21-1-2-3-${number}` },
});
const policyOf = (role: Role, method: AuthenticationMethod): IpSecurityPolicy =>
  presetPolicy({ role, authenticationMethods: [method] });

/** A simulated computer in a domain with a policy applied by the steps of its plan; the path of its file. */
async function computer(policy: IpSecurityPolicy, unsure: object = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'server-proves-itself-'));
  const file = path.join(folder, 'pc.json');
  const address = policy.role === 'server' ? '192.0.2.10/24' : '192.0.2.20/24';
  const own = { name: policy.role, domain: 'corp.example', addresses: [address], networkProfile: 'Domain' };
  await writeFile(file, JSON.stringify({ format: 1, computer: own, unsure }));
  const gateway = new SimulatedGateway({ file });
  const plan = planChange(compile(policy, local), await readInventory(gateway, 'PersistentStore'));
  const transaction = await gateway.begin(undefined);
  for (const { id, invocation } of plan.steps) await transaction.carryOut(id, invocation);
  await transaction.end();
  return file;
}

const meeting = async (workstation: string, server: string): Promise<object> =>
  (await simulateConnect(workstation, server)).outcomes[0];

const driftIn = async (policy: IpSecurityPolicy, file: string): Promise<readonly string[]> => {
  const inventory = await readInventory(new SimulatedGateway({ file }), 'PersistentStore');
  return planChange(compile(policy, local), inventory).drift.map(({ property }) => property);
};

describe('two simulated computers', () => {
  it('meet where both know the server by the same name, and not by another', async () => {
    const workstation = await computer(policyOf('workstation', named('backup1.corp.example')));
    const [right, wrong] = [named('BACKUP1.corp.example'), named('pc7.corp.example')];
    expect(await meeting(workstation, await computer(policyOf('server', right)))).toMatchObject({
      kind: 'secured',
      authentication: 'certificate',
    });
    expect(await meeting(workstation, await computer(policyOf('server', wrong)))).toEqual({
      kind: 'refused',
      why: 'peer-not-authorised',
    });
  });

  it('meet by Kerberos with the server’s account on the list, as far as Windows tells its firewall whom it has met', async () => {
    const server = await computer(policyOf('server', account(1105)));
    const knowing = await computer(policyOf('workstation', account(1105)));
    expect(await meeting(knowing, server)).toMatchObject({ kind: 'secured', authentication: 'kerberos-v5' });
    const unknowing = await computer(policyOf('workstation', account(1105)), { accountsOverIkev1: 'unknown' });
    expect(await meeting(unknowing, server)).toEqual({ kind: 'refused', why: 'peer-not-authorised' });
  });
});

const ways = [{}, { enums: 'integers' }, { proposalNames: 'class' }, { enums: 'integers', proposalNames: 'class' }];

describe.each(ways)('what is read back of a store that shows itself by %j', (unsure) => {
  const byAccount = policyOf('workstation', account(1105));
  const byName = policyOf('workstation', named('backup1.corp.example'));

  it('is what the policy says', async () => {
    expect(await driftIn(byAccount, await computer(byAccount, unsure))).toEqual([]);
    expect(await driftIn(byName, await computer(byName, unsure))).toEqual([]);
  });

  it.each([
    [byAccount, 'D:(A;;CC;;;S-1-5-21-1-2-3-1105)', 'D:(A;;CC;;;S-1-5-21-1-2-3-1999)', 'RemoteMachine'],
    [byAccount, '"OverrideBlockRules": true', '"OverrideBlockRules": false', 'OverrideBlockRules'],
    [byAccount, '"Authentication": "Required"', '"Authentication": "NoEncap"', 'Authentication'],
    [byAccount, '"Encryption": "Required"', '"Encryption": "Dynamic"', 'Encryption'],
    [byName, '"SubjectName": "backup1.corp.example"', '"SubjectName": "other.corp.example"', 'Proposal[1].SubjectName'],
    [byName, '"SubjectNameType": "DomainName"', '"SubjectNameType": "CN"', 'Proposal[1].SubjectNameType'],
    [byName, '"ValidationCriteria": true', '"ValidationCriteria": false', 'Proposal[1].ValidationCriteria'],
  ])('tells what somebody has changed by hand: %#', async (policy, from, to, property) => {
    const file = await computer(policy, unsure);
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(file, text.replaceAll(from, to));
    expect(await driftIn(policy, file)).toEqual([property]);
  });
});
